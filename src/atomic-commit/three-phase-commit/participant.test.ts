import assert from "node:assert/strict";
import { test } from "node:test";
import { deliveryOf } from "../../core/effect.ts";
import { expectationsOf } from "../../core/step.fixture.ts";
import {
  awaited,
  type ParticipantEffect,
  type ParticipantEvent,
  type ParticipantOptions,
  recover,
  start,
  step,
  waitsFor,
} from "./participant.ts";
import type { CommitRecord } from "./record.ts";
import { type NodeState, standingOf } from "./state.ts";

const options = {
  transaction: "t",
  self: "a",
  coordinator: "c",
  participants: ["a", "b", "d"],
  order: ["a", "b", "a"],
  assumes: "boundedDelay",
} as const;
const fenced = { ...options, assumes: "rightSuspicions" } as const;
const consensus = { ...options, assumes: "nothing" } as const;
const working = start(options).state;
const prepared: NodeState = { ...working, status: "prepared" };
const preCommitted: NodeState = { ...working, status: "preCommitted" };
const committed: NodeState = { ...working, status: "committed" };
const aborted: NodeState = { ...working, status: "aborted" };
const back: NodeState = { ...prepared, wasDown: true };
const polling: NodeState = { ...prepared, promised: 1, number: 1, phase: "polling" };
const late = "it comes too late, or too early: nobody waits for it here";

const expected = expectationsOf(step);

type Sent = Extract<ParticipantEffect, { readonly kind: "send" }>["message"];

function receive(kind: string, from: string, more: object = {}): ParticipantEvent {
  return { kind: "receive", message: { kind, transaction: "t", from, to: "a", ...more } };
}

function plain<Kind extends "yes" | "no" | "commit" | "abort" | "inquire">(kind: Kind, to: string): Sent {
  return { kind, transaction: "t", from: "a", to };
}

function numbered<Kind extends "preCommit" | "preAbort" | "acknowledge" | "poll">(
  kind: Kind,
  to: string,
  number: number,
): Sent {
  return { kind, transaction: "t", from: "a", to, number };
}

function sending(...messages: readonly Sent[]): ParticipantEffect[] {
  return messages.map((message) => ({ kind: "send", message }));
}

function writing(record: Partial<CommitRecord>): ParticipantEffect {
  return { kind: "persist", record: { status: "prepared", promised: 0, accepted: 0, ...record } };
}

/** A step that writes: what it says waits, and goes once the disk has caught up. */
function writes(
  before: NodeState,
  event: ParticipantEvent,
  after: NodeState,
  record: Partial<CommitRecord>,
  owes: readonly Sent[],
  told: readonly ParticipantEffect[] = [],
): void {
  expected.changes(before, event, { ...after, owes, isWriting: true }, [writing(record)]);
  const durable = { status: "prepared", promised: 0, accepted: 0, ...record };
  expected.changes({ ...after, owes, isWriting: true }, { kind: "persisted", record: durable }, after, [
    ...told,
    ...sending(...owes),
  ]);
}

test("a promise is on disk before the yes", () => {
  writes(working, receive("prepare", "c"), prepared, {}, [plain("yes", "c")]);
});

test("while anything is on its way to disk, all that is said waits", () => {
  const asked: NodeState = { ...preCommitted, isWriting: true };
  const inquired = receive("inquire", "b");
  const toldIt: NodeState = { ...committed, isWriting: true };
  expected.changes(toldIt, inquired, { ...toldIt, owes: [plain("commit", "b")] }, []);
  // The disk says that an earlier write is durable: the last one is not.
  expected.answers(asked, { kind: "persisted", record: { status: "prepared", promised: 0, accepted: 0 } }, []);
  expected.answers(preCommitted, { kind: "persisted", record: { status: "prepared", promised: 0, accepted: 0 } }, []);
});

test("before its promise a participant may abort alone, and after it may not", () => {
  expected.changes(working, { kind: "abortAlone" }, aborted, [deliveryOf("aborted"), ...sending(plain("no", "c"))]);
  expected.refuses(prepared, { kind: "abortAlone" }, "untimely", "it has promised to commit, or knows the end");
});

