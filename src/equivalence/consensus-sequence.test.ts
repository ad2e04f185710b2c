import assert from "node:assert/strict";
import { test } from "node:test";
import { epochConsensus } from "../consensus/epoch-consensus/system.ts";
import { lookUp } from "../core/dictionary.ts";
import { deliveryOf } from "../core/effect.ts";
import { present } from "../core/present.ts";
import { stack } from "../core/stack.ts";
import { answered } from "../core/step.ts";
import type { AnyEffect, CommonEvent, Request, System } from "../core/system.ts";
import { InMemoryHost } from "../shell/in-memory/in-memory-host.ts";
import { asDecisions, consensusSequence, type SequenceState, sequencePart } from "./consensus-sequence.ts";
import { broadcastAll, decisionLog } from "./decision-log/system.ts";
import { registerConsensus } from "./register-consensus/system.ts";

const nodes = ["a", "b", "c"];
const sequence = consensusSequence(epochConsensus({ nodes }), { ahead: 2 });
const part = sequencePart(present(epochConsensus({ nodes }).parts[0]), 2);
const { start, recover, step, status } = part;
const { state: fresh, effects: first } = start();

const cluster: unknown = Reflect.get(Object(Reflect.get(Object(lookUp(fresh.places, "1")), "cluster")), "identity");

type Event = CommonEvent | (Request & { readonly place?: unknown; readonly value?: unknown });

function after(state: SequenceState, event: Event): { state: SequenceState; effects: readonly AnyEffect[] } {
  const result = step(state, event as never);
  assert.notEqual(result.outcome, "refused", JSON.stringify(result));
  return result;
}

function refusal(event: Event, state: SequenceState = fresh): string {
  const result = step(state, event as never);
  assert.equal(result.outcome, "refused");
  assert.equal(result.state, state);
  return `${result.refusal.kind}: ${result.refusal.because}`;
}

function atPlace(place: unknown, message: unknown): Event {
  return { kind: "receive", message: { kind: "atPlace", from: "b", to: "a", place, message } };
}

function decide(value: string): object {
  return { kind: "decide", cluster, from: "b", to: "a", value };
}

function timersOf(effects: readonly AnyEffect[]): readonly string[] {
  return effects.flatMap((effect) => (effect.kind === "setTimer" ? [effect.timer] : []));
}

test("the first place is open from the start, and the next as soon as all before it are decided", () => {
  assert.deepEqual(timersOf(first), ["1.suspect"]);
  const second = after(fresh, atPlace(2, decide("two")));
  assert.deepEqual(
    second.effects.filter(({ kind }) => kind === "reply"),
    [{ kind: "reply", value: { place: 2, value: "two" } }],
  );
  const both = after(second.state, atPlace(1, decide("one")));
  assert.deepEqual(timersOf(both.effects), ["3.suspect"]);
  assert.equal(both.state.upTo, 2);
  assert.deepEqual(status?.(both.state), { is: "deciding", epoch: 0 });
});

test("whoever proposes for a place that is decided is told so", () => {
  const { state } = after(fresh, atPlace(1, decide("one")));
  const { effects } = after(state, { kind: "proposeAt", place: 1, value: "other" });
  assert.deepEqual(effects, [{ kind: "reply", value: { place: 1, value: "one" } }]);
});

test("what is further ahead than the limit is refused, and opens nothing", () => {
  assert.match(refusal(atPlace(4, decide("four"))), /^untimely: place 4 is too far ahead of 0, which is decided$/);
  assert.notEqual(after(fresh, atPlace(3, decide("three"))).state, fresh);
});

test("messages and timers are named by their places", () => {
  const { effects } = after(fresh, { kind: "timeout", timer: "1.suspect" });
  const sent = effects.flatMap((effect) => (effect.kind === "send" ? [effect.message] : []));
  assert.deepEqual(
    sent.map(({ kind, to }) => `${kind} ${to}`),
    ["atPlace b", "atPlace c"],
  );
  assert.deepEqual(
    sent.map((message) => Reflect.get(message, "place")),
    [1, 1],
  );
  assert.equal(sequence.linkOf(present(sent[0])), sequence.linkOf({ kind: "vote", from: "a", to: "b" }));
  assert.equal(sequence.linkOf({ kind: "atPlace", from: "a", to: "b" }), sequence.linkOf(present(sent[0])));
});

test("after a crash every place goes on from its record", () => {
  const message = { kind: "requestVote", cluster, from: "b", to: "a", epoch: 3 };
  const one = after(fresh, atPlace(1, message));
  const two = after(one.state, atPlace(2, message));
  const records = [...one.effects, ...two.effects].flatMap((effect) =>
    effect.kind === "persist" ? [effect.record] : [],
  );
  assert.equal(records.length, 2);
  const { state, effects } = recover(records[1] as never);
  assert.deepEqual(timersOf(effects), ["1.suspect", "2.suspect"]);
  assert.deepEqual(
    ["1", "2"].map((place) => Reflect.get(Object(lookUp(state.places, place)), "epoch")),
    [3, 3],
  );
  // The first write has landed, and then the second.
  const answers = after(two.state, { kind: "persisted", record: records[0] });
  assert.deepEqual(
    answers.effects.map(({ kind }) => kind),
    ["send"],
  );
  assert.equal(after(answers.state, { kind: "persisted", record: records[1] }).effects.length, 1);
});

