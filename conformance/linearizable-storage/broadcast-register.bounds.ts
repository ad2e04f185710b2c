/**
 * The system that a model of the broadcast register describes, and the bounds that it puts on the environment, as
 * `MCBroadcastRegister` defines them.
 *
 * @module
 */
import type { System } from "../../src/core/system.ts";
import { hasFields } from "../../src/core/taking-in.ts";
import {
  compareAndSetOf,
  readAtPosition,
  readAtReplica,
  readInLog,
  writeOf,
} from "../../src/linearizable-storage/broadcast-register/asking.ts";
import type { RegisterTypes } from "../../src/linearizable-storage/broadcast-register/register.ts";
import { broadcastRegister, type RegisterPart } from "../../src/linearizable-storage/broadcast-register/system.ts";
import { type Constants, overrideOf, setNamed, valueNamed } from "../engine/constants.ts";
import { type Environment, everyFault } from "../engine/environment.ts";

const file = "broadcast-register.bounds.ts";

const bounds: Readonly<Record<string, (name: string) => boolean>> = {
  Never: () => false,
  OnlyTheFirst: (node) => node === "n1",
  OnlyTheWrite: (client) => client === "w",
};

/** What is asked of which node, by what a client wants and whether the node is a replica. */
const mayAsk: Readonly<Record<string, (node: string, kind: string, isReplica: boolean) => boolean>> = {
  WriteAtTheFirst: (node, kind) => kind !== "write" || node === "n1",
  ReadsAtTheSecond: (node, kind) => kind.startsWith("read") === (node === "n2"),
  ReadsAtTheReplica: (_, kind, isReplica) => isReplica || !["readAtPosition", "readAtReplica"].includes(kind),
};

const key = "register";

/** What clients ask for. An operation has the name of its client, and writes that name. */
export function requestsOf(constants: Constants): readonly RegisterTypes["request"][] {
  const named = (name: string): readonly string[] => setNamed(constants, name);
  const expected = valueNamed(constants, "Expected") === "Nothing" ? null : valueNamed(constants, "Expected");
  const [writes, claims, atReplica] = [named("Write"), named("CompareAndSet"), named("AtReplica")];
  const ask = (client: string): RegisterTypes["request"] => {
    const identity = { client, number: 1 };
    if (writes.includes(client)) return writeOf(identity, key, client);
    return claims.includes(client) ? compareAndSetOf(identity, key, expected, client) : readInLog(identity, key);
  };
  const look = (client: string): RegisterTypes["request"] =>
    (atReplica.includes(client) ? readAtReplica : readAtPosition)({ client, number: 1 }, key);
  return [...named("Request").map(ask), ...named("Read").map(look)];
}

/** Nodes without a replica. Both kinds of requests are offered, so that a host knows them; what clients ask is their own. */
export function constantsOf(nodes: readonly string[]): Constants {
  const sets = { Write: ["w"], CompareAndSet: [], Request: ["w"], Read: ["x"], AtReplica: [], Replica: [] };
  return { sets: { Node: nodes, ...sets }, values: { Nothing: "Nothing", Expected: "Nothing" }, overrides: {} };
}

/** The nodes of a model, and the log that they have in common. */
export function systemOf(constants: Constants, makePart?: RegisterPart): System {
  const [replica = null] = setNamed(constants, "Replica");
  return broadcastRegister({ nodes: setNamed(constants, "Node"), replica, requests: requestsOf(constants) }, makePart);
}

/** The same bounds that the constants put on the model. */
export function environmentOf(constants: Constants): Environment {
  const bound = (operator: string): ((name: string) => boolean) =>
    overrideOf(constants, operator, bounds, file) ?? (() => true);
  const [mayAskAgain, mayMiss] = [bound("MayAskAgain"), bound("MayMiss")];
  const may = overrideOf(constants, "MayAsk", mayAsk, file) ?? (() => true);
  const replicas = setNamed(constants, "Replica");
  return {
    ...everyFault,
    offers: ({ node }, requestOrTimer, _, request) =>
      requestOrTimer === "askAgain" ? mayAskAgain(node) : may(node, kindOf(request), replicas.includes(node)),
    mayCrash: bound("MayCrash"),
    mayRestart: bound("MayRestart"),
    mayTake: (action, request) => action !== "LogMisses" || (hasFields(request) && mayMiss(String(request.client))),
  };
}

function kindOf(request: unknown): string {
  const { operation }: Partial<RegisterTypes["request"]> = Object(request);
  return String(operation?.value.kind);
}
