/**
 * A counter as an object: it is incremented and read in one operation, so no number is given twice. If a node crashes
 * before it hears its number, the number may have been used up, and nobody gets it.
 *
 * Specification: `ObjectUse!Incremented` and `ObjectUse!NumberGiven`.
 *
 * @module
 */
import type { SharedObject } from "../core/object.ts";
import { type AtomicObject, atomicObject, type Effected } from "./atomic-object.ts";

/** The one operation of a counter. */
export interface Increment {
  readonly kind: "increment";
}

/** What a node hears: its number, the first of all 1. */
export interface NumberGiven {
  readonly number: number;
}

/** The counter, by the name under which roles know it. */
export function sharedCounter(name: string): SharedObject<AtomicObject<number, Increment>, Increment> {
  return atomicObject(name, 0, "CountUnheard", incremented);
}

function incremented(number: number): Effected<number, NumberGiven> {
  return { value: number + 1, result: { number: number + 1 } };
}
