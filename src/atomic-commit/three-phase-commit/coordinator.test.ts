import assert from "node:assert/strict";
import { test } from "node:test";
import { expectationsOf } from "../../core/step.fixture.ts";
import {
  type CoordinatorEffect,
  type CoordinatorEvent,
  coordinatorTable,
  recover,
  start,
  step,
  waitsFor,
} from "./coordinator.ts";
import type { MemberOptions } from "./members.ts";
import { noRecord } from "./record.ts";
import type { NodeState } from "./state.ts";

const options = {
  transaction: "t",
  coordinator: "c",
  participants: ["b", "a"],
  order: ["a", "b"],
  assumes: "boundedDelay",
} as const;
const working = start(options).state;
const voting: NodeState = { ...working, phase: "voting" };
const asking: NodeState = { ...working, phase: "preCommitting" };
const aborted: NodeState = { ...working, status: "aborted" };
const committed: NodeState = { ...working, status: "committed" };

const expected = expectationsOf(step);

function receive(kind: string, from: string, more: object = {}): CoordinatorEvent {
  return { kind: "receive", message: { kind, transaction: "t", from, to: "c", ...more } };
}

function sent(kind: "prepare" | "commit" | "abort"): CoordinatorEffect[] {
  return ["a", "b"].map((to) => ({ kind: "send", message: { kind, transaction: "t", from: "c", to } }));
}

function preCommits(): CoordinatorEffect[] {
  return ["a", "b"].map((to) => ({
    kind: "send",
    message: { kind: "preCommit", transaction: "t", from: "c", to, number: 0 },
  }));
}

test("a coordinator begins with its work, knows whose turn it is after it, and waits for nobody", () => {
  assert.deepEqual(working, {
    transaction: "t",
    self: "c",
    coordinator: "c",
    participants: ["a", "b"],
    order: ["a", "b"],
    rules: {
      endsAlone: false,
      isFenced: false,
      needsMajority: false,
      asksBeforeAbort: false,
      highestDecides: true,
      countsRestarted: false,
      waitsForAll: true,
    },
    status: "working",
    phase: "none",
    number: 0,
    answers: [],
    acknowledged: [],
    missing: [],
    promised: 0,
    accepted: 0,
    wasDown: false,
    owes: [],
    isWriting: false,
  });
  assert.deepEqual([waitsFor(working), coordinatorTable.starts], [[], ["working", "gone"]]);
});

test("a coordinator that was down is gone: it has no disk, and takes no part any more", () => {
  const gone = { ...working, status: "gone" };
  assert.deepEqual(recover(options, noRecord), { state: gone, effects: [] });
  const back = recover(options, noRecord).state;
  expected.refuses(back, { kind: "requestCommit" }, "untimely", "it has been asked, or is gone");
  assert.throws(() => recover(options, { ...noRecord, status: "prepared" }), {
    message: "three-phase commit: an object is no record of a coordinator, which has none",
  });
  const nothing: readonly unknown[] = [undefined];
  assert.throws(() => Reflect.apply(recover, undefined, [options, ...nothing]), {
    message: "three-phase commit: undefined is no record of a coordinator, which has none",
  });
});

test("the first phase: all are asked for their votes, once", () => {
  expected.changes(working, { kind: "requestCommit" }, voting, sent("prepare"));
  expected.refuses(voting, { kind: "requestCommit" }, "untimely", "it has been asked, or is gone");
});

test("the second phase: when all have said yes, all are told that commit is about to come", () => {
  const one: NodeState = { ...voting, acknowledged: ["a"] };
  expected.changes(voting, receive("yes", "a"), one, []);
  assert.deepEqual(waitsFor(one), ["b"]);
  expected.changes(one, receive("yes", "b"), asking, preCommits());
});

test("the third phase: when all have acknowledged, it commits, and tells its user and all", () => {
  const one: NodeState = { ...asking, acknowledged: ["b"] };
  expected.changes(asking, receive("acknowledge", "b", { number: 0 }), one, []);
  expected.changes(one, receive("acknowledge", "a", { number: 0 }), committed, [
    { kind: "reply", value: "committed" },
    ...sent("commit"),
  ]);
});

test("a no, and a vote that does not come, is abort", () => {
  const told: CoordinatorEffect[] = [{ kind: "reply", value: "aborted" }, ...sent("abort")];
  expected.changes(voting, receive("no", "b"), aborted, told);
  expected.changes(voting, { kind: "stopWaiting", node: "a" }, aborted, told);
});

