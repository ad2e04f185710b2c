/**
 * What is shown of the counter and the register that the environment offers: their graphs are those of `ObjectUse`, and
 * objects that do not keep the contract are rejected.
 *
 * @module
 */
import type { SharedObject } from "../../src/core/object.ts";
import { isSameData, type PlainData } from "../../src/core/plain-data.ts";
import { atomicObject, type Effected } from "../../src/environment/atomic-object.ts";
import type { CompareAndSet } from "../../src/environment/shared-register.ts";
import { type Constants, setNamed } from "../engine/constants.ts";
import type { Protocol, Twin } from "../engine/protocol.ts";
import { environmentOf, objectUse } from "./object-use.bounds.ts";
import { objectUseMapping } from "./object-use.mapping.ts";

/** Larger than what is compared as a graph: every operation, and both objects at once. */
const both: Constants = {
  sets: { Node: ["n1", "n2"], Value: ["v", "w"] },
  values: { First: "v", n1: "n1" },
  overrides: { MayCount: "UpToTwo" },
};

export const objectUseProtocol: Protocol = {
  name: "object-use",
  problem: "environment",
  mapping: objectUseMapping(["n1", "n2"]),
  subjectOf: (constants) => ({
    system: objectUse(constants),
    environment: environmentOf(constants),
    mapping: objectUseMapping(setNamed(constants, "Node")),
  }),
  replays: [{ name: "ObjectUse_2_Both", module: "MCObjectUse", constants: both, behaviours: 100, depth: 60 }],
  runs: [{ name: "ObjectUse_2_Runs", module: "MCObjectUse", constants: both, runs: 60, steps: 60, faults: ["Crash"] }],
  ends: [],
  endsOf: () => [],
  twins: [
    twin(
      "CounterStays",
      "ObjectUse_Counter",
      counting((number) => ({ value: number, result: { number: number + 1 } })),
    ),
    twin(
      "CounterFalls",
      "ObjectUse_Counter",
      counting((number) => ({ value: number === 1 ? 0 : number + 1, result: { number: number + 1 } })),
    ),
    twin(
      "NumberTooHigh",
      "ObjectUse_Counter",
      counting((number) => ({ value: number + 1, result: { number: number + 2 } })),
    ),
    twin(
      "SetsAnyway",
      "ObjectUse_Register",
      setting((operation) => operation.new),
    ),
    twin(
      "HoldsTheOperation",
      "ObjectUse_Register",
      setting(({ expected, new: next }) => ({ expected, new: next })),
    ),
  ],
  properties: {
    factOf: () => undefined,
    violated: () => undefined,
    isDone: () => true,
  },
  explorations: [],
};

function twin(name: string, against: string, broken: SharedObject): Twin {
  return {
    name: `ObjectUse_Bug_${name}`,
    against,
    systemOf: (constants) => objectUse(constants, (object) => (object.name === broken.name ? broken : object)),
  };
}

/** A counter with another effect. */
function counting(effect: (number: number) => Effected<number, { number: number }>): SharedObject {
  return atomicObject("counter", 0, "CountUnheard", effect);
}

/** A register that holds something else afterwards. */
function setting(held: (operation: CompareAndSet) => PlainData): SharedObject {
  return atomicObject("register", "v", "SetUnheard", (before: PlainData, operation: CompareAndSet) => ({
    value: held(operation),
    result: { set: isSameData(before, operation.expected), held: before },
  }));
}
