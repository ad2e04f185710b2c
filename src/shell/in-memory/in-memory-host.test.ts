import assert from "node:assert/strict";
import { test } from "node:test";
import { twoPhaseCommit } from "../../atomic-commit/two-phase-commit/system.ts";
import { epochConsensus } from "../../consensus/epoch-consensus/system.ts";
import { refused } from "../../core/step.ts";
import type { Part, System } from "../../core/system.ts";
import { epochBroadcast } from "../../total-order-broadcast/epoch-broadcast/system.ts";
import { InMemoryHost } from "./in-memory-host.ts";
import { describeEntry } from "./log-entry.ts";

const system = twoPhaseCommit({ transactions: ["t"], coordinator: "c", participants: ["a", "b"] });
const participants = ["t/a", "t/b"];
const everyone = ["t/c", ...participants];

function happened(host: InMemoryHost): readonly string[] {
  return host.log.map(describeEntry);
}

/** Numbers in a fixed order, again and again. */
function repeating(...numbers: readonly number[]): () => number {
  let next = 0;
  return () => numbers[next++ % numbers.length] ?? 0;
}

test("nothing happens by itself before anything was asked", () => {
  const host = new InMemoryHost(system);
  assert.equal(host.advance(), false);
  assert.deepEqual(host.log, []);
});

