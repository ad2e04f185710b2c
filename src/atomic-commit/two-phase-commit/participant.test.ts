import assert from "node:assert/strict";
import { test } from "node:test";
import { deliveryOf } from "../../core/effect.ts";
import type { Refusal } from "../../core/refusal.ts";
import { expectationsOf } from "../../core/step.fixture.ts";
import type { ToCoordinatorKind, ToParticipantKind } from "./message.ts";
import {
  holdsLocks,
  type ParticipantEffect,
  type ParticipantEvent,
  type ParticipantOptions,
  type ParticipantState,
  recover,
  start,
  step,
} from "./participant.ts";
import type { ParticipantStatus } from "./participant-status.ts";

const options = { transaction: "t", self: "a", coordinator: "c" };

function when(status: ParticipantStatus): ParticipantState {
  return { transaction: "t", self: "a", coordinator: "c", status };
}

function receive(kind: ToParticipantKind, other: object = {}): ParticipantEvent {
  return { kind: "receive", message: { kind, transaction: "t", from: "c", to: "a", ...other } };
}

function send(kind: ToCoordinatorKind): ParticipantEffect {
  return { kind: "send", message: { kind, transaction: "t", from: "a", to: "c" } };
}

const expected = expectationsOf(step);

function changes(
  before: ParticipantStatus,
  event: ParticipantEvent,
  after: ParticipantStatus,
  effects: readonly ParticipantEffect[],
): void {
  expected.changes(when(before), event, when(after), effects);
}

function answers(status: ParticipantStatus, event: ParticipantEvent, effects: readonly ParticipantEffect[]): void {
  expected.answers(when(status), event, effects);
}

function refuses(status: ParticipantStatus, event: ParticipantEvent, kind: Refusal["kind"], because: string): void {
  expected.refuses(when(status), event, kind, because);
}

test("a participant begins with its work", () => {
  assert.deepEqual(start(options), { state: when("working"), effects: [] });
});

/** Of a program: who cannot take part in which transaction under whom. */
const wrong: readonly (readonly [options: Partial<ParticipantOptions>, because: string])[] = [
  [{ coordinator: "a" }, 'the coordinator, "a", is no participant'],
  [{ coordinator: "" }, '"" is no name of a node'],
  [{ self: "a".repeat(257) }, "a text of 257 UTF-16 code units is no name of a node"],
  [{ transaction: "t".repeat(257) }, "a text of 257 UTF-16 code units is no name of a transaction"],
];

for (const [changed, because] of wrong) {
  test(`a participant neither starts nor recovers if ${because}`, () => {
    const message = `two-phase commit: ${because}`;
    assert.throws(() => start({ ...options, ...changed }), { message });
    assert.throws(() => recover({ ...options, ...changed }, "prepared"), { message });
  });
}

test("without a record a participant has lost its work, and so has aborted", () => {
  assert.deepEqual(recover(options, "none"), {
    state: when("aborted"),
    effects: [deliveryOf("aborted")],
  });
});

test("with a promise a participant recovers in doubt, and will ask", () => {
  assert.deepEqual(recover(options, "prepared"), {
    state: when("prepared"),
    effects: [{ kind: "setTimer", timer: "askForOutcome" }],
  });
});

test("with the outcome a participant recovers committed", () => {
  assert.deepEqual(recover(options, "committed"), {
    state: when("committed"),
    effects: [deliveryOf("committed")],
  });
});

test("locks are held until the outcome is known", () => {
  const held = ["working", "preparing", "prepared", "committing", "aborting"] as const;
  assert.deepEqual(
    held.filter((status) => holdsLocks(when(status))),
    held,
  );
  assert.equal(holdsLocks(when("committed")), false);
  assert.equal(holdsLocks(when("aborted")), false);
});

test("asked to prepare, a participant writes its promise and does not vote yet", () => {
  changes("working", receive("prepare"), "preparing", [{ kind: "persist", record: "prepared" }]);
});

test("asked again, a prepared participant votes yes again", () => {
  answers("prepared", receive("prepare"), [send("yes")]);
});

test("asked to prepare what it has aborted, a participant votes no", () => {
  answers("aborted", receive("prepare"), [send("no")]);
});

test("a late prepare changes nothing while a write is under way, or when the participant has committed", () => {
  for (const status of ["preparing", "committing", "committed", "aborting"] as const) {
    answers(status, receive("prepare"), []);
  }
});

test("the vote is sent when the promise is durable", () => {
  changes("preparing", { kind: "persisted", record: "prepared" }, "prepared", [
    send("yes"),
    { kind: "setTimer", timer: "askForOutcome" },
  ]);
});

test("a promise that becomes durable too late is no vote", () => {
  for (const status of ["working", "prepared", "committing", "committed", "aborting", "aborted"] as const) {
    answers(status, { kind: "persisted", record: "prepared" }, []);
  }
});

test("abortAlone before any promise aborts at once, and says no", () => {
  changes("working", { kind: "abortAlone" }, "aborted", [deliveryOf("aborted"), send("no")]);
});

