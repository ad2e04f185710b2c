/**
 * Registers on epoch broadcast whose reads ask for a confirmed position: what a leader that was cut off answers, and what
 * the histories of clients say of nodes that make a mistake in rounds.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { stack } from "../../src/core/stack.ts";
import type { System } from "../../src/core/system.ts";
import { readAtPosition, writeOf } from "../../src/linearizable-storage/broadcast-register/asking.ts";
import { isAnswer } from "../../src/linearizable-storage/broadcast-register/operation.ts";
import { broadcastRegister } from "../../src/linearizable-storage/broadcast-register/system.ts";
import { InMemoryHost } from "../../src/shell/in-memory/in-memory-host.ts";
import { asPositionedLog } from "../../src/total-order-broadcast/epoch-broadcast/as-log.ts";
import type { Constants } from "../engine/constants.ts";
import { scenarioOf } from "../equivalence/circle.laws.ts";
import { compositions } from "../equivalence/compositions.ts";
import { runSeeds } from "../simulation/run-seeds.ts";
import { systemOf } from "../total-order-broadcast/epoch-broadcast.options.ts";
import { positionTwins } from "../total-order-broadcast/epoch-broadcast.position-twins.ts";

const nodes = ["n1", "n2", "n3"];
const constants: Constants = { sets: { Node: nodes, Client: ["a"], Number: ["1"] }, values: {}, overrides: {} };

function registersOn(epochBroadcast: System): System {
  return stack(broadcastRegister({ nodes }), epochBroadcast, asPositionedLog("log"));
}

function twinNamed(name: string): System {
  const twin = positionTwins.find((one) => one.name === `EpochBroadcastPosition_Bug_${name}`);
  assert.ok(twin !== undefined, name);
  return registersOn(twin.systemOf(constants));
}

/** What a leader that is cut off answers to a read that begins when another has taken a write; and once it is not. */
function readAtTheOldLeader(system: System): readonly unknown[] {
  const host = new InMemoryHost(system);
  const leaders = (): readonly string[] => nodes.filter((node) => host.status(node)?.leader === node);
  const shown = (): readonly unknown[] =>
    host.told("n1", "reply").flatMap((told) => (isAnswer(told) && told.operation.client === "Ada" ? [told.held] : []));
  host.runUntil(() => leaders().includes("n1"));
  host.request("n1", writeOf({ client: "Bob", number: 1 }, "price", 5));
  host.runUntil(() => host.told("n1", "reply").length === 1);
  host.partition(["n1"], ["n2", "n3"]);
  host.runUntil(() => leaders().length > 1);
  const next = leaders().find((node) => node !== "n1") ?? "nobody";
  host.request(next, writeOf({ client: "Bob", number: 2 }, "price", 6));
  host.runUntil(() => host.told(next, "reply").length === 1);
  host.request("n1", readAtPosition({ client: "Ada", number: 1 }, "price"));
  const before = shown();
  host.heal();
  host.settle();
  return [...before, "healed", ...shown().slice(before.length)];
}

test("a leader that was deposed, and has not heard of it, answers no read", () => {
  assert.deepEqual(readAtTheOldLeader(registersOn(systemOf(constants))), ["healed"]);
  assert.deepEqual(readAtTheOldLeader(twinNamed("DeposedLeader")), [5, "healed"]);
});

test("what clients are shown is no order where a leader tells what it knows before it has decided an entry of its own", () => {
  const composition = compositions.find(({ name }) => name === "a register on epoch broadcast, by confirmed positions");
  assert.ok(composition !== undefined);
  const seeds = { first: 108, count: 1 };
  assert.equal(runSeeds((seed) => scenarioOf(composition, seed), seeds).failure, undefined);
  const mistaken = { ...composition, make: () => twinNamed("NoEntryOfItsOwn") };
  const { failure } = runSeeds((seed) => scenarioOf(mistaken, seed), seeds);
  assert.equal(failure?.violation?.property, "Linearizable");
});
