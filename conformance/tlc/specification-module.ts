/**
 * What the documents need to know of a TLA+ module: which names it defines, on which lines, and its theorems.
 *
 * Our modules put every definition at the beginning of a line, and nothing else there. So a scan of lines is exact, and
 * no parser of TLA+ is needed.
 *
 * @module
 */
import { basename } from "node:path";

/** Something that `Module!Name` can mean. */
export interface Definition {
  readonly name: string;
  readonly kind: "operator" | "constant" | "variable";
  /** The first and the last line, counted from 1, without the comment above. */
  readonly line: number;
  readonly lastLine: number;
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

const definitionHead = /^(?:ASSUME\s+|THEOREM\s+|LOCAL\s+)?([A-Za-z_]\w*)\s*(?:\([^)]*\))?\s*==/;
const declarationHead = /^(CONSTANT|VARIABLE)S?\b/;

export function parseModule(path: string, text: string): SpecificationModule {
  const lines = withoutComments(text).split("\n");
  const definitions = new Map<string, Definition>();
  const theorems: Theorem[] = [];
  for (const [at, line] of lines.entries()) {
    const lastLine = endOfParagraph(lines, at);
    const paragraph = lines.slice(at, lastLine);
    const name = definitionHead.exec(line)?.[1];
    if (name !== undefined) {
      const body = paragraph
        .join("\n")
        .replace(/^.*?==/s, "")
        .trim();
      definitions.set(name, { name, kind: "operator", line: at + 1, lastLine, body });
    }
    for (const declared of declarationsIn(paragraph, at)) definitions.set(declared.name, declared);
    if (line.startsWith("THEOREM")) {
      theorems.push({
        line: at + 1,
        body: paragraph
          .join("\n")
          .replace(/^THEOREM(.*?==)?/s, "")
          .trim(),
      });
    }
  }
  const extended = /^EXTENDS\s+((?:\w+\s*,\s*)*\w+)/m.exec(lines.join("\n"))?.[1] ?? "";
  return {
    name: basename(path, ".tla"),
    path,
    text,
    extends: extended.split(",").flatMap((name) => (name.trim() === "" ? [] : [name.trim()])),
    instances: [...new Set([...lines.join("\n").matchAll(/\bINSTANCE\s+(\w+)/g)].map((match) => match[1] ?? ""))],
    definitions,
    theorems,
  };
}

/** The names that a formula uses, strings left out. */
export function namesIn(formula: string): readonly string[] {
  return formula.replace(/"[^"]*"/g, "").match(/\b[A-Za-z_]\w*\b/g) ?? [];
}

/** Replaces every comment by blanks, so that lines and columns stay. */
export function withoutComments(text: string): string {
  let depth = 0;
  return text.replace(/"[^"\n]*"|\\\*[^\n]*|\(\*|\*\)|[\s\S]/g, (token) => {
    if (token === "(*") depth++;
    const inside = depth > 0;
    if (token === "*)") depth--;
    const isLineComment = token.startsWith("\\*");
    return inside || isLineComment ? token.replace(/[^\n]/g, " ") : token;
  });
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
        body: "",
      }),
    ),
  );
}