test("what is about to be decided is on disk before it is acknowledged", () => {
  const event = receive("preCommit", "c", { number: 0 });
  writes(prepared, event, preCommitted, { status: "preCommitted" }, [numbered("acknowledge", "c", 0)]);
  const asked = receive("preAbort", "b", { number: 2 });
  const preAborted: NodeState = { ...prepared, status: "preAborted", promised: 2, accepted: 2 };
  const record = { status: "preAborted", promised: 2, accepted: 2 } as const;
  writes(prepared, asked, preAborted, record, [numbered("acknowledge", "b", 2)]);
});

test("the user is told of an outcome that is on disk", () => {
  writes(prepared, receive("commit", "b"), committed, { status: "committed" }, [], [deliveryOf("committed")]);
  expected.changes(working, receive("abort", "c"), aborted, [deliveryOf("aborted")]);
});

test("who leads tells all others of an outcome that it hears", () => {
  const owes = [plain("abort", "b"), plain("abort", "d")];
  writes(polling, receive("abort", "b"), aborted, { status: "none" }, owes, [deliveryOf("aborted")]);
});

test("a fence: who has heard of a number obeys no lower one, and does not lead with one", () => {
  const leading: NodeState = { ...start(fenced).state, ...polling, rules: start(fenced).state.rules };
  const overruled = step(leading, receive("poll", "b", { number: 2 })).state;
  assert.deepEqual([overruled.phase, overruled.promised, overruled.number], ["none", 2, 0]);
  expected.refuses(overruled, receive("preCommit", "c", { number: 0 }), "untimely", late);
  // Without one it obeys anybody, and goes on.
  const both = step(polling, receive("poll", "b", { number: 2 })).state;
  assert.deepEqual([both.phase, both.promised, both.number], ["polling", 2, 1]);
  assert.equal(step(both, receive("preCommit", "c", { number: 0 })).state.status, "preCommitted");
});

test("who takes over waits for the coordinator, and then for those whose turn is before its own", () => {
  const owes = [numbered("poll", "b", 1), numbered("poll", "d", 1)];
  assert.deepEqual(awaited(prepared), ["c"]);
  writes(prepared, { kind: "takeOver", suspected: ["c"] }, polling, { promised: 1 }, owes);
  assert.deepEqual(waitsFor(polling), ["b", "d"]);
  const next: NodeState = { ...prepared, promised: 1 };
  assert.deepEqual(awaited(next), ["b"]);
  const because = 'it is the turn of "b", which is not suspected';
  expected.refuses(next, { kind: "takeOver", suspected: ["c"] }, "untimely", because);
  assert.equal(step(next, { kind: "takeOver", suspected: ["b"] }).state.number, 3);
});

test("who is not in doubt, was down, leads already, or has no turn left, does not take over", () => {
  const refusals: readonly (readonly [state: NodeState, because: string])[] = [
    [working, "it is not in doubt"],
    [back, "it was down, so the others may have gone on without it"],
    [polling, "it leads already"],
    [{ ...prepared, promised: 3 }, "it has no turn, or no other one"],
    [{ ...prepared, rules: { ...prepared.rules, endsAlone: true } }, "here nobody takes over: each decides alone"],
  ];
  for (const [state, because] of refusals) {
    expected.refuses(state, { kind: "takeOver", suspected: ["c", "b", "d"] }, "untimely", because);
    assert.deepEqual(awaited(state), []);
  }
});

test("the termination protocol: all are asked, and if nobody has heard of a commit, it is abort", () => {
  const standing = { from: "b", status: "prepared", accepted: 0 } as const;
  const one: NodeState = { ...polling, answers: [standing] };
  expected.changes(polling, receive("answer", "b", { number: 1, standing }), one, []);
  const owes = [plain("abort", "b"), plain("abort", "d")];
  writes(one, { kind: "stopWaiting", node: "d" }, aborted, { status: "none" }, owes, [deliveryOf("aborted")]);
});

