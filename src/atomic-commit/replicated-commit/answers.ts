/**
 * What the user of a candidate learns from what it is told.
 *
 * @module
 */
import { isSameData } from "../../core/plain-data.ts";
import type { Learning } from "../../core/system.ts";
import { hasFields } from "../../core/taking-in.ts";

/**
 * How transactions have ended. As of a coordinator, `"forgotten"` says that the transaction was aborted to one that knows
 * of no commit.
 *
 * @spec TwoPhaseCommit!Learnt
 */
export const repliesLearnt: Learning = (telling, known = []) => {
  if (telling.kind !== "reply" || !hasFields(telling.value)) return [];
  const { transaction, outcome } = telling.value;
  const about = known.filter((value) => hasFields(value) && value.transaction === transaction);
  if (outcome === undefined || outcome === "undecided" || (outcome === "forgotten" && about.length > 0)) return [];
  const learnt = { transaction, outcome: outcome === "forgotten" ? "aborted" : outcome };
  return about.some((value) => isSameData(value, learnt)) ? [] : [learnt];
};
