import assert from "node:assert/strict";
import { test } from "node:test";
import { expectationsOf } from "../../core/step.fixture.ts";
import {
  type CoordinatorEffect,
  type CoordinatorEvent,
  type CoordinatorOptions,
  type CoordinatorState,
  recover,
  start,
  step,
} from "./coordinator.ts";
import type { CoordinatorStatus } from "./coordinator-status.ts";
import type { ToCoordinatorKind, ToParticipantKind } from "./message.ts";
import type { OutcomeAnswer } from "./outcome.ts";

const options = { transaction: "t", self: "c", participants: ["b", "a"] };
const working: CoordinatorState = {
  transaction: "t",
  self: "c",
  participants: ["a", "b"],
  status: "working",
  votes: [],
  acknowledged: [],
};

function when(status: CoordinatorStatus, counted: Partial<CoordinatorState> = {}): CoordinatorState {
  return { ...working, ...counted, status };
}

function receive(kind: ToCoordinatorKind, from: string, other: object = {}): CoordinatorEvent {
  return { kind: "receive", message: { kind, transaction: "t", from, to: "c", ...other } };
}

function send(kind: ToParticipantKind, to: string): CoordinatorEffect {
  return { kind: "send", message: { kind, transaction: "t", from: "c", to } };
}

const everyoneButTheUser = when("committed", { acknowledged: ["a", "b"] });
const stopsAsking: CoordinatorEffect = { kind: "cancelTimer", timer: "resendPrepare" };
const { changes, answers, refuses } = expectationsOf(step);

test("a new transaction is working, and its participants are a set", () => {
  assert.deepEqual(start(options), { state: working, effects: [] });
});

test("whoever changes the options later changes no transaction", () => {
  const participants = ["b", "a"];
  const { state } = start({ ...options, participants });
  participants.pop();
  assert.deepEqual(state, working);
});

/** Of a program: who cannot coordinate which transaction of whom. */
const wrong: readonly (readonly [options: Partial<CoordinatorOptions>, because: string])[] = [
  [{ participants: [] }, 'the transaction "t" needs a participant'],
  [{ participants: ["a", "c"] }, 'the coordinator, "c", is no participant'],
  [{ participants: ["b", "a", "b"] }, 'two participants have the name "b"'],
  [{ participants: ["a", ""] }, '"" is no name of a node'],
  [{ participants: ["a", "b".repeat(257)] }, "a text of 257 UTF-16 code units is no name of a node"],
  [{ participants: new Array(1) }, "undefined is no name of a node"],
  [{ self: "" }, '"" is no name of a node'],
  [{ transaction: "" }, '"" is no name of a transaction'],
  [{ transaction: "t".repeat(257) }, "a text of 257 UTF-16 code units is no name of a transaction"],
];

for (const [changed, because] of wrong) {
  test(`a coordinator neither starts nor recovers if ${because}`, () => {
    const message = `two-phase commit: ${because}`;
    assert.throws(() => start({ ...options, ...changed }), { message });
    assert.throws(() => recover({ ...options, ...changed }, "commit"), { message });
  });
}

test("a name may have 256 UTF-16 code units", () => {
  const name = "n".repeat(256);
  assert.deepEqual(start({ ...options, transaction: name, participants: [name] }).state.participants, [name]);
});

test("without a record a coordinator recovers into knowing nothing, and tells nobody", () => {
  assert.deepEqual(recover(options, "none"), { state: when("forgotten"), effects: [] });
});

test("with a commit record a coordinator recovers into telling it", () => {
  assert.deepEqual(recover(options, "commit"), {
    state: when("committed"),
    effects: [
      { kind: "reply", value: "committed" },
      { kind: "setTimer", timer: "resendDecision" },
    ],
  });
});

test("requestCommit asks every participant to prepare", () => {
  changes(working, { kind: "requestCommit" }, when("voting"), [
    send("prepare", "a"),
    send("prepare", "b"),
    { kind: "setTimer", timer: "resendPrepare" },
  ]);
});

test("requestCommit is refused after the first", () => {
  for (const status of ["voting", "committing", "committed", "aborted", "forgotten"] as const) {
    const because = "a commit can be requested once, before the transaction ends";
    refuses(when(status), { kind: "requestCommit" }, "untimely", because);
  }
});

test("resendPrepare asks those again whose yes is missing", () => {
  answers(when("voting", { votes: ["a"] }), { kind: "timeout", timer: "resendPrepare" }, [
    send("prepare", "b"),
    { kind: "setTimer", timer: "resendPrepare" },
  ]);
});

test("resendPrepare is refused when no vote is waited for", () => {
  for (const status of ["working", "committing", "committed", "aborted", "forgotten"] as const) {
    refuses(
      when(status),
      { kind: "timeout", timer: "resendPrepare" },
      "untimely",
      'the timer "resendPrepare" is not armed',
    );
  }
});

test("a yes is counted, and nobody hears of it", () => {
  changes(when("voting"), receive("yes", "b"), when("voting", { votes: ["b"] }), []);
});

