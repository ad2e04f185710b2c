import assert from "node:assert/strict";
import { test } from "node:test";
import { expectationsOf } from "../../core/step.fixture.ts";
import {
  type CoordinatorEffect,
  type CoordinatorEvent,
  type CoordinatorState,
  type CoordinatorStatus,
  recover,
  start,
  step,
} from "./coordinator.ts";
import type { ToCoordinatorKind, ToParticipantKind } from "./message.ts";

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

const { changes, answers, refuses } = expectationsOf(step);

test("a new transaction is working, and its participants are a set", () => {
  assert.deepEqual(start(options), { state: working, effects: [] });
  assert.deepEqual(start({ ...options, participants: ["b", "a", "b"] }), { state: working, effects: [] });
});

test("a transaction without a participant is an error of the program", () => {
  const message = "two-phase commit: a transaction needs a participant";
  assert.throws(() => start({ ...options, participants: [] }), { message });
  assert.throws(() => recover({ ...options, participants: [] }, "commit"), { message });
});

test("a coordinator that is its own participant is an error of the program", () => {
  const message = "two-phase commit: the coordinator is no participant";
  assert.throws(() => start({ ...options, participants: ["a", "c"] }), { message });
  assert.throws(() => recover({ ...options, participants: ["a", "c"] }, "none"), { message });
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
    refuses(when(status), { kind: "timeout", timer: "resendPrepare" }, "untimely", "nobody is waited for");
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
    { kind: "cancelTimer", timer: "resendPrepare" },
    { kind: "persist", record: "commit" },
  ]);
});

test("the only participant's yes decides", () => {
  const alone = { ...when("voting"), participants: ["a"] };
  changes(alone, receive("yes", "a"), { ...alone, status: "committing" }, [
    { kind: "cancelTimer", timer: "resendPrepare" },
    { kind: "persist", record: "commit" },
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
  const effects: readonly CoordinatorEffect[] = [
    { kind: "cancelTimer", timer: "resendPrepare" },
    { kind: "reply", value: "aborted" },
    send("abort", "a"),
    send("abort", "b"),
  ];
  changes(when("voting", { votes: ["a"] }), receive("no", "b"), when("aborted"), effects);
  changes(working, receive("no", "b"), when("aborted"), effects);
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
  const effects: readonly CoordinatorEffect[] = [
    { kind: "cancelTimer", timer: "resendPrepare" },
    { kind: "reply", value: "aborted" },
    send("abort", "a"),
    send("abort", "b"),
  ];
  changes(working, { kind: "giveUp" }, when("aborted"), effects);
  changes(when("voting", { votes: ["a"] }), { kind: "giveUp" }, when("aborted"), effects);
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

test("a durable commit is refused by a coordinator that waits for none", () => {
  for (const status of ["working", "voting", "committed", "aborted", "forgotten"] as const) {
    const because = "no decision waits to become durable";
    refuses(when(status), { kind: "persisted", record: "commit" }, "untimely", because);
  }
});

test("nobody waits for the removal of the record", () => {
  answers(when("forgotten"), { kind: "persisted", record: "none" }, []);
});

test("resendDecision tells those again that have not acknowledged", () => {
  answers(when("committed", { acknowledged: ["a"] }), { kind: "timeout", timer: "resendDecision" }, [
    send("commit", "b"),
    { kind: "setTimer", timer: "resendDecision" },
  ]);
});

test("resendDecision is refused when no acknowledgement is waited for", () => {
  for (const status of ["working", "voting", "committing", "aborted", "forgotten"] as const) {
    const because = "no acknowledgement is waited for";
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

test("with the last acknowledgement the record is removed", () => {
  changes(when("committed", { acknowledged: ["b"] }), receive("acknowledge", "a"), when("forgotten"), [
    { kind: "cancelTimer", timer: "resendDecision" },
    { kind: "persist", record: "none" },
  ]);
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

test("what is no message to a coordinator is refused as malformed", () => {
  const yes = { kind: "yes", transaction: "t", from: "a", to: "c" };
  const shapes: readonly unknown[] = [
    undefined,
    null,
    0,
    "yes",
    [],
    {},
    () => yes,
    JSON.stringify(yes),
    [yes],
    { ...yes, kind: "prepare" },
    { ...yes, kind: "YES" },
    { ...yes, kind: "constructor" },
    { ...yes, kind: undefined },
    { ...yes, kind: ["yes"] },
    { ...yes, transaction: 1 },
    { ...yes, from: null },
    { ...yes, to: { toString: () => "c" } },
    { kind: "yes", transaction: "t", from: "a" },
  ];
  for (const message of shapes) {
    refuses(when("voting"), { kind: "receive", message }, "malformed", "no message to a coordinator");
  }
});

test("fields that no message has are no harm", () => {
  changes(when("voting"), receive("yes", "a", { hops: 3 }), when("voting", { votes: ["a"] }), []);
});
