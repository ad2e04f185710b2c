/**
 * How a behaviour of replicated commit ends, for counting: a suite in which nobody takes over shows little.
 *
 * @module
 */
import type { CandidateState } from "../../src/atomic-commit/replicated-commit/state.ts";
import { rowsOf } from "../../src/core/dictionary.ts";
import type { Situation } from "../../src/core/situation.ts";
import { hasFields } from "../../src/core/taking-in.ts";
import type { PathStep } from "../engine/protocol.ts";
import type { Walker } from "../engine/walker.ts";

export const ends = ["committed", "aborted", "taken over twice", "told by a successor"] as const;

export function endsOf(walker: Walker, path: readonly PathStep[]): readonly string[] {
  const last = path.at(-1);
  if (last === undefined) return [];
  const situations = walker.system.parts.map((part, slot) => ({ part, ...walker.situation(last.state, slot) }));
  const told = (outcome: string): boolean => situations.some((one) => one.told.some((by) => says(by.value, outcome)));
  return [
    ...(told("committed") ? [ends[0]] : []),
    ...(told("aborted") ? [ends[1]] : []),
    ...(situations.some((one) => takeOversIn(one) > 1) ? [ends[2]] : []),
    ...(situations.some(({ part, told: by }) => part.node !== "n1" && part.role === "candidate" && by.length > 0)
      ? [ends[3]]
      : []),
  ];
}

function says(value: unknown, outcome: string): boolean {
  return (hasFields(value) ? value.outcome : value) === outcome;
}

/** How many take-overs a candidate has heard of, at least. */
function takeOversIn({ role }: Situation): number {
  const { cells }: Partial<CandidateState> = Object(role);
  return cells === undefined ? 0 : rowsOf(cells.highest).reduce((sum, { value }) => sum + value, 0);
}
