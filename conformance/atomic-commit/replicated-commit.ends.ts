/**
 * How a behaviour of replicated commit ends, for counting: a suite in which nobody takes over shows little.
 *
 * @module
 */
import type { CandidateState } from "../../src/atomic-commit/replicated-commit/state.ts";
import type { Situation } from "../../src/core/situation.ts";
import { hasFields } from "../../src/core/taking-in.ts";
import type { PathStep } from "../engine/protocol.ts";
import type { Walker } from "../engine/walker.ts";

export const ends = ["committed", "aborted", "taken over twice", "told by a successor"] as const;

export function endsOf(walker: Walker, path: readonly PathStep[]): readonly string[] {
  const last = path.at(-1);
  if (last === undefined) return [];
  const situations = walker.system.parts.map((part, slot) => ({ part, ...walker.situation(last.state, slot) }));
  const told = (outcome: string, role?: string): boolean =>
    situations.some(
      (one) => (role ?? one.part.role) === one.part.role && one.told.some((by) => says(by.value, outcome)),
    );
  const takeOvers = new Set(situations.flatMap((one) => bearersIn(one)));
  return [
    ...(told("committed") ? [ends[0]] : []),
    ...(told("aborted") ? [ends[1]] : []),
    ...(takeOvers.size > 1 ? [ends[2]] : []),
    ...(situations.some(({ part, told: by }) => part.node !== "n1" && part.role === "candidate" && by.length > 0)
      ? [ends[3]]
      : []),
  ];
}

function says(value: unknown, outcome: string): boolean {
  return (hasFields(value) ? value.outcome : value) === outcome;
}

function bearersIn({ role }: Situation): readonly string[] {
  const { cells }: Partial<CandidateState> = Object(role);
  return cells?.last === undefined || cells.last === null ? [] : [`${cells.last.by}.${cells.last.number}`];
}
