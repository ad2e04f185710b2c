import assert from "node:assert/strict";
import { test } from "node:test";
import { twoPhaseCommit } from "../../atomic-commit/two-phase-commit/system.ts";
import { epochConsensus } from "../../consensus/epoch-consensus/system.ts";
import { refused } from "../../core/step.ts";
import type { Part } from "../../core/system.ts";
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
  const parts = [part, { ...part, name: "m", recordParts: [] }, { ...part, name: "l", recordParts: [] }];
  const left = (landing: number): string => {
    const host = new InMemoryHost({ parts, links: [], linkOf: () => "" });
    host.crash("n", landing);
    return JSON.stringify(parts.map(({ name }) => Object.values(Object(host.situation(name).durable)).join("")));
  };
  const all = new Set(Array.from({ length: 24 }, (_, landing) => left(landing)));
  assert.deepEqual(
    [...all].sort(),
    ["00", "01", "10", "11"].flatMap((n) =>
      ["00", "11"].flatMap((m) => ["00", "11"].map((l) => JSON.stringify([n, m, l]))),
    ),
  );
  assert.equal(left(0), '["00","00","00"]');
  assert.equal(left(20 + 5), left(5));
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

test("what one node sends over a link that is cut is lost, also what is on its way, and the way back is another link", () => {
  const host = new InMemoryHost(system);
  host.request("t/c", { kind: "requestCommit" });
  host.cut("c", "a");
  host.settle();
  assert.ok(happened(host).includes("c -> a: prepare transaction=t, lost: the link is cut"));
  assert.deepEqual(host.told("t/b"), []);
  host.cut("b", "c");
  host.mend("c", "a");
  host.settle();
  // The vote of b was there before.
  assert.deepEqual(
    everyone.map((part) => host.told(part)),
    [["committed"], ["committed"], ["committed"]],
  );
  assert.ok(happened(host).includes("b -> c: acknowledge transaction=t, lost: the link is cut"));
  assert.deepEqual(host.situation("t/c").timers, ["resendDecision"]);
  host.mend("b", "c");
  host.settle();
  assert.deepEqual(host.situation("t/c").timers, []);
  assert.deepEqual(
    happened(host).filter((line) => /: (cut|mended)$/.test(line)),
    ["c -> a: cut", "b -> c: cut", "c -> a: mended", "b -> c: mended"],
  );
});

test("in a partition a leader is elected where the majority is, and once it is healed all follow it", () => {
  const nodes = ["a", "b", "c", "d", "e"];
  const host = new InMemoryHost(epochBroadcast({ nodes }));
  const leaders = (): readonly string[] => nodes.filter((node) => host.status(node)?.is === "leader");
  host.settle();
  assert.deepEqual(leaders(), ["a"]);
  host.partition(["a", "b"], ["c", "d", "e"]);
  host.runUntil(() => leaders().length === 2, 1_000);
  // The last of them who suspects is the first who has a quorum.
  assert.deepEqual(leaders(), ["a", "e"]);
  host.heal();
  host.runUntil(() => leaders().length === 1, 1_000);
  assert.deepEqual(leaders(), ["e"]);
});

test("a node that pauses hears nothing, its disk goes on, and then it meets what has waited, in order", () => {
  const host = new InMemoryHost(system);
  host.request("t/c", { kind: "requestCommit" });
  host.runUntil(() => host.situation("t/a").writing.length > 0);
  host.pause("a");
  host.pause("a");
  host.settle();
  assert.equal(host.situation("t/a").durable, "prepared");
  assert.equal(host.status("t/a")?.is, "preparing");
  assert.deepEqual(host.request("t/a", { kind: "abortAlone" }), { kind: "untimely", because: "its node is paused" });
  assert.deepEqual(host.told("t/c"), []);
  const before = host.log.length;
  host.resume("a");
  host.resume("a");
  host.settle();
  assert.deepEqual(happened(host).slice(before, before + 4), [
    "a goes on",
    "t/a learns that prepared is durable",
    "a -> c: yes transaction=t, sent",
    "c -> a: prepare transaction=t, received",
  ]);
  for (const part of everyone) assert.deepEqual(host.told(part), ["committed"]);
  assert.equal(happened(host).filter((line) => line === "a pauses").length, 1);
});

test("what has waited for a node that was paused is lost in a crash, and with it the pause", () => {
  const host = new InMemoryHost(system);
  host.request("t/c", { kind: "requestCommit" });
  host.pause("a");
  host.settle();
  host.crash("a");
  host.resume("a");
  assert.equal(host.advance(), true);
  host.restart("a");
  host.settle();
  assert.deepEqual(host.told("t/a"), ["aborted"]);
  host.pause("b");
  host.heal();
  host.settle();
  assert.deepEqual(host.told("t/b"), ["aborted"]);
});

test("a timer of a node that is paused fires when it goes on", () => {
  const host = new InMemoryHost(epochBroadcast({ nodes: ["a", "b", "c"] }));
  host.pause("a");
  host.fire("a", "suspect");
  assert.deepEqual(host.situation("a").timers, []);
  host.resume("a");
  host.advance();
  assert.deepEqual(host.situation("a").timers, ["askAgain", "suspect"]);
});

test("what was held back is met once, however often the node pauses", () => {
  const host = new InMemoryHost(system);
  host.request("t/c", { kind: "requestCommit" });
  host.pause("a");
  host.settle();
  host.resume("a");
  host.settle();
  const before = host.log.length;
  host.pause("a");
  host.resume("a");
  host.settle();
  assert.deepEqual(happened(host).slice(before), ["a pauses", "a goes on"]);
});

test("to heal is to go on, too", () => {
  const host = new InMemoryHost(system);
  host.pause("a");
  host.request("t/c", { kind: "requestCommit" });
  host.settle();
  host.heal();
  host.settle();
  assert.deepEqual(host.told("t/a"), ["committed"]);
});

function propose(value: string): { readonly kind: "propose"; readonly value: string } {
  return { kind: "propose", value };
}

test("what a restarted replica has still to tell again is known", () => {
  const host = new InMemoryHost(epochConsensus({ nodes: ["a"] }));
  host.settle();
  host.request("a", propose("x"));
  host.settle();
  assert.equal(host.situation("a").repeating, 0);
  host.crash("a");
  assert.equal(host.situation("a").repeating, 0);
  host.restart("a");
  assert.equal(host.situation("a").repeating, 1);
  host.settle();
  host.request("a", propose("y"));
  host.settle();
  assert.deepEqual([host.situation("a").repeating, host.told("a")], [0, ["x"]]);
});
