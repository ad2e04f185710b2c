/**
 * Cells on a log that only one candidate at a time may write: whoever took over last. What they hold follows from the
 * order of the log alone. A record that comes after a later take-over is fenced off: it is in the log, and nobody looks at
 * it.
 *
 * Specification: `FencedCells`.
 *
 * @module
 */
import { type Dictionary, emptyDictionary, lookUp, withoutValue, withValue } from "../../core/dictionary.ts";
import type { NodeId } from "../../core/node-id.ts";
import type { TakeOver, TakesOver, TransactionRecord } from "./entry.ts";

/** What follows from the entries up to a place in the log. */
export interface Cells {
  /** The last take-over, if there is one: it says who has the role. */
  readonly last: TakeOver | null;
  /** The highest number of the take-overs of each candidate. */
  readonly highest: Dictionary<number>;
  /** Who takes part in each transaction of which the cell holds a commit. */
  readonly commits: Dictionary<readonly NodeId[]>;
}

/** Before anything was written. */
export const noCells: Cells = { last: null, highest: emptyDictionary, commits: emptyDictionary };

/**
 * Whether this is the last take-over.
 *
 * @spec FencedCells!Bears
 * @spec FencedCells!Lands
 */
export function bears({ last }: Cells, { by, number }: TakeOver): boolean {
  return last?.by === by && last.number === number;
}

/** The cells after one more entry. @param lands - whether a record does, by the take-over that its writer relies on */
export function cellsAfter(cells: Cells, entry: TakesOver | TransactionRecord, lands: typeof bears): Cells {
  const { by, number } = entry;
  if (entry.kind === "takeOver") {
    const highest = Math.max(number, lookUp(cells.highest, by) ?? 0);
    return { ...cells, last: { by, number }, highest: withValue(cells.highest, by, highest) };
  }
  if (!lands(cells, entry)) return cells;
  const { transaction, record, participants } = entry;
  const { commits } = cells;
  return {
    ...cells,
    commits: record === "commit" ? withValue(commits, transaction, participants) : withoutValue(commits, transaction),
  };
}