test("the termination protocol: if one has heard that commit was about to come, all are told so again", () => {
  const standing = { from: "b", status: "preCommitted", accepted: 0 };
  const one: NodeState = { ...polling, missing: ["d"] };
  const asking: NodeState = {
    ...one,
    status: "preCommitted",
    accepted: 1,
    phase: "preCommitting",
    acknowledged: ["a"],
  };
  const record = { status: "preCommitted", promised: 1, accepted: 1 } as const;
  writes(one, receive("answer", "b", { number: 1, standing }), asking, record, [numbered("preCommit", "b", 1)]);
  const acknowledged = receive("acknowledge", "b", { number: 1 });
  const owes = [plain("commit", "b"), plain("commit", "d")];
  writes(asking, acknowledged, committed, { status: "committed" }, owes, [deliveryOf("committed")]);
});

test("who has nobody to ask knows the end at once", () => {
  const alone = { ...options, participants: ["a"], order: ["a"] };
  const doubting: NodeState = { ...start(alone).state, status: "prepared" };
  const taken = step(doubting, { kind: "takeOver", suspected: ["c"] });
  assert.deepEqual([taken.state.status, taken.state.owes], ["aborted", []]);
});

test("where nothing is assumed there is a round before abort, and the highest number decides", () => {
  const leading: NodeState = {
    ...start(consensus).state,
    status: "preCommitted",
    promised: 3,
    number: 3,
    phase: "polling",
  };
  const standing = { from: "b", status: "preAborted", accepted: 2 };
  const asking = step(leading, receive("answer", "b", { number: 3, standing })).state;
  assert.deepEqual([asking.status, asking.phase, asking.accepted], ["preAborted", "preAborting", 3]);
  assert.deepEqual(asking.owes, [numbered("preAbort", "b", 3), numbered("preAbort", "d", 3)]);
  // As a mistake: any pre-commit counts.
  const careless = { ...leading, rules: { ...leading.rules, highestDecides: false } };
  const other = step(careless, receive("answer", "b", { number: 3, standing })).state;
  assert.equal(other.phase, "preCommitting");
});

test("without a termination protocol each decides alone, by what it was told", () => {
  const alone = start({ ...options, order: [], endsAlone: true }).state;
  const event = { kind: "decideAlone", suspected: ["c"] } as const;
  assert.equal(step({ ...alone, status: "prepared" }, event).state.status, "aborted");
  assert.equal(step({ ...alone, status: "preCommitted" }, event).state.status, "committed");
  expected.refuses(alone, event, "untimely", "it is not in doubt");
  const because = "here nobody decides alone: whoever waits in vain takes over";
  expected.refuses(prepared, event, "untimely", because);
  const trusted: ParticipantEvent = { kind: "decideAlone", suspected: [] };
  const waiting = 'it is the turn of "c", which is not suspected';
  expected.refuses({ ...alone, status: "prepared" }, trusted, "untimely", waiting);
});

test("polled, a participant says how far it is, the end if it knows it, and aborts if it has promised nothing", () => {
  const poll = receive("poll", "b", { number: 2 });
  const standing = { from: "a", status: "prepared", accepted: 0 } as const;
  const answer: Sent = { kind: "answer", transaction: "t", from: "a", to: "b", number: 2, standing };
  writes(prepared, poll, { ...prepared, promised: 2 }, { promised: 2 }, [answer]);
  expected.answers(committed, poll, sending(plain("commit", "b")));
  expected.answers(aborted, poll, sending(plain("abort", "b")));
  expected.changes(working, poll, aborted, [deliveryOf("aborted"), ...sending(plain("abort", "b"))]);
  expected.refuses({ ...prepared, promised: 2 }, poll, "untimely", late);
  expected.refuses(back, poll, "untimely", late);
});

