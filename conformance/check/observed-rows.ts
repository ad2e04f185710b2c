import { expectedVerdict, type ModelRow } from "./manifest.ts";
import type { JudgedRow } from "./results-table.ts";

export type ObservedRows = {
  /** Rows for the manifest, one JSON object on each line. */
  readonly lines: readonly string[];
  /** Why some models have no row: their result is not the expected one, so their counts mean nothing. */
  readonly refused: readonly string[];
};

/** The rows of the manifest with the counts that TLC found, for a person to copy on purpose. */
export function observedRows(judged: readonly JudgedRow[]): ObservedRows {
  const lines: string[] = [];
  const refused: string[] = [];
  for (const { row, result, judgement } of judged) {
    const { outcome } = result;
    if (judgement.kind === "error") refused.push(`${row.name}: ${judgement.message}`);
    else if (judgement.kind === "other result")
      refused.push(`${row.name}: ${judgement.found}, not ${judgement.expected}`);
    else
      lines.push(JSON.stringify(asWritten(row, outcome.kind === "passes" ? outcome.counts : undefined), undefined, 1));
  }
  return { lines: lines.map((line) => line.replace(/\n\s*/g, " ")), refused };
}

type Counted = { readonly distinct: number; readonly generated: number; readonly depth: number };

function asWritten(row: ModelRow, counts: Counted | undefined): Readonly<Record<string, unknown>> {
  const { name, problem, protocol, specification, module, tier, claims, shows } = row;
  return {
    ...{ name, problem, protocol, specification, module, tier, expected: expectedVerdict(row.expected) },
    ...(counts === undefined ? {} : { distinct: counts.distinct, generated: counts.generated, depth: counts.depth }),
    ...(row.graph ? { graph: true } : {}),
    ...(row.deadlock ? { deadlock: true } : {}),
    ...{ claims, shows },
  };
}
