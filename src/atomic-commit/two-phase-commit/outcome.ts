/**
 * How a transaction ends, and what its users are told of it.
 *
 * @module
 */
import { type Deliver, delivered, type Reply } from "../../core/effect.ts";
import { hasFields } from "../../core/taking-in.ts";

/** How a transaction ends, as its users are told. */
export type Outcome = "committed" | "aborted";

/**
 * What a coordinator answers whoever asks for the outcome: the outcome, or `"undecided"` as long as there is none, or
 * `"forgotten"` if it knows nothing of the transaction any more. To a user that has not confirmed a commit, that it is
 * forgotten says that it was aborted; one that has confirmed knows already.
 */
export interface OutcomeAnswer {
  readonly kind: "outcome";
  readonly outcome: Outcome | "undecided" | "forgotten";
}

/**
 * What the user is told when one status follows another, or is the first of all: the outcome, where one is reached.
 *
 * @spec TwoPhaseCommit!MustTell
 */
export function outcomeReached(before: string | undefined, after: string): readonly Outcome[] {
  return before !== after && isOutcome(after) ? [after] : [];
}

/** @spec TwoPhaseCommit!IsOutcome */
function isOutcome(status: string): status is Outcome {
  return status === "committed" || status === "aborted";
}

/**
 * What the user of a coordinator learns: the outcome that it is told, and of an answer what it does not know. To one that
 * knows of no commit, `"forgotten"` says that the transaction was aborted.
 *
 * @spec TwoPhaseCommit!Learnt
 */
export function outcomesLearnt(
  telling: Deliver<unknown> | Reply<unknown>,
  known: readonly unknown[] = [],
): readonly unknown[] {
  if (telling.kind === "deliver") return delivered(telling);
  const { value } = telling;
  if (!hasFields(value)) return [value];
  const { outcome } = value;
  if (outcome === "forgotten") return known.length === 0 ? ["aborted"] : [];
  return outcome === (known.at(-1) ?? "undecided") ? [] : [outcome];
}