test("who was down asks the others, and decides with what is on the disks of all", () => {
  expected.answers(back, { kind: "ask" }, sending(plain("inquire", "b"), plain("inquire", "d")));
  expected.refuses(prepared, { kind: "ask" }, "untimely", "it was not down, or is not in doubt");
  const first = { from: "b", status: "prepared", accepted: 0 } as const;
  const one: NodeState = { ...back, answers: [first] };
  expected.changes(back, receive("report", "b", { standing: first }), one, []);
  const last = { from: "d", status: "preCommitted", accepted: 0 };
  const ended: NodeState = { ...committed, wasDown: true };
  writes(
    one,
    receive("report", "d", { standing: last }),
    ended,
    { status: "committed" },
    [],
    [deliveryOf("committed")],
  );
  // As a mistake: with those who happen to be back.
  const hasty: NodeState = { ...back, rules: { ...back.rules, waitsForAll: false } };
  assert.equal(step(hasty, receive("report", "b", { standing: first })).state.status, "aborted");
  expected.refuses(prepared, receive("report", "b", { standing: first }), "untimely", late);
});

test("asked by one that was down, a participant says the end, or how far it had come if it was down, too", () => {
  const inquire = receive("inquire", "b");
  const standing = { from: "a", status: "prepared", accepted: 0 } as const;
  expected.answers(committed, inquire, sending(plain("commit", "b")));
  expected.answers(back, inquire, sending({ kind: "report", transaction: "t", from: "a", to: "b", standing }));
  expected.refuses(prepared, inquire, "untimely", late);
});

test("what is on disk is what a participant comes back with", () => {
  const gone = { ...aborted, wasDown: true };
  assert.deepEqual(recover(options, { status: "none", promised: 0, accepted: 0 }), {
    state: gone,
    effects: [deliveryOf("aborted")],
  });
  const ended = { ...committed, wasDown: true };
  assert.deepEqual(recover(options, { status: "committed", promised: 0, accepted: 0 }), {
    state: ended,
    effects: [deliveryOf("committed")],
  });
  const record = { status: "preAborted", promised: 2, accepted: 1 } as const;
  const inDoubt = { ...working, status: "preAborted", promised: 2, accepted: 1, wasDown: true };
  assert.deepEqual(recover(options, record), { state: inDoubt, effects: [] });
  // Where nothing is assumed, it is counted as if it had never been down.
  assert.equal(recover(consensus, record).state.wasDown, false);
});

test("a record that no such participant writes is an error", () => {
  const wrong: readonly unknown[] = [
    undefined,
    { status: "working", promised: 0, accepted: 0 },
    { status: "prepared", promised: 4, accepted: 0 },
    { status: "prepared", promised: 0, accepted: 4 },
    { status: "prepared", promised: 0.5, accepted: 0 },
    { status: "prepared", promised: 0 },
  ];
  for (const record of wrong)
    assert.throws(() => Reflect.apply(recover, undefined, [options, record]), /is no record of a participant$/);
});

test("a participant does not start if it is none, or as a coordinator does not", () => {
  const given: ParticipantOptions = { ...options, self: "x" };
  assert.throws(() => start(given), { message: 'three-phase commit: self: "x" is no participant' });
});

const standing = { from: "b", status: "prepared", accepted: 0 };

