/**
 * The safety of a log of decisions, stated of the step functions' own states. The names are the specification's.
 *
 * @module
 */
import { lookUp } from "../../src/core/dictionary.ts";
import { slice } from "../../src/core/sequence.ts";
import type { Situation } from "../../src/core/situation.ts";
import type { Part } from "../../src/core/system.ts";
import type { DecisionLogState } from "../../src/equivalence/decision-log/node.ts";
import type { Properties } from "../engine/properties.ts";

interface Fact {
  readonly role: DecisionLogState | undefined;
  readonly told: readonly string[];
}

export const decisionLogProperties: Properties<Fact> = {
  factOf: (_: Part, { role, told }: Situation<DecisionLogState>) => ({
    role,
    told: told.map(({ value }) => String(value)),
  }),

  violated(facts, asked) {
    const orders = facts.map(({ told }) => told);
    if (orders.some((one) => orders.some((other) => !isInOrder(one, other)))) return "TotalOrder";
    if (orders.some((order) => new Set(order).size < order.length)) return "DeliveredOnce";
    if (orders.some((order) => order.some((request) => !asked.includes(request)))) return "DeliveredWasBroadcast";
    for (const { role, told } of facts) {
      if (role === undefined) continue;
      if (!isInOrder(slice(role.delivered, 0).map(String), told)) return "DeliversInOrder";
      if (role.pending.some((text) => lookUp(role.known, text) !== undefined)) return "WaitsForDelivery";
    }
    return undefined;
  },

  isDone: (facts) => facts.every(({ role }) => role !== undefined && role.pending.length === 0),
};

function isInOrder(one: readonly string[], other: readonly string[]): boolean {
  return one.every((request, i) => i >= other.length || request === other[i]);
}
