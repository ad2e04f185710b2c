/**
 * A register on a log in the place of a register that is set once, as consensus uses it.
 *
 * @module
 */
import type { Stacking } from "../core/stack.ts";
import type { CompareAndSet } from "../environment/shared-register.ts";
import { compareAndSetOf } from "../linearizable-storage/broadcast-register/asking.ts";
import { isAnswer, valueAfter } from "../linearizable-storage/broadcast-register/operation.ts";

/**
 * How a role that sets a register once, from nothing, stands on registers on a log. The node asks as a client of its name
 * and the value, always with the same request; so its operation takes effect once, however often it asks.
 *
 * A node that hears that it has set the register looks what the register holds. What it would find is known: nobody sets
 * a register that holds something. So it hears at once what the register holds after its operation. A node that has
 * nothing to set only looks, and hears nothing here: whoever wants to learn what is decided proposes something.
 *
 * @param object - the register, as the role on top names it
 * @example
 * ```ts
 * import { asOneSettingEach } from "quorate/equivalence";
 *
 * const { requestsOf } = asOneSettingEach("register");
 * console.log(requestsOf({ expected: null, new: "tea" }, "a").length); // 1
 * console.log(requestsOf({ expected: null, new: null }, "a").length); // 0
 * ```
 */
export function asOneSettingEach(object: string): Stacking<CompareAndSet> {
  return {
    object,
    requestsOf: ({ expected, new: value }, by) =>
      value === expected
        ? []
        : [compareAndSetOf({ client: JSON.stringify([by, value]), number: 1 }, object, expected, value)],
    outcomesOf: (telling) => {
      const answer = telling.kind === "reply" ? telling.value : undefined;
      return isAnswer(answer) ? [{ set: false, held: valueAfter(answer.operation, answer.held) }] : [];
    },
  };
}
