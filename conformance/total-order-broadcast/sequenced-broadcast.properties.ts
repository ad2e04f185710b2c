/**
 * The safety of sequenced broadcast, stated of the step functions' own states. The names are the specification's.
 *
 * @module
 */
import { rowsOf } from "../../src/core/dictionary.ts";
import { isSameData } from "../../src/core/plain-data.ts";
import { slice } from "../../src/core/sequence.ts";
import type { Situation } from "../../src/core/situation.ts";
import type { Part } from "../../src/core/system.ts";
import { hasFields } from "../../src/core/taking-in.ts";
import type { BroadcastRequest } from "../../src/total-order-broadcast/epoch-broadcast/log-entry.ts";
import type { NodeRecord } from "../../src/total-order-broadcast/sequenced-broadcast/record.ts";
import { contentAt, type NodeState, nextNumber } from "../../src/total-order-broadcast/sequenced-broadcast/state.ts";
import type { Properties } from "../engine/properties.ts";

interface Fact {
  readonly role: NodeState | undefined;
  readonly durable: readonly BroadcastRequest[];
  /** What its user was told, each as a text. */
  readonly told: readonly string[];
}

export const sequencedBroadcastProperties: Properties<Fact> = {
  factOf: (_: Part, { role, durable, told }: Situation<NodeState, NodeRecord>) => ({
    role,
    durable: slice(durable.own, 0),
    told: told.map(({ value }) => textOf(value)),
  }),

  violated(facts, asked) {
    const told = facts.map((fact) => fact.told);
    if (told.some((one) => told.some((other) => !isInOrder(one, other)))) return "TotalOrder";
    if (told.some((order) => new Set(order).size < order.length)) return "DeliveredOnce";
    if (told.some((order) => order.some((request) => !asked.includes(request)))) return "DeliveredWasBroadcast";
    if (facts.some(({ role }) => role !== undefined && !knowsItsNext(role))) return "DeliversWithoutGap";
    if (facts.some(({ role }) => role !== undefined && keepsTooMuch(role))) return "KeepsWhatIsNear";
    return facts.some(({ role, durable }) => role !== undefined && !isStored(role, durable))
      ? "StoredIsDurable"
      : undefined;
  },

  isDone: (facts) => facts.every(({ role }) => role !== undefined && role.placedOwn === role.own.length),
};

/** A request by its client, which has one in a model and several in a simulation. */
export function textOf(request: unknown): string {
  if (!hasFields(request)) return String(request);
  return request.number === 1 ? String(request.client) : `${request.client} ${request.number}`;
}

function isInOrder(one: readonly string[], other: readonly string[]): boolean {
  return one.length > other.length || one.every((request, i) => request === other[i]);
}

function knowsItsNext(role: NodeState): boolean {
  return contentAt(role, nextNumber(role)) === undefined;
}

function keepsTooMuch(role: NodeState): boolean {
  const own = slice(role.own, 0);
  return rowsOf(role.early).some(
    ({ value: { number, content } }) =>
      number >= nextNumber(role) + role.limits.window &&
      content !== null &&
      !own.some((request) => isSameData(request, content)),
  );
}

function isStored({ own, stored }: NodeState, durable: readonly BroadcastRequest[]): boolean {
  return stored <= durable.length && durable.every((request, i) => isSameData(request, slice(own, i, i + 1)[0]));
}
