/**
 * Histories: what clients did with objects that they share, and when, as they saw it from outside.
 *
 * @module
 */
import { described } from "../../core/taking-in.ts";

/** One operation of a client. Times are of one clock, in any unit. */
export interface Call<Operation = unknown, Outcome = unknown> {
  readonly client: string;
  readonly operation: Operation;
  /** When the client asked for it. */
  readonly invoked: number;
  /**
   * When the client was answered, and what. Without it the operation is open: it may take effect at any time after it was
   * invoked, or never.
   */
  readonly returned?: Returned<Outcome>;
}

/** An answer. */
export interface Returned<Outcome = unknown> {
  readonly at: number;
  readonly outcome: Outcome;
}

/** The operations of all clients, in any order. */
export type History<Operation = unknown, Outcome = unknown> = readonly Call<Operation, Outcome>[];

/** An operation that was answered. */
export interface AnsweredCall<Operation = unknown, Outcome = unknown> extends Call<Operation, Outcome> {
  readonly returned: Returned<Outcome>;
}

/**
 * Whether it was answered.
 *
 * @example
 * ```ts
 * import { isAnswered } from "quorate/histories";
 *
 * console.log(isAnswered({ client: "Ada", operation: { kind: "read" }, invoked: 0 })); // false
 * ```
 */
export function isAnswered<Operation, Outcome>(
  call: Call<Operation, Outcome>,
): call is AnsweredCall<Operation, Outcome> {
  return call.returned !== undefined;
}

/** @throws Error if a time is none, or an answer stands before what it answers. */
export function judgeTimes(history: History): void {
  for (const [i, { client, invoked, returned }] of history.entries()) {
    const end = returned === undefined ? invoked : returned.at;
    const wrong = [invoked, end].find((time) => !Number.isFinite(time));
    const where = `the history's call ${i}, of ${described(client)},`;
    if (wrong !== undefined) throw new Error(`${where} has the time ${described(wrong)}, which is no finite number`);
    if (end < invoked) throw new Error(`${where} was invoked at ${invoked}, and answered before that, at ${end}`);
  }
}
