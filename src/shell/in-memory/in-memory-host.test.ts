import assert from "node:assert/strict";
import { test } from "node:test";
import { twoPhaseCommit } from "../../atomic-commit/two-phase-commit/system.ts";
import type { Part } from "../../core/system.ts";
import { epochBroadcast } from "../../total-order-broadcast/epoch-broadcast/system.ts";
import { seeded } from "./chance.ts";
import { InMemoryHost } from "./in-memory-host.ts";
import { describeEntry } from "./log-entry.ts";

const system = twoPhaseCommit({ transactions: ["t"], coordinator: "c", participants: ["a", "b"] });
const participants = ["t/a", "t/b"];
const everyone = ["t/c", ...participants];

function happened(host: InMemoryHost): readonly string[] {
  return host.log.map(describeEntry);
}

test("nothing happens by itself before anything was asked", () => {
  const host = new InMemoryHost(system);
  assert.equal(host.advance(), false);
  assert.deepEqual(host.log, []);
});

test("without faults everyone commits, and the coordinator forgets once its user has confirmed", () => {
  const host = new InMemoryHost(system);
  assert.equal(host.request("t/c", { kind: "requestCommit" }), undefined);
  host.settle();
  for (const part of everyone) assert.deepEqual(host.told(part), ["committed"]);
  assert.equal(host.situation("t/c").durable, "commit");
  assert.equal(host.request("t/c", { kind: "confirmOutcome" }), undefined);
  host.settle();
  assert.deepEqual(
    everyone.map((part) => host.situation(part).durable),
    ["none", "committed", "committed"],
  );
});

test("what was delivered can be told from what was replied", () => {
  const host = new InMemoryHost(system);
  host.request("t/c", { kind: "requestCommit" });
  host.settle();
  assert.deepEqual([host.told("t/c", "reply"), host.told("t/c", "deliver")], [["committed"], []]);
  assert.deepEqual([host.told("t/a", "reply"), host.told("t/a", "deliver")], [[], ["committed"]]);
});

test("without a source of randomness two runs are the same", () => {
  const [one, other] = [new InMemoryHost(system), new InMemoryHost(system)];
  for (const host of [one, other]) {
    host.request("t/c", { kind: "requestCommit" });
    host.settle();
  }
  assert.deepEqual(one.log, other.log);
});

test("a record becomes durable, and its part learns of it, one thing after the other", () => {
  const host = new InMemoryHost(system);
  host.request("t/c", { kind: "requestCommit" });
  const before = host.log.length;
  for (let i = 0; i < 3; i++) host.advance();
  assert.deepEqual(happened(host).slice(before), [
    "c -> a: prepare transaction=t, received",
    "t/a writes prepared",
    "t/a has prepared on disk",
    "t/a learns that prepared is durable",
    "a -> c: yes transaction=t, sent",
  ]);
});

test("with a source of randomness later messages can arrive before earlier ones", () => {
  const host = new InMemoryHost(system, { random: () => 0.99 });
  host.request("t/c", { kind: "requestCommit" });
  host.advance();
  assert.deepEqual(happened(host).at(-2), "c -> b: prepare transaction=t, received");
});

test("a timer can be fired before its time, and only if it is armed", () => {
  const host = new InMemoryHost(system);
  host.fire("t/c", "resendPrepare");
  assert.deepEqual(host.log, []);
  host.request("t/c", { kind: "requestCommit" });
  host.fire("t/c", "resendPrepare");
  assert.equal(happened(host).filter((line) => line === "c -> b: prepare transaction=t, sent").length, 2);
});

test("a request that the state does not allow is refused with the reason", () => {
  const host = new InMemoryHost(system);
  host.request("t/c", { kind: "requestCommit" });
  host.settle();
  const refusal = { kind: "untimely", because: "the transaction is decided" };
  assert.deepEqual(host.request("t/c", { kind: "giveUp" }), refusal);
  assert.equal(happened(host).at(-1), "t/c refuses, untimely: the transaction is decided");
});

test("names that do not exist are errors that list those that do", () => {
  const host = new InMemoryHost(system);
  const parts = "in-memory host: no part is named x; known are t/c, t/a, t/b";
  assert.throws(() => host.told("x"), { message: parts });
  assert.throws(() => host.request("x", { kind: "giveUp" }), { message: parts });
  assert.throws(() => host.crash("x"), { message: "in-memory host: no node is named x; known are c, a, b" });
  assert.throws(() => host.request("t/a", { kind: "giveUp" }), {
    message: "host: no request to a participant is named giveUp; known are abortAlone",
  });
});

test("what makes no sense is an error that names it, and changes nothing", () => {
  const host = new InMemoryHost(system);
  host.request("t/c", { kind: "requestCommit" });
  for (const landing of [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY]) {
    assert.throws(() => host.crash("a", landing), { message: `in-memory host: ${landing} is no landing` });
  }
  assert.throws(() => host.partition(["a", "b"], ["c", "a"]), {
    message: "in-memory host: a is named twice in a partition",
  });
  host.settle();
  for (const part of everyone) assert.deepEqual(host.told(part), ["committed"]);
  for (const number of [1, -1, Number.NaN]) {
    const wild = new InMemoryHost(system, { random: () => number });
    wild.request("t/c", { kind: "requestCommit" });
    assert.throws(() => wild.advance(), {
      message: `in-memory host: the option \`random\` gave ${number}, which is not from 0 up to 1`,
    });
  }
});

test("options that make no sense are errors", () => {
  const twice = twoPhaseCommit({ transactions: ["t"], coordinator: "c", participants: ["a", "a"] });
  assert.throws(() => new InMemoryHost(twice), { message: "in-memory host: two parts are named t/a" });
  assert.throws(() => new InMemoryHost(system, { lose: 0.1 }), /needs the option `random`/);
  for (const faults of [{ lose: -1 }, { duplicate: 2 }, { lose: 0.6, duplicate: 0.6 }, { lose: Number.NaN }]) {
    assert.throws(() => new InMemoryHost(system, { random: Math.random, ...faults }), /no probabilities/);
  }
});

test("a message to nobody is lost", () => {
  const shouting: Part<number> = {
    name: "shouting",
    instance: "",
    node: "n",
    role: "shouter",
    requests: [{ kind: "shout" }],
    noRecord: "none",
    start: () => ({ state: 0, effects: [] }),
    recover: () => ({ state: 0, effects: [] }),
    step: (state) => ({
      outcome: "answered",
      state,
      effects: [{ kind: "send", message: { kind: "hey", from: "n", to: "nobody" } }],
    }),
  };
  const host = new InMemoryHost({ parts: [shouting], links: [], linkOf: () => "" });
  host.request("shouting", { kind: "shout" });
  host.settle();
  assert.equal(happened(host).at(-1), "n -> nobody: hey, lost: there is no such node");
});

test("the same seed gives the same run, and another one another", () => {
  const runs = [1, 1, 2].map((seed) => {
    const random = seeded(seed);
    const timeOf = (): number => 1 + random();
    const host = new InMemoryHost(epochBroadcast({ nodes: ["a", "b", "c"] }), { random, lose: 0.1, timeOf });
    for (let i = 0; i < 200; i++) host.advance();
    return happened(host).join("\n");
  });
  assert.equal(runs[0], runs[1]);
  assert.notEqual(runs[0], runs[2]);
});