test("what is malformed is refused, and so is what an instance refuses", () => {
  assert.equal(refusal({ kind: "receive", message: 7 }), "malformed: message: 7 is no object with fields");
  assert.match(refusal({ kind: "receive", message: { kind: "vote" } }), /is no message of a sequence of consensus$/);
  assert.match(refusal(atPlace(0, {})), /^malformed: message.place: 0 is no whole number from 1 on$/);
  assert.match(refusal(atPlace(1, {})), /^malformed: /);
  assert.match(refusal({ kind: "timeout", timer: "suspect" }), /^malformed: timer: NaN is no whole number/);
  assert.match(refusal({ kind: "timeout", timer: "1.resend" }), /^untimely: /);
  assert.match(refusal({ kind: "persisted", record: 7 }), /^malformed: record: 7 is no record of a sequence$/);
  assert.match(refusal({ kind: "strange" }), /^malformed: event: "strange" is no event of a sequence of consensus$/);
  assert.match(refusal({ kind: "proposeAt", place: 1, value: 7 }), /^malformed: value: 7/);
  const thrower = Object.defineProperty({}, "kind", { get: () => assert.fail() });
  assert.equal(refusal(thrower as Event), "malformed: it cannot be read");
  const { state } = after(fresh, atPlace(1, { kind: "requestVote", cluster, from: "b", to: "a", epoch: 3 }));
  const wrong = { places: { size: 1, rows: [{ name: "1", value: 7 }], digit: 0, branches: [] } };
  assert.match(refusal({ kind: "persisted", record: wrong }, state), /^malformed: record: 7/);
  assert.equal(after(state, { kind: "persisted", record: part.noRecord }).state, state);
  assert.throws(() => recover(7 as never), /a sequence of consensus: record: 7 is no record of a sequence/);
});

test("options that cannot be are errors, and so are two parts at one node", () => {
  assert.throws(() => consensusSequence(epochConsensus({ nodes }), { ahead: -1 }), /ahead is -1/);
  const { parts, ...system } = epochConsensus({ nodes });
  const twice: System = { ...system, parts: [...parts, ...parts] };
  assert.throws(() => consensusSequence(twice), /a sequence of consensus: a has several parts/);
});

test("what an instance invokes and hears of an object is named by its place", () => {
  const [onRegister] = consensusSequence(registerConsensus({ nodes: ["a"] })).parts;
  assert.ok(onRegister !== undefined);
  assert.deepEqual(onRegister.objects, ["register"]);
  const proposed = onRegister.step(onRegister.start().state, { kind: "proposeAt", place: 2, value: "tea" });
  const operation = { place: 2, operation: { expected: null, new: "tea" } };
  assert.deepEqual(
    proposed.effects.filter(({ kind }) => kind === "invoke"),
    [{ kind: "invoke", object: "register", operation }],
  );
  const outcome = { place: 2, outcome: { set: false, held: "milk" } };
  const heard = onRegister.step(proposed.state, { kind: "heard", object: "register", outcome });
  assert.deepEqual(
    heard.effects.filter(({ kind }) => kind === "reply"),
    [{ kind: "reply", value: { place: 2, value: "milk" } }],
  );
});

test("what an instance replies is no decision", () => {
  const talks = answered(0, [{ kind: "reply", value: "tea" } as const]);
  const talker = { ...present(epochConsensus({ nodes }).parts[0]), step: () => talks };
  const { state } = sequencePart(talker, 0).start();
  assert.deepEqual(sequencePart(talker, 0).step(state, { kind: "proposeAt", place: 1, value: "tea" }).effects, []);
});

test("of a sequence a log hears what it replies, and nothing else", () => {
  const { outcomesOf } = asDecisions("decisions");
  assert.deepEqual(outcomesOf?.({ kind: "reply", value: { place: 1, value: "tea" } }), [{ place: 1, value: "tea" }]);
  assert.deepEqual(outcomesOf?.(deliveryOf("tea")), []);
});

test("an instance that says nothing of itself does not keep a part from saying what it is", () => {
  const { status: _, ...silent } = present(epochConsensus({ nodes }).parts[0]);
  assert.deepEqual(sequencePart(silent, 0).status?.(fresh), { is: "deciding" });
});

test("a log on a sequence of epoch consensus goes on without a minority, which learns all when it is back", () => {
  const host = new InMemoryHost(stack(decisionLog({ nodes }), sequence, asDecisions("decisions")));
  host.crash("c");
  host.request("a", broadcastAll("tea", "beer"));
  host.request("b", broadcastAll("milk"));
  host.runUntil(() => ["a", "b"].every((node) => host.told(node).length === 3), 100_000);
  host.restart("c");
  host.runUntil(() => host.told("c").length === 3, 100_000);
  assert.deepEqual(host.told("a"), host.told("b"));
  assert.deepEqual(host.told("a"), host.told("c"));
});
