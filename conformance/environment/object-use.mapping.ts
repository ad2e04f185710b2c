/**
 * Nodes that only use objects, as `ObjectUse` sees them.
 *
 * @module
 */
import type { Situation } from "../../src/core/situation.ts";
import { hasFields } from "../../src/core/taking-in.ts";
import type { AtomicObject, Pending } from "../../src/environment/atomic-object.ts";
import type { Leaf, Mapping } from "../engine/mapping.ts";
import { boolean, integer, model, record, sequence, string, type TlaValue } from "../engine/tla-value.ts";

/** @param nodes - those of the model: of most the object has nothing in flight */
export function objectUseMapping(nodes: readonly string[]): Mapping {
  return {
    specification: "ObjectUse",
    variables: { isUp: 1, counter: 0, incrementing: 1, register: 0, setting: 1, told: 1 },
    ranges: { n: "Node" },

    leavesOf: ({ node }, { role, told }: Situation) => [
      at("isUp", node, boolean(role !== undefined)),
      at("told", node, sequence(told.map(({ value }) => resultOf(value)))),
    ],

    leavesOfObject: (object, { value, pending }: AtomicObject) => {
      const held = object === "counter" ? integer(Number(value)) : heldOf(value);
      const inFlight = object === "counter" ? "incrementing" : "setting";
      return [
        { variable: object, path: [], value: held },
        ...nodes.map((node) => at(inFlight, node, pendingOf(pending.find((one) => one.node === node)))),
      ];
    },
  };
}

function at(variable: string, node: string, value: TlaValue): Leaf {
  return { variable, path: [model(node)], value };
}

function pendingOf(pending: Pending | undefined): TlaValue {
  if (pending === undefined) return record({ is: string("none") });
  const is = string(pending.isAwaited ? "waiting" : "orphaned");
  return record({ is, operation: operationOf(pending.operation) });
}

/** A register that is broken may hold an operation. */
function heldOf(value: unknown): TlaValue {
  return hasFields(value) ? operationOf(value) : model(String(value));
}

function operationOf(operation: unknown): TlaValue {
  if (!hasFields(operation) || !("expected" in operation)) return record({ kind: string("increment") });
  return record({ expected: model(String(operation.expected)), new: model(String(operation.new)) });
}

function resultOf(result: unknown): TlaValue {
  if (!hasFields(result)) return string(String(result));
  if ("number" in result) return record({ number: integer(Number(result.number)) });
  return record({ set: boolean(result.set === true), held: model(String(result.held)) });
}
