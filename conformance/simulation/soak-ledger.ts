/**
 * What a soak has done so far, as a file to which a line is added for each piece: an interrupted soak goes on behind it.
 * A seed is one run within a version only, so the first line says of which sources the rest is.
 *
 * @module
 */
import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { writeTextWhole } from "../check/write-whole.ts";
import { keyOf, type PieceDone } from "./pieces.ts";

export interface SoakLedger {
  /** What was done before, and since, by its key. */
  readonly done: ReadonlyMap<string, PieceDone>;
  readonly add: (piece: PieceDone) => void;
}

/**
 * Reads what is there, or begins anew.
 *
 * @param sources - the digest of everything that decides what a seed does
 * @param say - told why something that is there does not count
 */
export function openLedger(path: string, sources: string, say: (line: string) => void): SoakLedger {
  const before = existsSync(path) ? wholeLinesOf(path, sources, say) : [];
  writeTextWhole(path, [{ sources }, ...before].map(lineOf).join(""));
  const done = new Map(before.map((piece) => [keyOf(piece), piece]));
  return {
    done,
    add: (piece) => {
      appendFileSync(path, lineOf(piece));
      done.set(keyOf(piece), piece);
    },
  };
}

/** The last line may be cut off, where the process or the machine was stopped while it was written. */
function wholeLinesOf(path: string, sources: string, say: (line: string) => void): PieceDone[] {
  const [head = "", ...lines] = readFileSync(path, "utf8").split("\n");
  if (head !== lineOf({ sources }).trimEnd()) {
    say(`${path} is of other sources: the soak begins anew`);
    return [];
  }
  const done: PieceDone[] = [];
  for (const line of lines) {
    if (line === "") continue;
    const piece = pieceIn(line);
    if (piece === undefined) say(`${path} has a line that was cut off: that piece is run again`);
    else done.push(piece);
  }
  return done;
}

function pieceIn(line: string): PieceDone | undefined {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function lineOf(value: object): string {
  return `${JSON.stringify(value)}\n`;
}
