/**
 * A module as it is meant to be read: the comments between definitions as text, and the definitions as code.
 *
 * @module
 */
import type { SpecificationModule } from "../../conformance/tlc/specification-module.ts";
import type { ClaimTitle } from "../walk/claim-titles.ts";
import { claimMention } from "./claim-link.ts";
import { codeLink, fenced } from "./page.ts";

type Claims = ReadonlyMap<string, ClaimTitle>;

/** Lines of a module that belong together: a comment that stands by itself, or code with what is written beside it. */
interface Piece {
  readonly kind: "comment" | "code";
  /** The first line, counted from 1. */
  readonly from: number;
  readonly lines: readonly string[];
}

export function essayOf(module: SpecificationModule, claims: Claims): string {
  return piecesOf(module.text)
    .flatMap(({ kind, from, lines }) => {
      if (kind === "comment") return [proseOf(module, claims, lines)];
      const code = lines.join("\n");
      return code.trim() === "" ? [] : [codeOf(module, from, code)];
    })
    .join("\n\n");
}

/** What its pages have in common: a line between two parts is a line, and no code. */
function codeOf({ name }: SpecificationModule, from: number, code: string): string {
  return /^-{4,}$/.test(code.trim()) ? "---" : fenced("tla", [`module=${name}`, `from=${from}`], code);
}

/** The comments that begin at the first column, and the rest, in turn. A line of dashes stands alone. */
function piecesOf(text: string): readonly Piece[] {
  const pieces: { kind: Piece["kind"]; from: number; lines: string[] }[] = [];
  let isApart = true;
  for (const [at, line] of text.replace(/\n+$/, "").split("\n").entries()) {
    const kind = line.startsWith("\\*") ? "comment" : "code";
    const isRule = /^-{4,}$/.test(line);
    const last = pieces.at(-1);
    if (last?.kind === kind && !isRule && !isApart) last.lines.push(line);
    else pieces.push({ kind, from: at + 1, lines: [line] });
    isApart = isRule;
  }
  return pieces.map((piece) => (piece.kind === "code" ? trimmed(piece) : piece));
}

/** Without the empty lines at both ends. */
function trimmed({ kind, from, lines }: Piece): Piece {
  const first = lines.findIndex((line) => line !== "");
  const last = lines.findLastIndex((line) => line !== "");
  return first < 0 ? { kind, from, lines: [] } : { kind, from: from + first, lines: lines.slice(first, last + 1) };
}

/**
 * A comment as Markdown. Its own lists and paragraphs stay; a name that the module defines leads to its definition, and
 * a claim to the ledger.
 */
function proseOf(module: SpecificationModule, claims: Claims, lines: readonly string[]): string {
  return lines
    .map((line) => line.replace(/^\\\* ?/, ""))
    .map((line) => linked(module, claims, escaped(line)).replace(/^ *\\- +/, "- "))
    .join("\n");
}

function escaped(text: string): string {
  return text.replace(/[\\`*_{}[\]<>#+!|~$-]/g, "\\$&");
}

/** A word of several words is a name, wherever it stands; one of one word may be just that. */
function linked({ definitions, path }: SpecificationModule, claims: Claims, text: string): string {
  return text.replace(/\b[A-Z](?:[a-z]+(?:[A-Z][a-z]*)+|\d+)\b/g, (name) =>
    definitions.has(name) ? codeLink(name, path, name) : claimMention(claims, name),
  );
}
