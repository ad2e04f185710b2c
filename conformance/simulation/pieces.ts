/**
 * A soak in pieces: so many seeds of one protocol each, which any process can run.
 *
 * @module
 */
import type { Seeds, Totals } from "./run-seeds.ts";

export interface Piece {
  /** By name. */
  readonly protocol: string;
  readonly seeds: Seeds;
}

/** A run in which a property was violated. */
export interface Found {
  readonly seed: number;
  readonly property: string;
  readonly because: string;
  /** In milliseconds since the start of the run. */
  readonly at: number;
}

/** A piece that was run, until something was found. */
export interface PieceDone extends Piece {
  readonly sum: Totals;
  readonly found: Found | undefined;
}

/** The pieces of a soak, those of all protocols by turns. */
export function piecesOf(protocols: readonly string[], { first, count }: Seeds, size: number): readonly Piece[] {
  const pieces: Piece[] = [];
  for (let from = first; from < first + count; from += size) {
    const seeds = { first: from, count: Math.min(size, first + count - from) };
    pieces.push(...protocols.map((protocol) => ({ protocol, seeds })));
  }
  return pieces;
}

/** What tells a piece from all others. */
export function keyOf({ protocol, seeds: { first, count } }: Piece): string {
  return `${protocol} ${first}+${count}`;
}
