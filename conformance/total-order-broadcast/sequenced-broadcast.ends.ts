/**
 * How a behaviour of sequenced broadcast ends, for counting: a suite in which nothing is delivered shows little.
 *
 * @module
 */
import { slice } from "../../src/core/sequence.ts";
import type { NodeState } from "../../src/total-order-broadcast/sequenced-broadcast/state.ts";
import type { PathStep } from "../engine/protocol.ts";
import type { Walker } from "../engine/walker.ts";

export const ends = ["told at two nodes", "told after a crash", "told though unheard", "filled with nothing"] as const;

export function endsOf(walker: Walker, path: readonly PathStep[]): readonly string[] {
  const last = path.at(-1);
  if (last === undefined) return [];
  const situations = walker.system.parts.map((_, slot) => walker.situation(last.state, slot));
  const told = situations.filter((situation) => situation.told.length > 0).length;
  const orders = situations.map(({ role }) => (role === undefined ? [] : slice((role as NodeState).order, 0)));
  const happened = (...actions: readonly string[]): boolean => path.some(({ action }) => actions.includes(action));
  return [
    ...(told > 1 ? [ends[0]] : []),
    ...(told > 0 && happened("Crash") ? [ends[1]] : []),
    ...(told > 0 && happened("NumberLost", "NumberUnheard") ? [ends[2]] : []),
    ...(orders.some((order) => order.includes(null)) ? [ends[3]] : []),
  ];
}
