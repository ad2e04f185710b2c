import assert from "node:assert/strict";
import { test } from "node:test";
import { twoPhaseCommit } from "../../atomic-commit/two-phase-commit/system.ts";
import { epochConsensus } from "../../consensus/epoch-consensus/system.ts";
import type { Part, System } from "../../core/system.ts";
import { epochBroadcast } from "../../total-order-broadcast/epoch-broadcast/system.ts";
import { InMemoryHost } from "./in-memory-host.ts";
import { describeEntry } from "./log-entry.ts";

const system = twoPhaseCommit({ transactions: ["t"], coordinator: "c", participants: ["a", "b"] });
const participants = ["t/a", "t/b"];

function happened(host: InMemoryHost): readonly string[] {
  return host.log.map(describeEntry);
}

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

test("a run comes to rest however long it takes, and a limit is the caller's", () => {
  const transactions = Array.from({ length: 700 }, (_, i) => `t${i}`);
  const many = twoPhaseCommit({ transactions, coordinator: "c", participants: ["a", "b"] });
  const [host, limited] = [new InMemoryHost(many), new InMemoryHost(many)];
  for (const transaction of transactions) {
    for (const each of [host, limited]) each.request(`${transaction}/c`, { kind: "requestCommit" });
  }
  host.settle();
  for (const transaction of transactions) assert.deepEqual(host.told(`${transaction}/a`), ["committed"]);
  assert.throws(
    () => limited.settle(10_000),
    /not quiet after 10000 steps; .*timers: t0.c resendDecision, .* and \d+ more;/,
  );
  for (const limit of [-1, Number.NaN]) {
    assert.throws(() => host.settle(limit), { message: `in-memory host: ${limit} is no limit` });
    assert.throws(() => host.runUntil(() => true, limit), { message: `in-memory host: ${limit} is no limit` });
  }
});

test("a step costs the same however many parts there are", () => {
  const stepsOf = (count: number): number => {
    const transactions = Array.from({ length: count }, (_, i) => `t${i}`);
    let looked = 0;
    const counting = twoPhaseCommit({ transactions, coordinator: "c", participants: ["a"] });
    const parts = counting.parts.map((part: Part) => ({
      ...part,
      step: (...given: Parameters<Part["step"]>) => {
        looked++;
        return part.step(...given);
      },
    }));
    const host = new InMemoryHost({ ...counting, parts });
    for (const transaction of transactions) host.request(`${transaction}/c`, { kind: "requestCommit" });
    host.settle();
    return looked / count;
  };
  assert.equal(stepsOf(200), stepsOf(1));
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

test("nodes that suspect their leader again and again are never quiet, and are stopped with a line for each event", () => {
  const nodes = ["a", "b", "c"];
  const timeOf = (_: string, timer: string): number => (timer === "suspect" ? 1 : 2);
  const systems: readonly System[] = [epochConsensus({ nodes }), epochBroadcast({ nodes })];
  for (const suspicious of systems) {
    assert.throws(
      () => new InMemoryHost(suspicious, { timeOf }).settle(2_000),
      ({ message }: Error) => {
        assert.match(message, /not quiet after 2000 steps; .*timers: .*suspect/);
        for (const line of message.split("\n")) assert.ok(line.length < 250, line);
        return true;
      },
    );
  }
});

test("a leader says again and again that it is there, and nobody suspects it: that is quiet", () => {
  const host = new InMemoryHost(epochBroadcast({ nodes: ["a", "b", "c"] }));
  host.settle();
  assert.deepEqual(host.status("a"), { is: "leader", epoch: 1, leader: "a" });
  assert.deepEqual(host.status("c"), { is: "follower", epoch: 1, leader: "a" });
  host.crash("a");
  host.settle();
  // The last who suspects is the first who has a quorum.
  assert.deepEqual([host.status("a"), host.status("b")?.is, host.status("c")?.is], [undefined, "follower", "leader"]);
});

test("a node that is alone suspects nobody for long", () => {
  new InMemoryHost(epochBroadcast({ nodes: ["a"] })).settle(20);
});

test("time passes when nothing else can happen, to the next timer", () => {
  const timeOf = (part: string): number => ({ a: 30, b: 10, c: 20 })[part] ?? 0;
  const host = new InMemoryHost(epochBroadcast({ nodes: ["a", "b", "c"] }), { timeOf });
  assert.equal(host.now, 0);
  host.runUntil(() => host.status("b")?.is === "leader");
  assert.equal(host.now, 10);
});
