import assert from "node:assert/strict";
import { test } from "node:test";
import { rowsOf } from "../../core/dictionary.ts";
import { expectationsOf } from "../../core/step.fixture.ts";
import { type CounterEffect, type CounterEvent, type CounterState, counter } from "./counter.ts";
import type { CountRequest } from "./request.ts";
import { countOf } from "./system.ts";

const { changes, answers, refuses } = expectationsOf<CounterState, CounterEvent, CounterEffect>(counter.step);

const first: CountRequest = { client: "a", number: 1 };
const second: CountRequest = { client: "b", number: 1 };
const third: CountRequest = { client: "c", number: 1 };

const { state: fresh, effects: none } = counter.start({ self: "n1", maxWaiting: 2 });

function heard(first: unknown, ...values: readonly unknown[]): CounterEvent {
  return { kind: "heard", object: "log", outcome: { first, values } };
}

function broadcasting(...broadcast: readonly CountRequest[]): CounterEffect {
  return { kind: "invoke", object: "log", operation: { broadcast } };
}

function after(...events: readonly CounterEvent[]): CounterState {
  return events.reduce((state, event) => counter.step(state, event).state, fresh);
}

const asking = { kind: "setTimer", timer: "askAgain" } as const;
const resting = { kind: "cancelTimer", timer: "askAgain" } as const;
const waits = after(countOf(first));

test("a node begins with nothing, and after a crash it is the same", () => {
  assert.deepEqual(none, []);
  assert.deepEqual(counter.recover({ self: "n1", maxWaiting: 2 }, null), { state: fresh, effects: [] });
  assert.equal(counter.start({ self: "n1" }).state.maxWaiting, 1_000);
});

test("a limit that is none is an error that names it", () => {
  for (const maxWaiting of [0, 1.5, Number.NaN])
    assert.throws(() => counter.start({ self: "n1", maxWaiting }), new RegExp(`maxWaiting is ${maxWaiting}`));
});

test("what a client asks is passed to the log, and waits until the log tells it back", () => {
  changes(fresh, countOf(first), waits, [broadcasting(first), asking]);
  changes(waits, heard(1, first), after(heard(1, first)), [
    { kind: "reply", value: { request: first, number: 1 } },
    resting,
  ]);
});

test("who asks again while it waits is passed to the log again, and waits once", () => {
  answers(waits, countOf(first), [broadcasting(first)]);
});

test("the number of a request is its place in the order, wherever the pieces end", () => {
  const both = after(countOf(third), countOf(second));
  changes(both, heard(1, first, second, third), after(heard(1, first, second, third)), [
    { kind: "reply", value: { request: second, number: 2 } },
    { kind: "reply", value: { request: third, number: 3 } },
    resting,
  ]);
  assert.deepEqual(after(heard(1, first), heard(2, second)), after(heard(1, first, second)));
});

test("what others have asked for is counted, and nobody is told", () => {
  changes(fresh, heard(1, first), after(heard(1, first)), []);
  answers(fresh, heard(1), []);
});

test("who asks for what was counted is told its number at once, whatever was counted since", () => {
  answers(after(heard(1, first, second)), countOf(first), [{ kind: "reply", value: { request: first, number: 1 } }]);
});

test("all who wait are passed to the log again when they have waited for long enough", () => {
  const both = after(countOf(second), countOf(first));
  answers(both, { kind: "timeout", timer: "askAgain" }, [broadcasting(first, second), asking]);
  refuses(fresh, { kind: "timeout", timer: "askAgain" }, "untimely", 'the timer "askAgain" is not armed');
});

test("no more wait than there may", () => {
  refuses(after(countOf(first), countOf(second)), countOf(third), "untimely", "2 requests are waiting");
});

test("a log that goes on elsewhere, or tells a request twice, is none", () => {
  refuses(fresh, heard(2, first), "impossible", "the log goes on at 2, and 0 were counted");
  refuses(after(heard(1, first)), heard(1, first), "impossible", "the log goes on at 1, and 1 were counted");
  refuses(fresh, heard(1, first, first), "impossible", 'the log tells ["a",1] twice');
});

test("what is malformed is refused with the path to it", () => {
  refuses(fresh, heard(0, first), "malformed", "outcome.first: 0 is no whole number from 1 on");
  refuses(fresh, heard(1, null), "malformed", "outcome.values[0]: null is no object with fields");
  refuses(
    fresh,
    heard(1, { client: "a", number: 0 }),
    "malformed",
    "outcome.values[0].number: 0 is no whole number from 1 on",
  );
  refuses(
    fresh,
    { kind: "heard", object: "register", outcome: {} },
    "malformed",
    'object: "register" is no object that a replicated counter uses',
  );
  refuses(
    fresh,
    countOf({ client: "x".repeat(257), number: 1 }),
    "malformed",
    "request.client: a text of 257 UTF-16 code units is no text of at most 256 UTF-16 code units",
  );
});

test("what is taken in is a copy, without fields that are not declared", () => {
  const request = { client: "a", number: 1, admin: true };
  const state = after(countOf(request));
  request.client = "b";
  assert.deepEqual(rowsOf(state.waiting), [{ name: '["a",1]', value: first }]);
});

test("messages are none of its business, and a disk that answers tells it nothing", () => {
  refuses(
    fresh,
    { kind: "receive", message: { kind: "vote" } },
    "malformed",
    'kind: "vote" is no message of a replicated counter',
  );
  answers(fresh, { kind: "persisted", record: null }, []);
  refuses(fresh, { kind: "persisted", record: 1 }, "malformed", "record: 1 is no record");
});
