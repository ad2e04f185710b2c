/** Compares what TLC found with what the manifest's row expects. */
import { type Outcome, verdictOf } from "../tlc/outcome.ts";
import type { TlcResult } from "../tlc/run.ts";
import { expectedVerdict, type ModelRow } from "./manifest.ts";
import type { ExpectedCounts } from "./manifest-expectation.ts";

export type CountChange = {
  /** A field of the row, or a denial that it reaches. */
  readonly field: string;
  /** Nothing, while it is not pinned yet. */
  readonly expected: number | undefined;
  /** Nothing, for a state that was not reached. */
  readonly found: number | undefined;
};

export type Judgement =
  | { readonly kind: "as expected" }
  /** TLC came to a result, and it is another one. */
  | { readonly kind: "other result"; readonly expected: string; readonly found: string }
  | { readonly kind: "other counts"; readonly changes: readonly CountChange[] }
  /** TLC came to no result. This is never what was expected. */
  | { readonly kind: "error"; readonly message: string };

export function judgeModel(row: ModelRow, result: Pick<TlcResult, "outcome" | "trace" | "noted">): Judgement {
  const { outcome } = result;
  if (outcome.kind === "error") return { kind: "error", message: outcome.message };
  const expected = expectedVerdict(row.expected);
  const found = verdictOf(outcome);
  if (found !== expected && !(outcome.kind === "passes" && expected === "reaches")) {
    return { kind: "other result", expected, found };
  }
  const changes = [...changedCounts(row, outcome), ...changedLength(row, result), ...changedReaches(row, result)];
  return changes.length === 0 ? { kind: "as expected" } : { kind: "other counts", changes };
}

function changedCounts(row: ModelRow, outcome: Outcome): readonly CountChange[] {
  if (outcome.kind !== "passes" || row.expected.kind !== "passes" || row.expected.counts === undefined) return [];
  const expected: ExpectedCounts = row.expected.counts;
  const found: ExpectedCounts = outcome.counts;
  // With several workers TLC's depth depends on which of them was faster.
  const fields =
    row.tier === "large" ? (["distinct", "generated"] as const) : (["distinct", "generated", "depth"] as const);
  return fields
    .filter((field) => expected[field] !== found[field])
    .map((field) => ({ field, expected: expected[field], found: found[field] }));
}

/** The states of the counterexample; of a lasso those that TLC prints, before and in its circle. */
function changedLength({ expected }: ModelRow, { trace }: Pick<TlcResult, "trace">): readonly CountChange[] {
  if (expected.kind !== "violates") return [];
  const found = trace?.states.length;
  // A property that is false in the first state shows nothing, whether or not a length is pinned already.
  const isEmpty = found !== undefined && found < 2;
  if (found === expected.length || (expected.length === undefined && !isEmpty)) return [];
  return [{ field: "length", expected: expected.length, found }];
}

function changedReaches({ reaches }: ModelRow, { noted }: Pick<TlcResult, "noted">): readonly CountChange[] {
  return [...reaches].flatMap(([field, pinned]) => {
    const found = noted.get(field);
    const isNew = pinned === 0 && found !== undefined && found > 1;
    return found === pinned || isNew ? [] : [{ field, expected: pinned === 0 ? undefined : pinned, found }];
  });
}
