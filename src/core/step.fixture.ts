/**
 * What tests expect of one step, whole: the outcome, the state and the effects.
 *
 * @module
 */
import assert from "node:assert/strict";
import type { Refusal } from "./refusal.ts";
import type { Step } from "./step.ts";

export interface Expectations<State, Event, Effect> {
  readonly changes: (before: State, event: Event, after: State, effects: readonly Effect[]) => void;
  /** The state is the same object. */
  readonly answers: (state: State, event: Event, effects: readonly Effect[]) => void;
  /** The state is the same object. */
  readonly refuses: (state: State, event: Event, kind: Refusal["kind"], because: string, leader?: string) => void;
}

export function expectationsOf<State, Event, Effect>(
  step: Step<State, Event, Effect>,
): Expectations<State, Event, Effect> {
  return {
    changes: (before, event, after, effects) =>
      assert.deepEqual(step(before, event), { outcome: "changed", state: after, effects }),
    answers: (state, event, effects) => {
      const result = step(state, event);
      assert.deepEqual(result, { outcome: "answered", state, effects });
      assert.equal(result.state, state);
    },
    refuses: (state, event, kind, because, leader) => {
      const result = step(state, event);
      const refusal = leader === undefined ? { kind, because } : { kind, because, leader };
      assert.deepEqual(result, { outcome: "refused", state, effects: [], refusal });
      assert.equal(result.state, state);
    },
  };
}
