/**
 * The replicated counter as `ReplicatedCounter` sees it.
 *
 * @module
 */
import { emptyDictionary, rowsOf } from "../../src/core/dictionary.ts";
import type { Situation } from "../../src/core/situation.ts";
import { hasFields } from "../../src/core/taking-in.ts";
import type { SharedLog } from "../../src/environment/shared-log.ts";
import type { CounterState } from "../../src/replicated-machine/replicated-counter/counter.ts";
import type { CountAnswer, CountRequest } from "../../src/replicated-machine/replicated-counter/request.ts";
import type { Leaf, Mapping } from "../engine/mapping.ts";
import { integer, model, record, sequence, set, string, type TlaValue } from "../engine/tla-value.ts";

export const replicatedCounterMapping: Mapping<CounterState> = {
  specification: "ReplicatedCounter",
  variables: { state: 1, requested: 0, told: 1, invoked: 0, broadcast: 0, delivered: 1, heard: 1 },
  ranges: { n: "Node", r: "Request" },

  leavesOf: ({ node }, { role, told }: Situation<CounterState>) => [
    at("state", node, stateOf(role)),
    at("told", node, sequence(told.map(({ value }) => answerOf(value)))),
  ],

  leavesOfObject: (_, log: SharedLog<CountRequest>) => [
    { variable: "invoked", path: [], value: set(log.invoked.map(requestOf)) },
    { variable: "broadcast", path: [], value: set(log.taken.map(requestOf)) },
    ...log.nodes.flatMap(({ node, delivered, heard }) => [
      at("delivered", node, sequence(delivered.map(requestOf))),
      at("heard", node, integer(heard)),
    ]),
  ],

  asked: {
    variables: ["requested"],
    elementsOf: (_, asked) => ("request" in asked && hasFields(asked.request) ? [String(asked.request.client)] : []),
    valueOf: (client) => model(String(client)),
  },
};

function at(variable: string, node: string, value: TlaValue): Leaf {
  return { variable, path: [model(node)], value };
}

/** A client has one request in a model, which has its name there. */
function requestOf({ client }: CountRequest): TlaValue {
  return model(client);
}

/** What a client was told; whatever else it may have been told is seen to be something else. */
function answerOf(told: unknown): TlaValue {
  const { request, number }: Partial<CountAnswer> = Object(told);
  return record({ request: model(String(request?.client)), number: integer(Number(number)) });
}

function byNumber(one: CountAnswer, other: CountAnswer): number {
  return one.number - other.number;
}

function stateOf(role: CounterState | undefined): TlaValue {
  const { counted, waiting } = role ?? { counted: emptyDictionary, waiting: emptyDictionary };
  const answers = rowsOf(counted).map(({ value }) => value);
  return record({
    status: string(role === undefined ? "down" : "up"),
    counted: sequence(answers.toSorted(byNumber).map(({ request }) => requestOf(request))),
    waiting: set(rowsOf(waiting).map(({ value }) => requestOf(value))),
  });
}
