/** How a transaction ends, as its users are told. */
export type Outcome = "committed" | "aborted";

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