test("an acknowledgement that does not come is done without, but not all of them", () => {
  const one: NodeState = { ...asking, missing: ["a"] };
  expected.changes(asking, { kind: "stopWaiting", node: "a" }, one, []);
  expected.changes(one, { kind: "stopWaiting", node: "b" }, { ...asking, missing: ["a", "b"] }, []);
  assert.equal(step(one, receive("acknowledge", "b", { number: 0 })).state.status, "committed");
});

test("where nothing is assumed a majority is enough, and it takes one", () => {
  const three = { ...options, participants: ["a", "b", "d"], order: [], assumes: "nothing" } as const;
  const asked: NodeState = { ...start(three).state, phase: "preCommitting", missing: ["a", "b"] };
  const one = step(asked, receive("acknowledge", "d", { number: 0 })).state;
  assert.equal(one.status, "working");
  assert.equal(step(one, receive("acknowledge", "a", { number: 0 })).state.status, "committed");
});

test("what comes too late is refused, and changes nothing", () => {
  const because = "it comes too late, or too early: nobody waits for it here";
  for (const event of [receive("yes", "a"), receive("no", "a")]) expected.refuses(asking, event, "untimely", because);
  expected.refuses(voting, receive("acknowledge", "a", { number: 0 }), "untimely", because);
  expected.refuses(committed, receive("acknowledge", "a", { number: 0 }), "untimely", because);
});

test("nobody need stop waiting for whom nobody waits", () => {
  const refusals: readonly (readonly [state: NodeState, node: string])[] = [
    [working, "a"],
    [voting, "stranger"],
    [{ ...voting, acknowledged: ["a"] }, "a"],
    [{ ...asking, missing: ["a"] }, "a"],
  ];
  for (const [state, node] of refusals)
    expected.refuses(state, { kind: "stopWaiting", node }, "untimely", `it does not wait for "${node}"`);
});

test("what is no message, and an answer to what another leads, is refused with what is wrong", () => {
  const wrong: readonly (readonly [
    event: CoordinatorEvent,
    kind: "malformed" | "impossible" | "foreign",
    because: string,
  ])[] = [
    [receive("acknowledge", "a", { number: 1 }), "impossible", "number 1 is another's"],
    [receive("acknowledge", "a", { number: 3 }), "malformed", "number: 3 is no number up to 2, with which one leads"],
    [receive("acknowledge", "a", { number: -1 }), "malformed", "number: -1 is no whole number from 0 on"],
    [receive("acknowledge", "a"), "malformed", "number: undefined is no whole number from 0 on"],
    [receive("prepare", "a"), "malformed", 'kind: "prepare" is no message of a coordinator of three-phase commit'],
    [receive("yes", "stranger"), "foreign", "a message from a node that takes no part"],
    [{ kind: "stopWaiting", node: "" }, "malformed", 'node: "" is no name of a node'],
  ];
  for (const [event, kind, because] of wrong) expected.refuses(asking, event, kind, because);
});

/** Of a program: options that cannot be, or contradict each other. */
const contradictions: readonly (readonly [options: object, because: string])[] = [
  [{ transaction: "" }, '"" is no name of a transaction'],
  [{ participants: ["c"] }, 'the coordinator, "c", is no participant'],
  [{ order: ["a", "x"] }, 'order: "x" takes over, but is no participant'],
  [{ endsAlone: true }, 'endsAlone contradicts order: where each decides alone nobody takes over, and "a" does'],
  [
    { endsAlone: true, order: [], assumes: "nothing" },
    'endsAlone contradicts assumes: "nothing" asks others before it decides; leave out one of the two',
  ],
  [{ assumes: "luck" }, 'assumes: "luck" is no assumption; there are boundedDelay, rightSuspicions and nothing'],
];

for (const [changed, because] of contradictions) {
  test(`a coordinator does not start if ${because}`, () => {
    const given: MemberOptions = Object.assign({}, options, changed);
    assert.throws(() => start(given), { message: `three-phase commit: ${because}` });
  });
}

test("who decides alone needs no order", () => {
  const { rules, order } = start({ ...options, order: [], endsAlone: true }).state;
  assert.deepEqual([rules.endsAlone, order], [true, []]);
});