test("a majority of yes decides nothing", () => {
  const ofThree = { ...when("voting", { votes: ["a"] }), participants: ["a", "b", "d"] };
  changes(ofThree, receive("yes", "b"), { ...ofThree, votes: ["a", "b"] }, []);
});

test("a yes is counted once", () => {
  answers(when("voting", { votes: ["b"] }), receive("yes", "b"), []);
});

test("the last yes decides to commit, which is written and not yet told", () => {
  changes(when("voting", { votes: ["b"] }), receive("yes", "a"), when("committing"), [
    { kind: "persist", record: "commit" },
    { kind: "cancelTimer", timer: "resendPrepare" },
  ]);
});

test("the only participant's yes decides", () => {
  const alone = { ...when("voting"), participants: ["a"] };
  changes(alone, receive("yes", "a"), { ...alone, status: "committing" }, [
    { kind: "persist", record: "commit" },
    { kind: "cancelTimer", timer: "resendPrepare" },
  ]);
});

test("a late yes changes nothing once the commit is decided", () => {
  answers(when("committing"), receive("yes", "a"), []);
  answers(when("committed", { acknowledged: ["b"] }), receive("yes", "a"), []);
});

test("a late yes is answered with abort where abort is presumed, because its sender is in doubt", () => {
  answers(when("aborted"), receive("yes", "a"), [send("abort", "a")]);
  answers(when("forgotten"), receive("yes", "a"), [send("abort", "a")]);
});

test("a yes before anybody was asked is impossible", () => {
  refuses(working, receive("yes", "a"), "impossible", "a vote before anybody was asked");
});

test("one no aborts, at once and without a record", () => {
  const told: readonly CoordinatorEffect[] = [
    { kind: "reply", value: "aborted" },
    send("abort", "a"),
    send("abort", "b"),
  ];
  changes(when("voting", { votes: ["a"] }), receive("no", "b"), when("aborted"), [...told, stopsAsking]);
  changes(working, receive("no", "b"), when("aborted"), told);
});

test("a late no changes nothing where abort is presumed", () => {
  answers(when("aborted"), receive("no", "a"), []);
  answers(when("forgotten"), receive("no", "a"), []);
});

test("a no after every yes is impossible", () => {
  const because = "a no from a participant that has voted yes";
  refuses(when("committing"), receive("no", "a"), "impossible", because);
  refuses(when("committed"), receive("no", "a"), "impossible", because);
});

test("giveUp aborts before the decision, even if votes were counted", () => {
  const told: readonly CoordinatorEffect[] = [
    { kind: "reply", value: "aborted" },
    send("abort", "a"),
    send("abort", "b"),
  ];
  changes(working, { kind: "giveUp" }, when("aborted"), told);
  changes(when("voting", { votes: ["a"] }), { kind: "giveUp" }, when("aborted"), [...told, stopsAsking]);
});

test("giveUp is refused once the transaction is decided: the second point of no return", () => {
  for (const status of ["committing", "committed", "aborted", "forgotten"] as const) {
    refuses(when(status), { kind: "giveUp" }, "untimely", "the transaction is decided");
  }
});

test("the decision is told when it is durable", () => {
  changes(when("committing"), { kind: "persisted", record: "commit" }, when("committed"), [
    { kind: "reply", value: "committed" },
    send("commit", "a"),
    send("commit", "b"),
    { kind: "setTimer", timer: "resendDecision" },
  ]);
});

test("a durable commit is nothing new to a coordinator that waits for none", () => {
  for (const status of ["working", "voting", "committed", "aborted", "forgotten"] as const) {
    answers(when(status), { kind: "persisted", record: "commit" }, []);
  }
});

test("nobody waits for a disk without a record, be it before the decision or when it is removed", () => {
  for (const status of ["working", "voting", "committing", "committed", "aborted", "forgotten"] as const) {
    answers(when(status), { kind: "persisted", record: "none" }, []);
  }
});

test("resendDecision tells those again that have not acknowledged", () => {
  answers(when("committed", { acknowledged: ["a"] }), { kind: "timeout", timer: "resendDecision" }, [
    send("commit", "b"),
    { kind: "setTimer", timer: "resendDecision" },
  ]);
});

test("a coordinator that waits for its user alone sends nothing again", () => {
  changes(when("committed", { acknowledged: ["b"] }), receive("acknowledge", "a"), everyoneButTheUser, [
    { kind: "cancelTimer", timer: "resendDecision" },
  ]);
  const because = 'the timer "resendDecision" is not armed';
  refuses(everyoneButTheUser, { kind: "timeout", timer: "resendDecision" }, "untimely", because);
});

test("resendDecision is refused when no acknowledgement is waited for", () => {
  for (const status of ["working", "voting", "committing", "aborted", "forgotten"] as const) {
    const because = 'the timer "resendDecision" is not armed';
    refuses(when(status), { kind: "timeout", timer: "resendDecision" }, "untimely", because);
  }
});

test("a participant in doubt that asks is told the decision", () => {
  answers(when("committed", { acknowledged: ["a"] }), receive("inquire", "a"), [send("commit", "a")]);
  answers(when("aborted"), receive("inquire", "a"), [send("abort", "a")]);
  answers(when("forgotten"), receive("inquire", "a"), [send("abort", "a")]);
});

