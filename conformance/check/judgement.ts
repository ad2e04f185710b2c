/** Compares what TLC found with what the manifest's row expects. */
import { type Outcome, verdictOf } from "../tlc/outcome.ts";
import { type ExpectedCounts, expectedVerdict, type ModelRow } from "./manifest.ts";

export type CountChange = {
  readonly field: keyof ExpectedCounts;
  readonly expected: number;
  readonly found: number;
};

export type Judgement =
  | { readonly kind: "as expected" }
  /** TLC came to a result, and it is another one. */
  | { readonly kind: "other result"; readonly expected: string; readonly found: string }
  | { readonly kind: "other counts"; readonly changes: readonly CountChange[] }
  /** TLC came to no result. This is never what was expected. */
  | { readonly kind: "error"; readonly message: string };

export function judgeModel(row: ModelRow, outcome: Outcome): Judgement {
  if (outcome.kind === "error") return { kind: "error", message: outcome.message };
  const expected = expectedVerdict(row.expected);
  const found = verdictOf(outcome);
  if (found !== expected) return { kind: "other result", expected, found };
  if (outcome.kind !== "passes" || row.expected.kind !== "passes" || row.expected.counts === undefined) {
    return { kind: "as expected" };
  }
  const changes = changedCounts(row, row.expected.counts, outcome.counts);
  return changes.length === 0 ? { kind: "as expected" } : { kind: "other counts", changes };
}

function changedCounts(row: ModelRow, expected: ExpectedCounts, found: ExpectedCounts): readonly CountChange[] {
  // With several workers TLC's depth depends on which of them was faster.
  const fields =
    row.tier === "large" ? (["distinct", "generated"] as const) : (["distinct", "generated", "depth"] as const);
  return fields
    .filter((field) => expected[field] !== found[field])
    .map((field) => ({ field, expected: expected[field], found: found[field] }));
}
