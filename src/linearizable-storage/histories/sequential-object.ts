/**
 * What an object does when it is used by one client after the other. That is all that has to be said of an object to judge
 * what concurrent clients saw of it.
 *
 * @module
 */
import type { PlainData } from "../../core/plain-data.ts";

/**
 * An object: plain data and a pure function. Of every state it takes every operation.
 *
 * The functions are declared as methods, so that an object of narrower operations can stand where any is wanted.
 */
export interface SequentialObject<State extends PlainData = PlainData, Operation = unknown, Outcome = unknown> {
  readonly initial: State;
  /** What an operation makes of the state, and what it answers. The state that it is given stays as it is. */
  apply(state: State, operation: Operation): Applied<State, Outcome>;
  /**
   * Which of several objects the operation is for, each of which begins with the initial state; one object unless given. A
   * history is linearizable if that of each object is, and each alone is judged much faster.
   */
  keyOf?(operation: Operation): string;
  /** Whether the operation changes no state whatever; to know it makes the judgement faster. None is known unless given. */
  isRead?(operation: Operation): boolean;
  /** The operation in a few words, for a person; its JSON unless given. */
  describe?(operation: Operation): string;
}

/** What an operation has come to. */
export interface Applied<State, Outcome> {
  readonly state: State;
  readonly outcome: Outcome;
}
