/**
 * How a behaviour of a log of decisions ends, for counting: a suite in which nothing is delivered shows little.
 *
 * @module
 */
import type { PathStep } from "../engine/protocol.ts";
import type { Walker } from "../engine/walker.ts";

export const ends = ["delivered everywhere", "delivered after a crash", "delivered though missed"] as const;

export function endsOf(walker: Walker, path: readonly PathStep[]): readonly string[] {
  const last = path.at(-1);
  if (last === undefined) return [];
  const counts = deliveredIn(walker, last);
  const since = (action: string): boolean => {
    const step = path.find((one) => one.action === action);
    return step !== undefined && sum(deliveredIn(walker, step)) < sum(counts);
  };
  return [
    ...(counts.every((count) => count > 0) ? [ends[0]] : []),
    ...(since("Crash") ? [ends[1]] : []),
    ...(since("DecisionsMiss") ? [ends[2]] : []),
  ];
}

function deliveredIn(walker: Walker, { state }: PathStep): readonly number[] {
  return walker.system.parts.map((_, slot) => walker.situation(state, slot).told.length);
}

function sum(counts: readonly number[]): number {
  return counts.reduce((all, count) => all + count, 0);
}
