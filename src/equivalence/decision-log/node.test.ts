import assert from "node:assert/strict";
import { test } from "node:test";
import { rowsOf } from "../../core/dictionary.ts";
import { sequenceOf, slice } from "../../core/sequence.ts";
import { expectationsOf } from "../../core/step.fixture.ts";
import { type DecisionLogEffect, type DecisionLogEvent, type DecisionLogState, decisionLogNode } from "./node.ts";
import { broadcastAll, decisionLog } from "./system.ts";

const { changes, answers, refuses } = expectationsOf<DecisionLogState, DecisionLogEvent, DecisionLogEffect>(
  decisionLogNode.step,
);

const options = { self: "n1", maxPending: 2, maxSize: 80 };
const { state: fresh, effects: none } = decisionLogNode.start(options);

function decided(place: unknown, value: unknown): DecisionLogEvent {
  return { kind: "heard", object: "decisions", outcome: { place, value } };
}

function proposing(place: number, value: string): DecisionLogEffect {
  return { kind: "invoke", object: "decisions", operation: { place, value } };
}

function after(...events: readonly DecisionLogEvent[]): DecisionLogState {
  return events.reduce((state, event) => decisionLogNode.step(state, event).state, fresh);
}

const asking = { kind: "setTimer", timer: "askAgain" } as const;
const resting = { kind: "cancelTimer", timer: "askAgain" } as const;
const waits = after(broadcastAll("a"));

test("a node begins with nothing, and after a crash it is the same", () => {
  assert.deepEqual(none, []);
  assert.deepEqual(decisionLogNode.recover(options, null), { state: fresh, effects: [] });
  const { maxPending, maxSize } = decisionLogNode.start({ self: "n1" }).state;
  assert.deepEqual([maxPending, maxSize], [1_000, 1_048_576]);
});

test("a limit that is none is an error that names it", () => {
  assert.throws(() => decisionLogNode.start({ self: "n1", maxPending: 0 }), /a log of decisions: maxPending is 0/);
  assert.throws(() => decisionLogNode.start({ self: "n1", maxSize: 0.5 }), /a log of decisions: maxSize is 0.5/);
});

test("what a client asks is proposed for the next place, and delivered when it is decided there", () => {
  changes(fresh, broadcastAll("a"), waits, [proposing(1, '"a"'), asking]);
  changes(waits, decided(1, '"a"'), after(broadcastAll("a"), decided(1, '"a"')), [
    { kind: "deliver", first: 1, values: sequenceOf(["a"]) },
    resting,
  ]);
});

test("what has lost is proposed for the next place", () => {
  changes(waits, decided(1, '"b"'), after(broadcastAll("a"), decided(1, '"b"')), [
    { kind: "deliver", first: 1, values: sequenceOf(["b"]) },
    proposing(2, '"a"'),
  ]);
});

test("requests wait for those before them, and go on in the order in which they were asked", () => {
  changes(waits, broadcastAll("b"), after(broadcastAll("a", "b")), []);
  const both = after(broadcastAll("b", "a"));
  answers(both, { kind: "timeout", timer: "askAgain" }, [proposing(1, '"b"'), asking]);
  const { effects } = decisionLogNode.step(both, decided(1, '"b"'));
  assert.deepEqual(effects[1], proposing(2, '"a"'));
});

test("what is decided further on waits until its turn", () => {
  const ahead = after(decided(2, '"b"'));
  changes(fresh, decided(2, '"b"'), ahead, []);
  changes(ahead, decided(1, '"a"'), after(decided(1, '"a"'), decided(2, '"b"')), [
    { kind: "deliver", first: 1, values: sequenceOf(["a", "b"]) },
  ]);
});

test("what is decided twice is delivered once", () => {
  const state = after(decided(1, '"a"'), decided(2, '"a"'), decided(3, '"b"'));
  assert.deepEqual(slice(state.delivered, 0), ["a", "b"]);
  assert.equal(state.decided.length, 3);
  changes(after(decided(1, '"a"')), decided(2, '"a"'), after(decided(1, '"a"'), decided(2, '"a"')), []);
});

test("what is asked again while it waits, or when it is delivered, is known", () => {
  answers(waits, broadcastAll("a"), []);
  answers(after(decided(1, '"a"')), broadcastAll("a"), []);
});

test("a request has one text, in whatever order its fields stand", () => {
  const state = after(broadcastAll({ client: "c", number: 1, more: [{ b: null, a: true }] }));
  assert.deepEqual(state.pending, ['{"client":"c","more":[{"a":true,"b":null}],"number":1}']);
  answers(state, broadcastAll({ number: 1, more: [{ a: true, b: null }], client: "c" }), []);
});

test("no more wait than there may", () => {
  refuses(after(broadcastAll("a", "b")), broadcastAll("c"), "untimely", "2 requests are waiting at most");
  refuses(fresh, broadcastAll("a", "b", "c"), "malformed", "requests: a list of 3 is no list of at most 2 items");
});

test("a decision that is told again changes nothing, and another one for its place is none", () => {
  const state = after(decided(1, '"a"'), decided(3, '"c"'));
  answers(state, decided(1, '"a"'), []);
  answers(state, decided(3, '"c"'), []);
  refuses(state, decided(1, '"b"'), "impossible", "place 1 was decided otherwise");
  refuses(state, decided(3, '"b"'), "impossible", "place 3 was decided otherwise");
});

test("what is malformed is refused with the path to it", () => {
  refuses(fresh, decided(0, '"a"'), "malformed", "outcome.place: 0 is no whole number from 1 on");
  refuses(fresh, decided(1, "a"), "malformed", 'outcome.value: "a" is no text of a request');
  refuses(fresh, decided(1, 1), "malformed", "outcome.value: 1 is no text of at most 80 UTF-16 code units");
  const long = "\u0000".repeat(20);
  refuses(
    fresh,
    broadcastAll(long),
    "malformed",
    `requests[0]: ${JSON.stringify(long)} is no request whose text has at most 80 characters`,
  );
});

test("a system has a part for each node, which says what it does, and the decisions", () => {
  const [part] = decisionLog({ nodes: ["a"] }).parts;
  assert.deepEqual([part?.name, part?.objects, part?.requests], ["a", ["decisions"], [broadcastAll("a")]]);
  assert.deepEqual(part?.status?.(fresh), { is: "delivering" });
  assert.deepEqual(rowsOf(fresh.ahead), []);
});
