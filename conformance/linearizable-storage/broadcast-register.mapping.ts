/**
 * The broadcast register as `BroadcastRegister` sees it.
 *
 * @module
 */
import { rowsOf } from "../../src/core/dictionary.ts";
import type { Situation } from "../../src/core/situation.ts";
import { hasFields } from "../../src/core/taking-in.ts";
import type { PositionedLog } from "../../src/environment/positioned-log.ts";
import type { Answer, Operation } from "../../src/linearizable-storage/broadcast-register/operation.ts";
import type { RegisterState } from "../../src/linearizable-storage/broadcast-register/register.ts";
import type { Leaf, Mapping } from "../engine/mapping.ts";
import { boolean, integer, model, record, sequence, set, string, type TlaValue } from "../engine/tla-value.ts";

export const broadcastRegisterMapping: Mapping<RegisterState> = {
  specification: "BroadcastRegister",
  variables: { state: 1, requested: 0, told: 1, invoked: 0, broadcast: 0, delivered: 1, heard: 1, located: 1 },
  ranges: { n: "Node", r: "Request", q: "Read" },

  leavesOf: ({ node }, { role, told }: Situation<RegisterState>) => [
    at("state", node, role === undefined ? down : stateOf(role)),
    at("told", node, sequence(told.map(({ value }) => answerOf(value)))),
  ],

  leavesOfObject: (_, log: PositionedLog<Operation>) => [
    { variable: "invoked", path: [], value: set(log.invoked.map(nameOf)) },
    { variable: "broadcast", path: [], value: set(log.taken.map(nameOf)) },
    ...log.nodes.flatMap(({ node, delivered, heard }) => [
      at("delivered", node, sequence(delivered.map(nameOf))),
      at("heard", node, integer(heard)),
      at("located", node, set(log.located.filter((one) => one.node === node).map(positionOf))),
    ]),
  ],

  asked: {
    variables: ["requested"],
    elementsOf: (_, asked) =>
      "operation" in asked && hasFields(asked.operation) ? [String(asked.operation.client)] : [],
    valueOf: (client) => model(String(client)),
  },
};

function at(variable: string, node: string, value: TlaValue): Leaf {
  return { variable, path: [model(node)], value };
}

/** A client has one operation in a model, which has its name there. */
function nameOf(operation: unknown): TlaValue {
  return model(String(Reflect.get(Object(operation), "client")));
}

function positionOf({ read, position }: { readonly read: Operation; readonly position: number }): TlaValue {
  return record({ read: nameOf(read), position: integer(position) });
}

/** What a client was told; whatever else it may have been told is seen to be something else. */
function answerOf(told: unknown): TlaValue {
  const { operation, held, position }: Partial<Answer> = Object(told);
  return record({
    operation: nameOf(operation),
    held: model(held === null ? "Nothing" : String(held)),
    position: integer(Number(position)),
  });
}

const nothing = { applied: sequence([]), waiting: set([]), reading: set([]), catchingUp: boolean(false) };

const down = record({ status: string("down"), ...nothing });

function stateOf({ answers, waiting, reading, catchingUp }: RegisterState): TlaValue {
  const applied = rowsOf(answers).map(({ value }) => value);
  return record({
    status: string("up"),
    applied: sequence(applied.toSorted(byPosition).map(({ operation }) => nameOf(operation))),
    waiting: set(rowsOf(waiting).map(({ value }) => nameOf(value))),
    reading: set(rowsOf(reading).map(({ value }) => positionOf(value))),
    catchingUp: boolean(catchingUp),
  });
}

function byPosition(one: Answer, other: Answer): number {
  return one.position - other.position;
}
