import assert from "node:assert/strict";
import { test } from "node:test";
import { present } from "../../core/present.ts";
import type { CommonEvent, Part, PartTypes, Request } from "../../core/system.ts";
import { InMemoryHost } from "../../shell/in-memory/in-memory-host.ts";
import { asLog } from "../../total-order-broadcast/epoch-broadcast/as-log.ts";
import { epochBroadcast } from "../../total-order-broadcast/epoch-broadcast/system.ts";
import { asLog as asSequencedLog } from "../../total-order-broadcast/sequenced-broadcast/as-log.ts";
import { sequencedBroadcast } from "../../total-order-broadcast/sequenced-broadcast/system.ts";
import { repliesLearnt } from "./answers.ts";
import { receivingForRole } from "./by-role.ts";
import { replicatedCommit, replicatedCommitOn } from "./system.ts";

const candidates = ["a", "b", "c"];
const options = { transactions: ["a.1.1"], candidates, participants: ["bank", "shop"] };
const parts = ["a.1.1/bank", "a.1.1/shop"];

function onEpochBroadcast(): InMemoryHost<PartTypes> {
  return new InMemoryHost(replicatedCommitOn(epochBroadcast({ nodes: candidates }), asLog("log"), options));
}

function about(kind: string): Request & { readonly transaction: string } {
  return { kind, transaction: "a.1.1" };
}

function takeOver(host: InMemoryHost<PartTypes>, node: string): void {
  host.runUntil(() => host.status(node)?.leader === node);
  host.request(node, { kind: "takeOver" });
  host.runUntil(() => host.status(node)?.is === "bearing");
}

test("on epoch broadcast everybody is told of a commit, and it is removed when all have confirmed", () => {
  const host = onEpochBroadcast();
  takeOver(host, "a");
  host.request("a", { kind: "begin" });
  host.request("a", about("requestCommit"));
  host.runUntil(() => parts.every((part) => host.told(part).length > 0) && host.told("a").length > 1);
  assert.deepEqual(
    parts.map((part) => host.told(part)),
    [["committed"], ["committed"]],
  );
  assert.deepEqual(host.told("a"), [
    { kind: "begun", transaction: "a.1.1" },
    { transaction: "a.1.1", outcome: "committed" },
  ]);
  const ask = (): unknown => {
    host.request("a", about("confirmOutcome"));
    host.request("a", about("requestOutcome"));
    return host.told("a").at(-1);
  };
  host.runUntil(() => JSON.stringify(ask()).includes("forgotten"));
});

test("a successor finds the commit of a predecessor that is gone, and tells it", () => {
  const host = onEpochBroadcast();
  takeOver(host, "a");
  host.request("a", { kind: "begin" });
  host.request("a", about("requestCommit"));
  host.runUntil(() => host.told("a").length > 1);
  host.crash("a");
  host.runUntil(() => ["b", "c"].some((node) => host.status(node)?.leader === node));
  const next = present(["b", "c"].find((node) => host.status(node)?.leader === node));
  takeOver(host, next);
  host.runUntil(() => parts.every((part) => host.told(part).length > 0));
  assert.deepEqual(
    parts.map((part) => host.told(part)),
    [["committed"], ["committed"]],
  );
  assert.deepEqual(host.told(next), [{ transaction: "a.1.1", outcome: "committed" }]);
});

test("any protocol that implements a log will do, and the objects that it uses are still there", () => {
  const system = replicatedCommitOn(sequencedBroadcast({ nodes: candidates }), asSequencedLog("log"), options);
  assert.deepEqual(
    system.objects?.map(({ name }) => name),
    ["sequencer"],
  );
  assert.throws(() => replicatedCommitOn(epochBroadcast({ nodes: ["a"] }), asLog("log"), options), /candidate b/);
});

