/**
 * The one contract of every role: `step(state, event)` gives the next state and the effects. A step is total,
 * deterministic and synchronous; it has no clock, no randomness and no I/O. Everything that the state does not
 * determine arrives as an event: a message, a timeout, a client's request, a restart, a local verdict.
 *
 * @module
 */
import type { Refusal } from "./refusal.ts";

/** The state is a new one. */
export interface Changed<State, Effect> {
  readonly outcome: "changed";
  readonly state: State;
  readonly effects: readonly Effect[];
}

/** The state is the same object; the effects, if any, answer a duplicate, a question or a timer. */
export interface Answered<State, Effect> {
  readonly outcome: "answered";
  readonly state: State;
  readonly effects: readonly Effect[];
}

/** The state is the same object, nothing is to be done, and `refusal` says why. */
export interface Refused<State> {
  readonly outcome: "refused";
  readonly state: State;
  readonly effects: readonly [];
  readonly refusal: Refusal;
}

/** What a step gives: a changed state, an answer, or a refusal. All three have a state and effects. */
export type StepResult<State, Effect> = Changed<State, Effect> | Answered<State, Effect> | Refused<State>;

/** A role: its state and an event give the next state and effects. */
export type Step<State, Event, Effect> = (state: State, event: Event) => StepResult<State, Effect>;

/** What a node starts with, for the first time or again: a state that is known from the durable part alone. */
export interface Started<State, Effect> {
  readonly state: State;
  readonly effects: readonly Effect[];
}

/**
 * A new state, and what is to be done. Results are made by this function and the two below, and nowhere else: so their
 * meaning is decided in one place.
 *
 * @example
 * ```ts
 * import { changed } from "quorate/core";
 *
 * const { outcome, state } = changed({ count: 1 }, [{ kind: "persist", record: 1 }]);
 * console.log(outcome, state); // changed { count: 1 }
 * ```
 */
export function changed<State, Effect>(state: State, effects: readonly Effect[]): Changed<State, Effect> {
  return { outcome: "changed", state, effects };
}

/**
 * The same state, and an answer. An empty one says that there is nothing to add.
 *
 * @example
 * ```ts
 * import { answered } from "quorate/core";
 *
 * const state = { count: 1 };
 * console.log(answered(state, []).state === state); // true
 * ```
 */
export function answered<State, Effect>(state: State, effects: readonly Effect[]): Answered<State, Effect> {
  return { outcome: "answered", state, effects };
}

/**
 * The same state, and a reason.
 *
 * @example
 * ```ts
 * import { refused } from "quorate/core";
 *
 * const { effects, refusal } = refused({ count: 1 }, "untimely", "nobody has asked");
 * console.log(effects, refusal); // [] { kind: 'untimely', because: 'nobody has asked' }
 * ```
 */
export function refused<State>(state: State, kind: Refusal["kind"], because: string): Refused<State> {
  return { outcome: "refused", state, effects: [], refusal: { kind, because } };
}
