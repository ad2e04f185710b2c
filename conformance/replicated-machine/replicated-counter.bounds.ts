/**
 * The system that a model of the replicated counter describes, and the bounds that it puts on the environment, as
 * `MCReplicatedCounter` defines them.
 *
 * @module
 */
import type { SharedObject } from "../../src/core/object.ts";
import type { System } from "../../src/core/system.ts";
import { hasFields } from "../../src/core/taking-in.ts";
import { type SharedLog, sharedLog } from "../../src/environment/shared-log.ts";
import type { CountRequest } from "../../src/replicated-machine/replicated-counter/request.ts";
import { type CounterPart, replicatedCounter } from "../../src/replicated-machine/replicated-counter/system.ts";
import { type Constants, overrideOf, setNamed } from "../engine/constants.ts";
import { type Environment, everyFault } from "../engine/environment.ts";

const file = "replicated-counter.bounds.ts";

const bounds: Readonly<Record<string, (name: string) => boolean>> = {
  Never: () => false,
  OnlyTheFirst: (node) => node === "n1",
  OnlyTheLast: (client) => client === "b",
};

/** What nodes can be told that the log has taken, where that is something else than it has. */
const ordersNamed: Readonly<Record<string, (requests: readonly CountRequest[]) => readonly CountRequest[]>> = {
  OrdersOfAnything: (requests) => requests,
};

/** The nodes of a model, and the log that they have in common. A request has the name of its client. */
export function systemOf(constants: Constants, makePart?: CounterPart): System {
  const nodes = setNamed(constants, "Node");
  const requests = setNamed(constants, "Request").map((client) => ({ client, number: 1 }));
  const system = replicatedCounter({ nodes, requests }, makePart);
  const orders = overrideOf(constants, "Orders", ordersNamed, file);
  return orders === undefined ? system : { ...system, objects: [logTelling(nodes, orders(requests))] };
}

/** A log that tells of these requests, whatever it has taken. */
function logTelling(nodes: readonly string[], requests: readonly CountRequest[]): SharedObject<SharedLog> {
  const log = sharedLog("log", nodes);
  return {
    ...log,
    outcomes: (before, node) =>
      log
        .outcomes({ ...before, taken: requests }, node)
        .map(({ outcome, state }) => ({ outcome, state: { ...state, taken: before.taken } })),
  };
}

/** The same bounds that the constants put on the model. */
export function environmentOf(constants: Constants): Environment {
  const bound = (operator: string): ((name: string) => boolean) =>
    overrideOf(constants, operator, bounds, file) ?? (() => true);
  const [mayAskAgain, mayMiss] = [bound("MayAskAgain"), bound("MayMiss")];
  return {
    ...everyFault,
    offers: ({ node }, requestOrTimer) => requestOrTimer !== "askAgain" || mayAskAgain(node),
    mayCrash: bound("MayCrash"),
    mayRestart: bound("MayRestart"),
    mayTake: (action, request) => action !== "LogMisses" || (hasFields(request) && mayMiss(String(request.client))),
  };
}
