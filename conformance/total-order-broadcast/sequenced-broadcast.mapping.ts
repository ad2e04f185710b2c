/**
 * Sequenced broadcast as `SequencedBroadcast` sees it.
 *
 * @module
 */
import { rowsOf } from "../../src/core/dictionary.ts";
import { slice } from "../../src/core/sequence.ts";
import type { Situation } from "../../src/core/situation.ts";
import { hasFields } from "../../src/core/taking-in.ts";
import type { AtomicObject, Pending } from "../../src/environment/atomic-object.ts";
import type { Content, Message } from "../../src/total-order-broadcast/sequenced-broadcast/message.ts";
import type { NodeRecord } from "../../src/total-order-broadcast/sequenced-broadcast/record.ts";
import type { NodeState } from "../../src/total-order-broadcast/sequenced-broadcast/state.ts";
import type { Leaf, Mapping } from "../engine/mapping.ts";
import { integer, model, record, sequence, set, string, type TlaValue } from "../engine/tla-value.ts";

/** @param nodes - those of the model: of most an object has nothing in flight */
export function sequencedBroadcastMapping(nodes: readonly string[]): Mapping<NodeState, NodeRecord, Message> {
  return {
    specification: "SequencedBroadcast",
    variables: {
      state: 1,
      durable: 1,
      writing: 1,
      given: 0,
      taking: 1,
      cells: 0,
      filling: 1,
      broadcast: 0,
      delivered: 1,
      messages: 0,
    },
    messages: "messages",
    ranges: { n: "Node", r: "Request" },

    leavesOf: ({ node }, { role, durable, writing, told }: Situation<NodeState, NodeRecord>) => [
      at("state", node, stateOf(role)),
      at("durable", node, requestsOf(durable)),
      at("writing", node, sequence(writing.map(requestsOf))),
      at("delivered", node, sequence(told.map(({ value }) => contentOf(value)))),
    ],

    leavesOfObject: (object, { value, pending }: AtomicObject<readonly unknown[]>) => {
      const isSequencer = object === "sequencer";
      const held = isSequencer ? sequence(value.map(contentOf)) : set(value.map(operationOf));
      return [
        { variable: isSequencer ? "given" : "cells", path: [], value: held },
        ...nodes.map((node) =>
          at(isSequencer ? "taking" : "filling", node, pendingOf(pending.find((one) => one.node === node))),
        ),
      ];
    },

    messageOf: (message) => {
      const { kind, from, to } = message;
      const common = { kind: string(kind), from: model(from), to: model(to) };
      return message.kind === "missing"
        ? record({ ...common, number: integer(message.number) })
        : record({ ...common, first: integer(message.first), contents: sequence(message.contents.map(contentOf)) });
    },

    asked: {
      variables: ["broadcast"],
      elementsOf: (_, asked) => ("request" in asked && hasFields(asked.request) ? [String(asked.request.client)] : []),
      valueOf: (client) => model(String(client)),
    },
  };
}

function at(variable: string, node: string, value: TlaValue): Leaf {
  return { variable, path: [model(node)], value };
}

/** A client has one request in a model, which has its name there; and nothing is None. */
function contentOf(content: unknown): TlaValue {
  return model(hasFields(content) ? String(content.client) : "None");
}

function requestsOf({ own }: NodeRecord): TlaValue {
  return sequence(slice(own, 0).map(contentOf));
}

function placeOf(number: number, content: Content): TlaValue {
  return record({ number: integer(number), content: contentOf(content) });
}

function stateOf(role: NodeState | undefined): TlaValue {
  const order = role === undefined ? [] : slice(role.order, 0);
  const early = role === undefined ? [] : rowsOf(role.early).map(({ value }) => value);
  return record({
    status: string(role === undefined ? "down" : "up"),
    own: role === undefined ? sequence([]) : requestsOf(role),
    stored: integer(role?.stored ?? 0),
    taken: takenOf(role),
    places: set([
      ...order.map((content, i) => placeOf(i + 1, content)),
      ...early.map(({ number, content }) => placeOf(number, content)),
    ]),
    order: sequence(order.filter((content) => content !== null).map(contentOf)),
    next: integer(order.length + 1),
  });
}

function takenOf(role: NodeState | undefined): TlaValue {
  if (role === undefined || role.taken === null) return model("None");
  const { request, number } = role.taken;
  return record({ request: contentOf(request), number: integer(number) });
}

function pendingOf(pending: Pending | undefined): TlaValue {
  if (pending === undefined) return record({ is: string("none") });
  const is = string(pending.isAwaited ? "waiting" : "orphaned");
  return record({ is, operation: operationOf(pending.operation) });
}

/** Of the sequencer, or of the cells. What a cell holds is written like the operation that wrote it. */
function operationOf(operation: unknown): TlaValue {
  if (!hasFields(operation)) return string(String(operation));
  return "cell" in operation
    ? record({ cell: integer(Number(operation.cell)), value: contentOf(operation.value) })
    : record({ request: contentOf(operation.request), after: integer(Number(operation.after)) });
}