test("abortAlone while the promise is being written removes it first", () => {
  changes("preparing", { kind: "abortAlone" }, "aborting", [{ kind: "persist", record: "none" }]);
});

test("abortAlone is refused after the promise: the first point of no return", () => {
  for (const status of ["prepared", "committing", "committed", "aborting", "aborted"] as const) {
    refuses(status, { kind: "abortAlone" }, "untimely", "it has promised to follow the coordinator");
  }
});

test("a participant in doubt asks, and will ask again", () => {
  answers("prepared", { kind: "timeout", timer: "askForOutcome" }, [
    send("inquire"),
    { kind: "setTimer", timer: "askForOutcome" },
  ]);
});

test("a participant that is not in doubt does not ask", () => {
  for (const status of ["working", "preparing", "committing", "committed", "aborting", "aborted"] as const) {
    refuses(status, { kind: "timeout", timer: "askForOutcome" }, "untimely", 'the timer "askForOutcome" is not armed');
  }
});

test("told to commit, a prepared participant writes the outcome and does not acknowledge yet", () => {
  changes("prepared", receive("commit"), "committing", [
    { kind: "persist", record: "committed" },
    { kind: "cancelTimer", timer: "askForOutcome" },
  ]);
});

test("told again to commit, a participant acknowledges again, once the outcome is durable", () => {
  answers("committing", receive("commit"), []);
  answers("committed", receive("commit"), [send("acknowledge")]);
});

test("a commit without the participant's yes is impossible", () => {
  for (const status of ["working", "preparing", "aborting", "aborted"] as const) {
    refuses(status, receive("commit"), "impossible", "a commit without this participant's yes");
  }
});

test("the outcome is delivered and acknowledged when it is durable", () => {
  changes("committing", { kind: "persisted", record: "committed" }, "committed", [
    deliveryOf("committed"),
    send("acknowledge"),
  ]);
});

test("a durable outcome is nothing new to a participant that waits for none", () => {
  for (const status of ["working", "preparing", "prepared", "committed", "aborting", "aborted"] as const) {
    answers(status, { kind: "persisted", record: "committed" }, []);
  }
});

test("told to abort before any promise, a participant aborts at once", () => {
  changes("working", receive("abort"), "aborted", [deliveryOf("aborted")]);
});

test("told to abort after a promise, a participant removes it first", () => {
  changes("preparing", receive("abort"), "aborting", [{ kind: "persist", record: "none" }]);
  changes("prepared", receive("abort"), "aborting", [
    { kind: "persist", record: "none" },
    { kind: "cancelTimer", timer: "askForOutcome" },
  ]);
});

test("told to abort when it has ended, or is about to, a participant takes no notice", () => {
  for (const status of ["committing", "committed", "aborting", "aborted"] as const) {
    answers(status, receive("abort"), []);
  }
});

test("the abort is delivered when the promise is gone", () => {
  changes("aborting", { kind: "persisted", record: "none" }, "aborted", [deliveryOf("aborted")]);
});

test("an empty disk is nothing new to a participant that removes no promise", () => {
  for (const status of ["working", "preparing", "prepared", "committing", "committed", "aborted"] as const) {
    answers(status, { kind: "persisted", record: "none" }, []);
  }
});

test("a message of another transaction, to another node or not from the coordinator is refused as foreign", () => {
  refuses("working", receive("prepare", { transaction: "u" }), "foreign", "a message of another transaction");
  refuses("working", receive("prepare", { to: "b" }), "foreign", "a message to another node");
  refuses("prepared", receive("commit", { from: "b" }), "foreign", "a message from a node that takes no part");
});

test("what is no message to a participant is refused as malformed, and it is told what is wrong", () => {
  const commit = { kind: "commit", transaction: "t", from: "c", to: "a" };
  const noKind = (kind: string): string => `kind: ${kind} is no message of a participant of two-phase commit`;
  const shapes: readonly (readonly [message: unknown, because: string])[] = [
    [Number.NaN, "message: NaN is no object with fields"],
    [Symbol("commit"), "message: a symbol is no object with fields"],
    [() => commit, "message: a function is no object with fields"],
    [[commit], noKind("undefined")],
    [new Map(Object.entries(commit)), noKind("undefined")],
    [{ ...commit, kind: "yes" }, noKind('"yes"')],
    [{ ...commit, kind: "toString" }, noKind('"toString"')],
    [{ ...commit, kind: 1 }, noKind("1")],
    [{ ...commit, from: {} }, "from: an object is no name of a node"],
  ];
  for (const [message, because] of shapes) refuses("prepared", { kind: "receive", message }, "malformed", because);
});

test("what is addressed to nobody, or of no transaction, is refused as foreign", () => {
  refuses("prepared", receive("commit", { to: new String("a") }), "foreign", "a message to another node");
  refuses("prepared", receive("commit", { transaction: undefined }), "foreign", "a message of another transaction");
});