test("without faults everyone commits, and the coordinator forgets", () => {
  const host = new InMemoryHost(system);
  assert.equal(host.request("t/c", { kind: "requestCommit" }), undefined);
  host.settle();
  for (const part of everyone) assert.deepEqual(host.told(part), ["committed"]);
  assert.deepEqual(
    everyone.map((part) => host.situation(part).durable),
    ["none", "committed", "committed"],
  );
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

test("a write that a crash came before is lost", () => {
  const host = new InMemoryHost(system);
  host.request("t/c", { kind: "requestCommit" });
  host.runUntil(() => host.situation("t/a").writing.length > 0);
  host.crash("a");
  assert.equal(host.situation("t/a").durable, "none");
  host.restart("a");
  host.settle();
  for (const part of everyone) assert.deepEqual(host.told(part), ["aborted"]);
});

test("a crash may come after a write that has landed, and of which nobody has heard", () => {
  const host = new InMemoryHost(system);
  host.request("t/c", { kind: "requestCommit" });
  host.runUntil(() => host.situation("t/a").writing.length > 0);
  host.crash("a", 1);
  assert.equal(host.situation("t/a").durable, "prepared");
  assert.deepEqual(happened(host).slice(-2), ["t/a has prepared on disk", "a crashes"]);
  assert.deepEqual(host.situation("t/a").writing, []);
});

test("every landing of the writes in flight is some number, and no number is too large", () => {
  const part: Part<number> = {
    name: "n",
    instance: "i",
    node: "n",
    role: "writer",
    requests: [],
    noRecord: { a: 0, b: 0 },
    recordParts: [["a"], ["b"]],
    start: () => ({ state: 0, effects: [{ kind: "persist", record: { a: 1, b: 1 } }] }),
    recover: () => ({ state: 0, effects: [] }),
    step: (state) => refused(state, "untimely", "it only writes"),
  };
  const parts = [part, { ...part, name: "m", recordParts: [] }];
  const left = (landing: number): string => {
    const host = new InMemoryHost({ parts, links: [], linkOf: () => "" });
    host.crash("n", landing);
    return JSON.stringify(parts.map(({ name }) => Object.values(Object(host.situation(name).durable)).join("")));
  };
  const all = new Set(Array.from({ length: 12 }, (_, landing) => left(landing)));
  assert.deepEqual(
    [...all].sort(),
    ["00", "01", "10", "11"].flatMap((n) => [`["${n}","00"]`, `["${n}","11"]`]),
  );
  assert.equal(left(0), '["00","00"]');
  assert.equal(left(10 + 5), left(5));
});

test("after a restart nobody is told that a write from before the crash is durable", () => {
  const host = new InMemoryHost(system);
  host.request("t/c", { kind: "requestCommit" });
  host.runUntil(() => host.situation("t/a").durable === "prepared");
  host.crash("a");
  host.restart("a");
  host.settle();
  assert.equal(happened(host).includes("t/a learns that prepared is durable"), false);
  assert.deepEqual(host.told("t/a"), ["committed"]);
});

test("a crash between a durable decision and its sending delays the commit and does not lose it", () => {
  const host = new InMemoryHost(system);
  host.request("t/c", { kind: "requestCommit" });
  host.runUntil(() => host.situation("t/c").durable === "commit");
  assert.deepEqual(host.told("t/c"), []);
  host.crash("c");
  host.settle();
  for (const part of participants) assert.deepEqual(host.told(part), []);
  host.restart("c");
  host.settle();
  for (const part of everyone) assert.deepEqual(host.told(part), ["committed"]);
});

test("participants in doubt ask for ever, which is quiet: to ask again changes nothing", () => {
  const host = new InMemoryHost(system);
  host.request("t/c", { kind: "requestCommit" });
  host.runUntil(() => participants.every((part) => host.situation(part).durable === "prepared"));
  host.crash("c");
  host.settle();
  assert.ok(happened(host).includes("a -> c: inquire transaction=t, lost: its addressee is down"));
  assert.equal(host.advance(), false);
  for (const part of participants) assert.deepEqual(host.situation(part).timers, ["askForOutcome"]);
});

test("the network loses and duplicates as its luck has it, until it heals", () => {
  const losing = new InMemoryHost(system, { random: () => 0, lose: 1 });
  losing.request("t/c", { kind: "requestCommit" });
  losing.advance();
  assert.deepEqual(happened(losing).at(-1), "c -> a: prepare transaction=t, lost");
  assert.throws(() => losing.settle(100), /not quiet after 100 steps/);
  losing.heal();
  losing.settle();
  for (const part of everyone) assert.deepEqual(losing.told(part), ["committed"]);

  const doubling = new InMemoryHost(system, { random: repeating(0, 0.4), duplicate: 0.5 });
  doubling.request("t/c", { kind: "requestCommit" });
  doubling.advance();
  assert.ok(happened(doubling).includes("c -> a: prepare transaction=t, duplicated"));
  doubling.heal();
  doubling.settle();
  assert.equal(happened(doubling).filter((line) => line === "c -> a: prepare transaction=t, received").length, 2);
  for (const part of everyone) assert.deepEqual(doubling.told(part), ["committed"]);
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

test("a part whose node is down refuses every request", () => {
  const host = new InMemoryHost(system);
  host.crash("c");
  const refusal = { kind: "untimely", because: "its node is down" };
  assert.deepEqual(host.request("t/c", { kind: "requestCommit" }), refusal);
});

test("crashing what is down, and restarting what is up, is nothing", () => {
  const host = new InMemoryHost(system);
  host.restart("a");
  assert.deepEqual(host.log, []);
  host.crash("a");
  host.crash("a");
  assert.deepEqual(happened(host), ["a crashes"]);
});

test("the parts of a node crash and recover together, each from its own record", () => {
  const two = twoPhaseCommit({ transactions: ["t", "u"], coordinator: "c", participants: ["a"] });
  const host = new InMemoryHost(two);
  host.request("t/c", { kind: "requestCommit" });
  host.runUntil(() => host.situation("t/a").durable === "prepared");
  host.crash("a");
  host.restart("a");
  host.settle();
  assert.deepEqual([host.told("t/a"), host.told("u/a")], [["committed"], ["aborted"]]);
});

test("names that do not exist are errors that list those that do", () => {
  const host = new InMemoryHost(system);
  const parts = "in-memory host: no part is named x; known are t/c, t/a, t/b";
  assert.throws(() => host.told("x"), { message: parts });
  assert.throws(() => host.request("x", { kind: "giveUp" }), { message: parts });
  assert.throws(() => host.crash("x"), { message: "in-memory host: no node is named x; known are c, a, b" });
  assert.throws(() => host.request("t/a", { kind: "giveUp" }), {
    message: "in-memory host: no request to a participant is named giveUp; known are abortAlone",
  });
});

test("options that make no sense are errors", () => {
  const twice = twoPhaseCommit({ transactions: ["t"], coordinator: "c", participants: ["a", "a"] });
  assert.throws(() => new InMemoryHost(twice), { message: "in-memory host: two parts are named t/a" });
  assert.throws(() => new InMemoryHost(system, { lose: 0.1 }), /needs the option `random`/);
  for (const faults of [{ lose: -1 }, { duplicate: 2 }, { lose: 0.6, duplicate: 0.6 }, { lose: Number.NaN }]) {
    assert.throws(() => new InMemoryHost(system, { random: Math.random, ...faults }), /no probabilities/);
  }
});

test("a condition that is never met is an error that says what there was", () => {
  const host = new InMemoryHost(system);
  host.request("t/c", { kind: "requestCommit" });
  assert.throws(() => host.runUntil(() => false, 3), {
    message: [
      "in-memory host: the condition does not hold after 3 steps; messages under way: 2; timers: t/c resendPrepare, t/a askForOutcome; the last events:",
      "  c -> a: prepare transaction=t, received",
      "  t/a writes prepared",
      "  t/a has prepared on disk",
      "  t/a learns that prepared is durable",
      "  a -> c: yes transaction=t, sent",
    ].join("\n"),
  });
  assert.throws(() => host.runUntil(() => false), /all is quiet, and the condition does not hold; .*timers: none/);
});

test("a system that is never quiet is stopped", () => {
  const counting: Part<number> = {
    name: "counting",
    instance: "",
    node: "n",
    role: "counter",
    requests: [],
    noRecord: "none",
    start: () => ({ state: 0, effects: [{ kind: "setTimer", timer: "count" }] }),
    recover: () => ({ state: 0, effects: [] }),
    step: (state) => ({ outcome: "changed", state: state + 1, effects: [{ kind: "setTimer", timer: "count" }] }),
  };
  const endless: System = { parts: [counting], links: [], linkOf: () => "" };
  assert.throws(() => new InMemoryHost(endless).settle(50), /not quiet after 50 steps; .*counting count/);
});

test("nodes that suspect a leader are never quiet, and are stopped with a line for each event", () => {
  const nodes = ["a", "b", "c"];
  for (const suspicious of [epochConsensus({ nodes }), epochBroadcast({ nodes })]) {
    assert.throws(
      () => new InMemoryHost(suspicious).settle(2_000),
      ({ message }: Error) => {
        assert.match(message, /not quiet after 2000 steps; .*timers: .*suspect/);
        for (const line of message.split("\n")) assert.ok(line.length < 250, line);
        return true;
      },
    );
  }
});

test("a node that is alone suspects nobody for long", () => {
  new InMemoryHost(epochBroadcast({ nodes: ["a"] })).settle(20);
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