/** What comes from outside, and no correct peer has sent to a participant that polls with number 1. */
const bad: readonly (readonly [
  what: string,
  event: ParticipantEvent,
  kind: "impossible" | "malformed" | "foreign",
  because: string,
])[] = [
  [
    "a number from the future",
    receive("poll", "b", { number: 4 }),
    "malformed",
    "number: 4 is no number up to 3, with which one leads",
  ],
  [
    "a number that is none",
    receive("preCommit", "b", { number: "2" }),
    "malformed",
    'number: "2" is no whole number from 0 on',
  ],
  ["one number of two leaders", receive("preCommit", "b", { number: 1 }), "impossible", "number 1 is another's"],
  [
    "the coordinator's number of a participant",
    receive("preAbort", "b", { number: 0 }),
    "impossible",
    "number 0 is another's",
  ],
  [
    "a poll with the number of the one that is polled",
    receive("poll", "b", { number: 1 }),
    "impossible",
    "number 1 is another's",
  ],
  [
    "an answer to another's poll",
    receive("answer", "b", { number: 2, standing }),
    "impossible",
    "number 2 is another's",
  ],
  [
    "an acknowledgement of another's round",
    receive("acknowledge", "b", { number: 2 }),
    "impossible",
    "number 2 is another's",
  ],
  [
    "an answer without a standing",
    receive("answer", "b", { number: 1 }),
    "malformed",
    "standing: undefined is no object with fields",
  ],
  [
    "an answer for somebody else",
    receive("answer", "d", { number: 1, standing }),
    "malformed",
    'standing.from: "b" is no name of who sends it',
  ],
  [
    "a standing that is none",
    receive("report", "b", { standing: { ...standing, status: "committed" } }),
    "malformed",
    'standing.status: "committed" is no status of a participant in doubt',
  ],
  [
    "a standing from the future",
    receive("answer", "b", { number: 1, standing: { ...standing, accepted: 9 } }),
    "malformed",
    "standing.accepted: 9 is no number up to 3, with which one leads",
  ],
  [
    "an acknowledgement by the coordinator",
    receive("acknowledge", "c", { number: 1 }),
    "impossible",
    "the coordinator has nothing to acknowledge",
  ],
  [
    "an answer by the coordinator",
    receive("answer", "c", { number: 1, standing: { ...standing, from: "c" } }),
    "impossible",
    "the coordinator is not polled",
  ],
  ["another's question for votes", receive("prepare", "b"), "impossible", "only the coordinator asks for votes"],
  [
    "a coordinator that asks for the end",
    receive("inquire", "c"),
    "impossible",
    "the coordinator asks nobody for the end",
  ],
  [
    "a coordinator that was in doubt",
    receive("report", "c", { standing: { ...standing, from: "c" } }),
    "impossible",
    "the coordinator has promised nothing",
  ],
  ["a message of itself", receive("commit", "a"), "foreign", "a message from a node that takes no part"],
  ["a vote", receive("yes", "b"), "malformed", 'kind: "yes" is no message of a participant of three-phase commit'],
  [
    "a suspicion of nobody",
    { kind: "takeOver", suspected: [""] },
    "malformed",
    'suspected[0]: "" is no name of a node',
  ],
  [
    "more suspicions than nodes",
    { kind: "takeOver", suspected: ["a", "b", "c", "d", "e"] },
    "malformed",
    "suspected: a list of 5 is no list of at most 4 items",
  ],
];

for (const [what, event, kind, because] of bad) {
  test(`bad input is refused, and changes nothing: ${what}`, () => expected.refuses(polling, event, kind, because));
}

test("answers to polls that were never asked, or are over, are refused", () => {
  const answer = (number: number): ParticipantEvent => receive("answer", "b", { number, standing });
  expected.refuses(prepared, answer(1), "untimely", late);
  expected.refuses(polling, answer(3), "untimely", late);
  expected.refuses({ ...polling, phase: "preCommitting" }, answer(1), "untimely", late);
});

test("suspicions that are no list are malformed", () => {
  const { outcome, state } = Reflect.apply(step, undefined, [prepared, { kind: "takeOver", suspected: "c" }]);
  assert.deepEqual([outcome, state], ["refused", prepared]);
});

test("a round before abort ends in abort, and only who is in doubt has a standing", () => {
  const asking: NodeState = { ...start(consensus).state, status: "preAborted", promised: 1, number: 1, accepted: 1 };
  const leading: NodeState = { ...asking, phase: "preAborting", acknowledged: ["a"] };
  const { state } = step(leading, receive("acknowledge", "b", { number: 1 }));
  assert.deepEqual([state.status, state.owes], ["aborted", [plain("abort", "b"), plain("abort", "d")]]);
  assert.deepEqual([standingOf(working), standingOf(prepared).length], [[], 1]);
});

test("late messages are refused: a prepare, an outcome, an acknowledgement, and a commit that nobody voted for", () => {
  expected.refuses(prepared, receive("prepare", "c"), "untimely", late);
  expected.refuses(committed, receive("abort", "b"), "untimely", late);
  expected.refuses(polling, receive("acknowledge", "b", { number: 1 }), "untimely", late);
  const leadingAgain: NodeState = { ...polling, phase: "preCommitting", promised: 3, number: 3 };
  expected.refuses(leadingAgain, receive("acknowledge", "b", { number: 1 }), "untimely", late);
  expected.refuses(working, receive("commit", "c"), "impossible", "a commit without this participant's yes");
});
