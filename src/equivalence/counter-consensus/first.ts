/**
 * Who is the first, as far as the board says: where the proposals of all stand that have taken a number, and the numbers
 * of those that have told them.
 *
 * @module
 */
import type { Value } from "../../consensus/epoch-consensus/record.ts";
import type { NodeId } from "../../core/node-id.ts";

/** What a node has announced: its proposal, and its number, which is 0 as long as it has not told it. */
export interface Announcement {
  readonly by: NodeId;
  readonly value: Value;
  readonly number: number;
}

/** @spec CounterConsensus!IsFirst */
export function isFirst(number: number): boolean {
  return number === 1;
}

/** Whoever has announced something has been here before. @spec CounterConsensus!MayTakeANumber */
export function mayTakeANumber(self: NodeId, entries: readonly Announcement[]): boolean {
  return entries.every(({ by }) => by !== self);
}

/** @spec CounterConsensus!MayBeFirst */
export function mayBeFirst({ number }: Announcement): boolean {
  return number === 0;
}

/**
 * Whoever says that it is the first is. Whoever has a number knows that there is a first, and if only one other can be,
 * that is it.
 *
 * @spec CounterConsensus!Decision
 */
export function decisionOn(self: NodeId, number: number, entries: readonly Announcement[]): Value | null {
  const told = entries.find((entry) => isFirst(entry.number));
  if (told !== undefined) return told.value;
  if (number === 0) return null;
  const [first, ...more] = entries.filter((entry) => entry.by !== self && mayBeFirst(entry));
  return first === undefined || more.length > 0 ? null : first.value;
}
