/**
 * The system that a model of `ObjectUse` describes, and its bounds, as `MCObjectUse` defines them.
 *
 * @module
 */
import type { SharedObject } from "../../src/core/object.ts";
import type { System } from "../../src/core/system.ts";
import { hasFields } from "../../src/core/taking-in.ts";
import { sharedCounter } from "../../src/environment/shared-counter.ts";
import { type CompareAndSet, sharedRegister } from "../../src/environment/shared-register.ts";
import { type Constants, overrideOf, setNamed, valueNamed } from "../engine/constants.ts";
import { type Environment, everyFault } from "../engine/environment.ts";
import { systemOf } from "./object-use.system.ts";

const file = "object-use.bounds.ts";

const nodeBounds: Readonly<Record<string, (node: string) => boolean>> = {
  Never: () => false,
  OnlyTheFirst: (node) => node === "n1",
};

/** Up to which number the counter counts. */
const numbers: Readonly<Record<string, number>> = { Never: 0, UpToTwo: 2 };

type Operations = (values: readonly string[], first: string) => readonly CompareAndSet[];

const operationsNamed: Readonly<Record<string, Operations>> = {
  FromFirst: (values, expected) => values.map((value) => ({ expected, new: value })),
};

const everyOperation: Operations = (values) =>
  values.flatMap((expected) => values.map((value) => ({ expected, new: value })));

/** The nodes of a model, and both objects as they are or others. */
export function objectUse(constants: Constants, change: (object: SharedObject) => SharedObject = same): System {
  const values = setNamed(constants, "Value");
  const first = valueNamed(constants, "First");
  const operations = overrideOf(constants, "CompareAndSet", operationsNamed, file) ?? everyOperation;
  const last = overrideOf(constants, "MayCount", numbers, file) ?? Number.POSITIVE_INFINITY;
  const objects = [upTo(last, change(sharedCounter("counter"))), change(sharedRegister("register", first))];
  return systemOf(setNamed(constants, "Node"), operations(values, first), objects);
}

function same(object: SharedObject): SharedObject {
  return object;
}

/** A bound of the model: the counter goes on only so far, whoever waits. */
function upTo(last: number, counter: SharedObject): SharedObject {
  const goesOn = (state: unknown): boolean => hasFields(state) && Number(state.value) < last;
  return {
    ...counter,
    steps: (state) => (goesOn(state) ? counter.steps(state) : []),
    outcomes: (state, node) => (goesOn(state) ? counter.outcomes(state, node) : []),
  };
}

/** The same bounds that the constants put on the model. */
export function environmentOf(constants: Constants): Environment {
  const bound = (operator: string): ((node: string) => boolean) =>
    overrideOf(constants, operator, nodeBounds, file) ?? (() => true);
  const mayAsk = new Map([
    ["increment", bound("MayAskToIncrement")],
    ["set", bound("MayAskToSet")],
  ]);
  return {
    ...everyFault,
    offers: ({ node }, request) => mayAsk.get(request)?.(node) ?? true,
    mayCrash: bound("MayCrash"),
    mayRestart: bound("MayRestart"),
  };
}
