/**
 * Specification to code: a behaviour that TLC made is walked by the step functions. At each state every event is
 * offered, and one of the steps must lead to the behaviour's next state.
 *
 * @module
 */
import type { Encode } from "../engine/encoder.ts";
import type { PathStep } from "../engine/protocol.ts";
import type { Walker } from "../engine/walker.ts";

/** The walk, complete, or as far as the step functions could follow. */
export interface Replay {
  /** Without the initial state. */
  readonly path: readonly PathStep[];
  /** The number of the state, from 0, that no step leads to. */
  readonly failedAt: number | undefined;
}

/** @param behaviour - for each state the numbers of its variables' values */
export function replay(walker: Walker, encode: Encode, behaviour: readonly Uint32Array[]): Replay {
  const state = walker.initial();
  const path: PathStep[] = [];
  for (const [i, wanted] of behaviour.entries()) {
    // A random behaviour has many steps that change nothing.
    if (sameNumbers(encode(state), wanted)) continue;
    const action = i === 0 ? undefined : stepTo(walker, encode, state, wanted);
    if (action === undefined) return { path, failedAt: i };
    path.push({ action, state: state.slice() });
  }
  return { path, failedAt: undefined };
}

/** Takes the step that leads to the wanted state, and says which action it was. */
function stepTo(walker: Walker, encode: Encode, state: Uint32Array, wanted: Uint32Array): string | undefined {
  let found: string | undefined;
  const before = state.slice();
  walker.expand(before, (action, after) => {
    if (found !== undefined || !sameNumbers(encode(after), wanted)) return;
    found = walker.actions.value(action);
    state.set(after);
  });
  return found;
}

function sameNumbers(one: ArrayLike<number>, other: ArrayLike<number>): boolean {
  for (let i = 0; i < one.length; i++) if (one[i] !== other[i]) return false;
  return one.length === other.length;
}