test("a participant in doubt that asks an undecided coordinator gets no answer yet", () => {
  answers(when("voting", { votes: ["a"] }), receive("inquire", "a"), []);
  answers(when("committing"), receive("inquire", "a"), []);
});

test("a question in doubt before anybody was asked is impossible", () => {
  refuses(working, receive("inquire", "a"), "impossible", "a question in doubt before anybody was asked");
});

test("an acknowledgement is counted", () => {
  changes(when("committed"), receive("acknowledge", "b"), when("committed", { acknowledged: ["b"] }), []);
});

test("an acknowledgement is counted once", () => {
  answers(when("committed", { acknowledged: ["b"] }), receive("acknowledge", "b"), []);
});

test("the user's confirmation is counted like an acknowledgement, and once", () => {
  const confirmed = when("committed", { acknowledged: ["b", "c"] });
  changes(when("committed", { acknowledged: ["b"] }), { kind: "confirmOutcome" }, confirmed, []);
  answers(confirmed, { kind: "confirmOutcome" }, []);
});

test("with the last acknowledgement the record is removed, if the user has confirmed", () => {
  changes(when("committed", { acknowledged: ["b", "c"] }), receive("acknowledge", "a"), when("forgotten"), [
    { kind: "persist", record: "none" },
    { kind: "cancelTimer", timer: "resendDecision" },
  ]);
});

test("with the user's confirmation the record is removed, if everyone else has acknowledged", () => {
  changes(everyoneButTheUser, { kind: "confirmOutcome" }, when("forgotten"), [{ kind: "persist", record: "none" }]);
});

test("a confirmation is refused where no commit waits for it, also a late one", () => {
  for (const status of ["working", "voting", "committing", "aborted", "forgotten"] as const) {
    refuses(when(status), { kind: "confirmOutcome" }, "untimely", "no commit waits to be confirmed");
  }
});

test("a user that asks is answered the outcome, or that there is none yet, or that it is forgotten", () => {
  const answered: readonly (readonly [CoordinatorStatus, OutcomeAnswer["outcome"]])[] = [
    ["working", "undecided"],
    ["voting", "undecided"],
    ["committing", "undecided"],
    ["committed", "committed"],
    ["aborted", "aborted"],
    ["forgotten", "forgotten"],
  ];
  for (const [status, outcome] of answered) {
    answers(when(status), { kind: "requestOutcome" }, [{ kind: "reply", value: { kind: "outcome", outcome } }]);
  }
});

test("a late acknowledgement changes nothing once the transaction is forgotten", () => {
  answers(when("forgotten"), receive("acknowledge", "a"), []);
});

test("an acknowledgement of a commit that was not sent is impossible", () => {
  for (const status of ["working", "voting", "committing", "aborted"] as const) {
    const because = "an acknowledgement of a commit that was not sent";
    refuses(when(status), receive("acknowledge", "a"), "impossible", because);
  }
});

test("a message of another transaction, to another node or from a stranger is refused as foreign", () => {
  const voting = when("voting");
  refuses(voting, receive("yes", "a", { transaction: "u" }), "foreign", "a message of another transaction");
  refuses(voting, receive("yes", "a", { to: "d" }), "foreign", "a message to another node");
  refuses(voting, receive("yes", "d"), "foreign", "a message from a node that takes no part");
  refuses(voting, receive("yes", "c"), "foreign", "a message from a node that takes no part");
});

test("what is no message to a coordinator is refused as malformed, and it is told what is wrong", () => {
  const yes = { kind: "yes", transaction: "t", from: "a", to: "c" };
  const noKind = (kind: string): string => `kind: ${kind} is no message of a coordinator of two-phase commit`;
  const shapes: readonly (readonly [message: unknown, because: string])[] = [
    [undefined, "message: undefined is no object with fields"],
    [null, "message: null is no object with fields"],
    ["yes", 'message: "yes" is no object with fields'],
    [() => yes, "message: a function is no object with fields"],
    [JSON.stringify(yes), "message: a text of 52 UTF-16 code units is no object with fields"],
    [[yes], noKind("undefined")],
    [{}, noKind("undefined")],
    [{ ...yes, kind: "prepare" }, noKind('"prepare"')],
    [{ ...yes, kind: "YES" }, noKind('"YES"')],
    [{ ...yes, kind: "constructor" }, noKind('"constructor"')],
    [{ ...yes, kind: ["yes"] }, noKind("a list of 1")],
    [{ ...yes, from: null }, "from: null is no name of a node"],
  ];
  for (const [message, because] of shapes) refuses(when("voting"), { kind: "receive", message }, "malformed", because);
});

test("what is addressed to nobody, or of no transaction, is refused as foreign", () => {
  const voting = when("voting");
  refuses(voting, receive("yes", "a", { to: { toString: () => "c" } }), "foreign", "a message to another node");
  refuses(voting, receive("yes", "a", { transaction: 1 }), "foreign", "a message of another transaction");
});

test("fields that no message has are no harm", () => {
  changes(when("voting"), receive("yes", "a", { hops: 3 }), when("voting", { votes: ["a"] }), []);
});
