/**
 * A register as an object: it compares what it holds with what is expected, and sets it if they are the same, in one
 * operation. If several nodes expect the same value, one of them sets it.
 *
 * Specification: `ObjectUse!Set` and `ObjectUse!WasSet`.
 *
 * @module
 */
import type { SharedObject } from "../core/object.ts";
import { isSameData, type PlainData } from "../core/plain-data.ts";
import { type AtomicObject, atomicObject, type Effected } from "./atomic-object.ts";

/** The one operation of a register. */
export interface CompareAndSet {
  readonly expected: PlainData;
  readonly new: PlainData;
}

/** What a node hears: whether the register was set, and what it held before. */
export interface WasSet {
  readonly set: boolean;
  readonly held: PlainData;
}

/** The register, by the name under which roles know it. @param first - what it holds at first */
export function sharedRegister(
  name: string,
  first: PlainData,
): SharedObject<AtomicObject<PlainData, CompareAndSet>, CompareAndSet> {
  return atomicObject(name, first, "SetUnheard", compareAndSet);
}

function compareAndSet(held: PlainData, operation: CompareAndSet): Effected<PlainData, WasSet> {
  const set = isSameData(held, operation.expected);
  return { value: set ? operation.new : held, result: { set, held } };
}
