/**
 * How fenced code becomes HTML. After the language may stand: `module=TwoPhaseCommit`, in whose scope names are looked
 * up; `from=12`, if it is the text of that module from that line on; `configuration`; and `source=PATH`, for the
 * whole text of a TypeScript file.
 *
 * @module
 */
import { findDefinition, parseReference, protocolModule } from "../../../conformance/definitions/specifications.ts";
import { linkTo } from "../page.ts";
import type { Project } from "../project.ts";
import { type LineDecoration, type Tokenize, tlaHtml } from "./tla-highlighter.ts";

/** As markdown-it calls it: code, language, and the words after it. */
export type Highlight = (code: string, language: string, words: string) => string;

export function codeBlocks(project: Project, tokenize: Tokenize, others: Highlight): Highlight {
  return (code, language, words) => {
    const settings = new Map(words.split(" ").map((word) => [word.split("=")[0] ?? "", word.split("=")[1] ?? ""]));
    if (language === "tla") return tlaBlock(project, tokenize(code.replace(/\n$/, "")), settings);
    const source = settings.get("source");
    return source === undefined
      ? others(code, language, words)
      : sourceBlock(project, source, others(code, language, ""));
  };
}

type Settings = ReadonlyMap<string, string>;

function tlaBlock(project: Project, lines: ReturnType<Tokenize>, settings: Settings): string {
  const module = settings.get("module");
  const linkOf = (name: string): string | undefined => {
    const found = module === undefined ? undefined : findDefinition(project.specifications, module, name);
    return found === undefined ? undefined : linkTo(found.module.path, name);
  };
  const from = settings.get("from");
  const decorations = from !== undefined && module !== undefined ? decorationsOf(project, module) : new Map();
  const html = tlaHtml(lines, linkOf, (line) => decorations.get(line + Number(from) - 1) ?? {});
  return `<pre class="tla"><code>${html}\n</code></pre>`;
}

/** Anchors at definitions, and an arrow to what implements them. */
function decorationsOf(project: Project, moduleName: string): ReadonlyMap<number, LineDecoration> {
  const definitions = project.specifications.get(moduleName)?.definitions ?? new Map();
  // The tags name the protocol, whichever of its modules a definition stands in.
  const protocol = protocolModule(project.specifications, moduleName);
  const decorations = new Map<number, LineDecoration>();
  for (const { name, line } of definitions.values()) {
    const arrows = project.implementations
      .filter(({ reference }) => reference === `${protocol}!${name}`)
      .map(({ path, declaration }) => `<a class="arrow" href="${linkTo(path, declaration)}">→ ${declaration}</a>`);
    // A line can declare several names.
    const { ids = [], behind = "" } = decorations.get(line) ?? {};
    decorations.set(line, { ids: [...ids, name], behind: behind + arrows.join("") });
  }
  return decorations;
}

/**
 * Anchors at lines and at declarations, and links from `@spec` tags. typedoc's highlighter ends each line with `<br/>`.
 */
function sourceBlock(project: Project, path: string, html: string): string {
  const names = new Map<string, number>();
  for (const { name, line } of project.sources.get(path)?.declarations ?? []) {
    if (!names.has(name)) names.set(name, line);
  }
  const opening = /^<pre><code[^>]*>/.exec(html)?.[0] ?? "";
  const lines = html
    .slice(opening.length)
    .split("<br/>")
    .map((text, at) => {
      const ids = [`L${at + 1}`, ...[...names].filter(([, line]) => line === at + 1).map(([name]) => name)];
      return ids.map((id) => `<a id="${id}" class="anchor"></a>`).join("") + text;
    });
  const code = lines.join("<br/>").replace(/\b[A-Z]\w*!\w+\b/g, (text) => referenceLink(project, text) ?? text);
  return opening + code;
}

function referenceLink(project: Project, text: string): string | undefined {
  const reference = parseReference(text);
  if (reference === undefined) return undefined;
  const found = findDefinition(project.specifications, reference.module, reference.name);
  return found === undefined ? undefined : `<a href="${linkTo(found.module.path, found.definition.name)}">${text}</a>`;
}