test("what a part has to say at its start is sent to the role likewise", () => {
  const { parts: made } = replicatedCommitOn(epochBroadcast({ nodes: candidates }), asLog("log"), options);
  const bank = present(made.find(({ name }) => name === "a.1.1/bank"));
  const { state, effects } = bank.recover("prepared");
  assert.deepEqual(effects, [{ kind: "setTimer", timer: "askForOutcome" }]);
  const asked = bank.step(state, { kind: "timeout", timer: "askForOutcome" }).effects;
  assert.deepEqual(
    asked.flatMap((effect) => (effect.kind === "send" ? [effect.message.to] : [])),
    candidates,
  );
});

test("a candidate takes in what is sent to its node, and nothing that is for another one", () => {
  const [part] = replicatedCommit(options).parts;
  const a = receivingForRole(present(part), { role: "coordinator", candidates });
  const message = { kind: "yes", transaction: "a.1.1", from: "bank", to: "a" };
  assert.equal(a.step(a.start().state, { kind: "receive", message }).outcome, "answered");
  assert.equal(a.step(a.start().state, { kind: "receive", message: { ...message, to: "b" } }).outcome, "refused");
});

test("messages to the role go to all candidates, and come from the role", () => {
  const {
    parts: made,
    links,
    linkOf,
  } = replicatedCommitOn(epochBroadcast({ nodes: candidates }), asLog("log"), options);
  const bank: Part = present(made.find(({ name }) => name === "a.1.1/bank"));
  const { state } = bank.start();
  const step = (event: CommonEvent | Request): ReturnType<Part["step"]> => bank.step(state, event);
  const message = { kind: "prepare", transaction: "a.1.1", from: "b", to: "bank" };
  assert.deepEqual(step({ kind: "receive", message }).effects, [{ kind: "persist", record: "prepared" }]);
  assert.deepEqual(
    step({ kind: "abortAlone" }).effects.flatMap((effect) => (effect.kind === "send" ? [effect.message.to] : [])),
    candidates,
  );
  const thief = step({ kind: "receive", message: { ...message, from: "thief" } });
  assert.equal(thief.outcome === "refused" && thief.refusal.kind, "foreign");
  for (const strange of ["hello", { kind: "prepare", from: "b" }, { kind: "prepare", from: 7, to: "bank" }])
    assert.equal(step({ kind: "receive", message: strange }).outcome, "refused");
  assert.equal(links.includes(linkOf(message)), true);
  assert.equal(linkOf({ ...message, from: "bank", to: "b" }), linkOf(message));
  assert.notEqual(linkOf({ kind: "append", from: "a", to: "b" }), linkOf(message));
});

test("without a protocol for the log, it is an object, and messages name the role", () => {
  const system = replicatedCommit({ ...options, role: "chair" });
  assert.deepEqual(
    system.objects?.map(({ name }) => name),
    ["log"],
  );
  const bank = present(system.parts.find(({ name }) => name === "a.1.1/bank"));
  const { effects } = bank.step(bank.start().state, { kind: "abortAlone" });
  const no = { kind: "no", transaction: "a.1.1", from: "bank", to: "chair" };
  assert.deepEqual(effects[0], { kind: "deliver", first: 1, values: Object(effects[0]).values });
  assert.deepEqual(effects[1], { kind: "send", message: no });
});

test("a user learns how a transaction has ended, once, and from who has forgotten it that it was aborted", () => {
  const reply = (value: unknown) => ({ kind: "reply", value }) as const;
  const committed = { transaction: "t", outcome: "committed" };
  assert.deepEqual(repliesLearnt(reply(committed)), [committed]);
  assert.deepEqual(repliesLearnt(reply(committed), [committed]), []);
  assert.deepEqual(repliesLearnt(reply({ kind: "begun", transaction: "t" })), []);
  const answer = { kind: "outcome", transaction: "t" };
  assert.deepEqual(repliesLearnt(reply({ ...answer, outcome: "undecided" })), []);
  assert.deepEqual(repliesLearnt(reply({ ...answer, outcome: "forgotten" })), [
    { transaction: "t", outcome: "aborted" },
  ]);
  assert.deepEqual(repliesLearnt(reply({ ...answer, outcome: "forgotten" }), [committed]), []);
  assert.deepEqual(repliesLearnt(reply("hello")), []);
});
