/**
 * TLA+ as HTML. The colours are classes, so that the style sheet decides about light and dark, and every name that is
 * defined somewhere leads to its definition.
 *
 * @module
 */
import {
  codeToTokensWithThemes,
  createOnigurumaEngine,
  createShikiInternal,
  loadBuiltinWasm,
} from "@gerrit0/mini-shiki";
import { escapeHtml } from "../html.ts";
import { tlaGrammar } from "./tla-grammar.ts";

export interface Token {
  readonly text: string;
  /** What the grammar calls it, such as `comment` or `identifier`. */
  readonly kind: string;
}

/** Lines of tokens. */
export type Tokenize = (code: string) => readonly (readonly Token[])[];

/** What the grammar tells apart. */
const kinds = [
  "comment",
  "string",
  "separator",
  "definition",
  "keyword",
  "constant",
  "fairness",
  "number",
  "operator",
  "identifier",
];

/** Each kind has a colour of its own, by which it is known again: the highlighter gives colours, and no names. */
const colourOf = (kind: string): string => `#${(kinds.indexOf(kind) + 1).toString(16).padStart(6, "0")}`;
const kindOf = new Map(kinds.map((kind) => [colourOf(kind), kind]));

export async function tlaTokenizer(): Promise<Tokenize> {
  await loadBuiltinWasm();
  const settings = kinds.map((kind) => ({ scope: kind, settings: { foreground: colourOf(kind) } }));
  const shiki = await createShikiInternal({
    engine: await createOnigurumaEngine(),
    themes: [{ name: "kinds", type: "light", fg: "#000000", bg: "#ffffff", settings }],
    langs: [tlaGrammar],
  });
  return (code) =>
    codeToTokensWithThemes(shiki, code, { lang: "tla", themes: { kinds: "kinds" } }).map((line) =>
      line.map(({ content, variants }) => ({
        text: content,
        kind: kindOf.get(variants.kinds?.color?.toLowerCase() ?? "") ?? "plain",
      })),
    );
}

export interface LineDecoration {
  /** The anchors of the line: one for each name that it declares. */
  readonly ids?: readonly string[];
  /** HTML that stands behind the line. */
  readonly behind?: string;
}

/**
 * @param linkOf - the address of a name, if it has one here
 * @param decorationOf - what is added to a line, counted from 1
 */
export function tlaHtml(
  lines: readonly (readonly Token[])[],
  linkOf: (name: string) => string | undefined,
  decorationOf: (line: number) => LineDecoration,
): string {
  return lines
    .map((tokens, at) => {
      const { ids = [], behind } = decorationOf(at + 1);
      const anchors = ids.map((id) => `<a id="${id}" class="anchor"></a>`).join("");
      const html = tokens.map((token) => tokenHtml(token, linkOf)).join("");
      return `<span class="line">${anchors}${html}${behind ?? ""}</span>`;
    })
    .join("\n");
}

function tokenHtml({ text, kind }: Token, linkOf: (name: string) => string | undefined): string {
  const html = escapeHtml(text);
  const link = kind === "identifier" || kind === "definition" ? linkOf(text) : undefined;
  const shown = link === undefined ? html : `<a href="${link}">${html}</a>`;
  return kind === "plain" || kind === "identifier" ? shown : `<span class="tla-${kind}">${shown}</span>`;
}
