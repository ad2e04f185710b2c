/**
 * A replicated counter in the place of a counter from which each node takes one number.
 *
 * @module
 */
import type { Stacking } from "../core/stack.ts";
import { hasFields } from "../core/taking-in.ts";
import type { Increment } from "../environment/shared-counter.ts";
import { countOf } from "../replicated-machine/replicated-counter/system.ts";

/**
 * How a role that takes one number at each node stands on a replicated counter: the node asks as a client of its own name,
 * always with the same request. So it has one number, however often it asks.
 *
 * @param object - the counter, as the role on top names it
 * @example
 * ```ts
 * import { asOneNumberEach } from "quorate/equivalence";
 *
 * console.log(asOneNumberEach("counter").requestsOf({ kind: "increment" }, "a").length); // 1
 * ```
 */
export function asOneNumberEach(object: string): Stacking<Increment> {
  return {
    object,
    requestsOf: (_, by) => [countOf({ client: by, number: 1 })],
    outcomesOf: (telling) =>
      telling.kind === "reply" && hasFields(telling.value) ? [{ number: telling.value.number }] : [],
  };
}
