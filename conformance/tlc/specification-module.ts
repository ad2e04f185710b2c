/**
 * What the documents need to know of a TLA+ module: which names it defines, on which lines, and its theorems.
 *
 * Our modules put every definition at the beginning of a line, and nothing else there. So a scan of lines is exact, and
 * no parser of TLA+ is needed; what stands there and is not understood can be asked for.
 *
 * @module
 */
import { basename } from "node:path";
import { namesIn, withoutComments, withoutStrings } from "./tla-text.ts";

/** Something that `Module!Name` can mean. */
export interface Definition {
  readonly name: string;
  readonly kind: "operator" | "constant" | "variable";
  /** The first and the last line, counted from 1, without the comment above. */
  readonly line: number;
  readonly lastLine: number;
  /** As they are written: `n`, or `P(_)` for an operator. */
  readonly parameters: readonly string[];
  /** What stands after `==`, without comments. */
  readonly body: string;
}

export interface Theorem {
  readonly line: number;
  /** What is claimed, without comments. */
  readonly body: string;
}

export interface SpecificationModule {
  readonly name: string;
  /** From the project's folder. */
  readonly path: string;
  readonly text: string;
  readonly extends: readonly string[];
  /** The modules of which it makes instances. */
  readonly instances: readonly string[];
  readonly definitions: ReadonlyMap<string, Definition>;
  readonly theorems: readonly Theorem[];
}

/** A name, parameters, which may be operators with parameters of their own, or the arguments of a function, and `==`. */
const definitionHead =
  /^(?:(?:ASSUME|THEOREM|LOCAL)\s+)?(\w*[A-Za-z]\w*)\s*(?:\(((?:[^()]|\([^()]*\))*)\)|\[(?:[^[\]]|\[[^[\]]*\])*\])?\s*==/;
const declarationHead = /^(CONSTANT|VARIABLE)S?\b/;
/** What may stand at the beginning of a line besides. */
const otherHead = /^(?:EXTENDS\b|ASSUME\b|THEOREM\b|RECURSIVE\b|(?:LOCAL\s+)?INSTANCE\b|-{4,}|={4,})/;

export function parseModule(path: string, text: string): SpecificationModule {
  const lines = linesOfModule(text);
  const definitions = new Map<string, Definition>();
  const theorems: Theorem[] = [];
  for (const [at, line] of lines.entries()) {
    if (!/^\S/.test(line)) continue;
    const lastLine = endOfParagraph(lines, at);
    const paragraph = lines.slice(at, lastLine);
    const defined = paragraph.join("\n");
    const [head, name, parameters = ""] = definitionHead.exec(defined) ?? [];
    if (head !== undefined && name !== undefined) {
      const body = defined.slice(head.length).trim();
      definitions.set(name, {
        name,
        kind: "operator",
        line: at + 1,
        lastLine,
        parameters: parametersIn(parameters),
        body,
      });
    }
    for (const declared of declarationsIn(paragraph, at)) definitions.set(declared.name, declared);
    if (line.startsWith("THEOREM")) {
      const body = defined.replace(/^THEOREM(.*?==)?/s, "").trim();
      theorems.push({ line: at + 1, body });
    }
  }
  const formulas = withoutStrings(lines.join("\n"));
  const extended = /\bEXTENDS\s+((?:\w+\s*,\s*)*\w+)/.exec(formulas)?.[1] ?? "";
  return {
    name: basename(path, ".tla"),
    path,
    text,
    extends: extended.split(",").flatMap((name) => (name.trim() === "" ? [] : [name.trim()])),
    instances: [...new Set([...formulas.matchAll(/\bINSTANCE\s+(\w+)/g)].map((match) => match[1] ?? ""))],
    definitions,
    theorems,
  };
}

/** Lines of which nothing is understood, and which could define something: an infix operator, for example. */
export function linesNotRead({ path, text }: SpecificationModule): readonly string[] {
  const lines = linesOfModule(text);
  return lines.flatMap((line, at) => {
    if (!/^\S/.test(line) || otherHead.test(line) || declarationHead.test(line)) return [];
    const paragraph = lines.slice(at, endOfParagraph(lines, at)).join("\n");
    return definitionHead.test(paragraph) ? [] : [`${path}:${at + 1} ${line.trimEnd()}`];
  });
}

/** The lines of the module, without comments; what stands before and behind it becomes blank, as it may be anything. */
function linesOfModule(text: string): readonly string[] {
  const start = text.search(/^.*-{4,}\s*MODULE\s+\w+\s*-{4,}/m);
  const before = text.slice(0, Math.max(start, 0)).replace(/[^\n]/g, "");
  let open = 0;
  let hasEnded = false;
  return (before + withoutComments(text.slice(Math.max(start, 0)))).split("\n").map((line) => {
    const kept = hasEnded ? "" : line;
    if (/-{4,}\s*MODULE\b/.test(kept)) open++;
    if (/^\s*={4,}/.test(kept)) open--;
    hasEnded ||= open === 0 && /^\s*={4,}/.test(kept);
    return kept;
  });
}

function parametersIn(list: string): readonly string[] {
  const parameters = list.match(/(?:[^,()]|\([^()]*\))+/g) ?? [];
  return parameters.map((parameter) => parameter.trim());
}

/** The number of the last line that belongs to what begins at index `at`: all that is indented below it. */
function endOfParagraph(lines: readonly string[], at: number): number {
  let end = at + 1;
  for (let next = end; next < lines.length && !/^\S/.test(lines[next] ?? ""); next++) {
    if (/\S/.test(lines[next] ?? "")) end = next + 1;
  }
  return end;
}

function declarationsIn(paragraph: readonly string[], at: number): readonly Definition[] {
  const kind = declarationHead.exec(paragraph[0] ?? "")?.[1];
  if (kind === undefined) return [];
  return paragraph.flatMap((line, i) =>
    namesIn(line.replace(declarationHead, "")).map(
      (name): Definition => ({
        name,
        kind: kind === "CONSTANT" ? "constant" : "variable",
        line: at + i + 1,
        lastLine: at + i + 1,
        parameters: [],
        body: "",
      }),
    ),
  );
}
