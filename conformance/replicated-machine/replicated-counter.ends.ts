/**
 * How a behaviour of the replicated counter ends, for counting: a suite in which nobody is told shows little.
 *
 * @module
 */
import type { PathStep } from "../engine/protocol.ts";
import type { Walker } from "../engine/walker.ts";

export const ends = ["everybody told", "told after a crash", "told though missed", "told at two nodes"] as const;

export function endsOf(walker: Walker, path: readonly PathStep[]): readonly string[] {
  const last = path.at(-1);
  if (last === undefined) return [];
  const told = walker.system.parts.map((_, slot) => walker.situation(last.state, slot).told.length);
  const anybody = told.some((answers) => answers > 0);
  const after = (fault: string): boolean => {
    const at = path.findIndex(({ action }) => action === fault);
    return at >= 0 && path.slice(at).some(({ action, state }) => action === "Hear" && isTold(walker, state));
  };
  const asked = walker.askedSlot === undefined ? 0 : walker.askedNumbered(last.state[walker.askedSlot] ?? 0).length;
  return [
    ...(anybody && told.reduce((sum, answers) => sum + answers, 0) >= asked ? [ends[0]] : []),
    ...(after("Crash") ? [ends[1]] : []),
    ...(after("LogMisses") ? [ends[2]] : []),
    ...(told.filter((answers) => answers > 0).length > 1 ? [ends[3]] : []),
  ];
}

function isTold(walker: Walker, state: Uint32Array): boolean {
  return walker.system.parts.some((_, slot) => walker.situation(state, slot).told.length > 0);
}
