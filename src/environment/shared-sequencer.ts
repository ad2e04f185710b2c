/**
 * A sequencer as an object: a counter that is incremented and read in one operation, and that remembers for which request.
 * Over a network an operation may have to be invoked again, and a counter that forgets would count again.
 *
 * Specification: `SequencedBroadcast!Numbered` and `SequencedBroadcast!NumberGiven`.
 *
 * @module
 */
import type { SharedObject } from "../core/object.ts";
import { isSameData } from "../core/plain-data.ts";
import { type AtomicObject, atomicObject, type Effected } from "./atomic-object.ts";

/** A request is to have a number. */
export interface TakeNumber<Request = unknown> {
  readonly request: Request;
  /** The number is to be above this one: 0, or one of which it is known that something else has it. */
  readonly after: number;
}

/** What a node hears: the number of the request, the first of all 1. */
export interface NumberTaken<Request = unknown> {
  readonly request: Request;
  readonly number: number;
}

/**
 * The sequencer, by the name under which roles know it. It holds the requests in the order in which it has numbered them.
 *
 * @spec SequencedBroadcast!NumberUnheard
 * @spec SequencedBroadcast!NumberLost
 * @example
 * ```ts
 * import { sharedSequencer } from "quorate/sequenced-broadcast";
 *
 * console.log(sharedSequencer("sequencer").name); // sequencer
 * ```
 */
export function sharedSequencer(name: string): SharedObject<AtomicObject<readonly unknown[], TakeNumber>, TakeNumber> {
  return atomicObject<readonly unknown[], TakeNumber, NumberTaken>(name, [], "NumberUnheard", numbered, "NumberLost");
}

/**
 * What an operation makes of the requests that have a number: one that has such a number is given the same again.
 *
 * @spec SequencedBroadcast!Remembers
 * @spec SequencedBroadcast!Numbered
 */
export function numbered(
  given: readonly unknown[],
  { request, after }: TakeNumber,
): Effected<readonly unknown[], NumberTaken> {
  const last = given.findLastIndex((other) => isSameData(other, request)) + 1;
  if (last > after) return { value: given, result: { request, number: last } };
  return { value: [...given, request], result: { request, number: given.length + 1 } };
}
