import type { TlcResult } from "../tlc/run.ts";
import { formatRow } from "./manifest-format.ts";
import type { JudgedRow } from "./results-table.ts";

export type ObservedRows = {
  /** Rows for the manifest, as they are laid out there. */
  readonly rows: readonly string[];
  /** Why some models have no row: their result is not the expected one, so their counts mean nothing. */
  readonly refused: readonly string[];
};

/**
 * The rows of the manifest with the counts that TLC found, for a person to copy on purpose.
 *
 * @param written - the rows as the manifest has them, by name
 */
export function observedRows(
  judged: readonly JudgedRow[],
  written: ReadonlyMap<string, Readonly<Record<string, unknown>>>,
): ObservedRows {
  const rows: string[] = [];
  const refused: string[] = [];
  for (const { row, result, judgement } of judged) {
    const observed = countedIn(row.reaches, result);
    if (judgement.kind === "error") refused.push(`${row.name}: ${judgement.message}`);
    else if (judgement.kind === "other result")
      refused.push(`${row.name}: ${judgement.found}, not ${judgement.expected}`);
    else if ("refused" in observed) refused.push(`${row.name}: ${observed.refused}`);
    else rows.push(formatRow({ ...written.get(row.name), ...observed.counts }, "    "));
  }
  return { rows, refused };
}

function countedIn(
  reaches: ReadonlyMap<string, number>,
  { outcome, trace, noted }: TlcResult,
): { readonly counts: Readonly<Record<string, unknown>> } | { readonly refused: string } {
  const missing = [...reaches.keys()].filter((denial) => !noted.has(denial));
  if (missing.length > 0) return { refused: `${missing.join(", ")} is not violated: the state is not reachable` };
  const atOnce = [...reaches.keys()].filter((denial) => noted.get(denial) === 1);
  if (atOnce.length > 0) return { refused: `${atOnce.join(", ")} is false in the first state, and shows nothing` };
  const reached = reaches.size === 0 ? {} : { reaches: Object.fromEntries(noted) };
  if (outcome.kind === "violates") {
    const length = trace?.states.length;
    if (length === 1) return { refused: `${outcome.property} is false in the first state, and shows nothing` };
    return { counts: { length } };
  }
  if (outcome.kind !== "passes") return { counts: reached };
  const { distinct, generated, depth } = outcome.counts;
  return { counts: { distinct, generated, depth, ...reached } };
}
