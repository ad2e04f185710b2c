import assert from "node:assert/strict";
import { test } from "node:test";
import { emptyDictionary, lookUp } from "../../core/dictionary.ts";
import { expectationsOf } from "../../core/step.fixture.ts";
import { type CandidateEffect, type CandidateEvent, type CandidateOptions, candidate } from "./candidate.ts";
import { type CommitEntry, entryOf } from "./entry.ts";
import type { CandidateState } from "./state.ts";

const { answers, refuses } = expectationsOf<CandidateState, CandidateEvent, CandidateEffect>(candidate.step);

const options: CandidateOptions = { self: "a", candidates: ["a", "b"], participants: ["bank", "shop"] };
const { state: fresh } = candidate.start(options);
const sale = "a.1.1";
const asking = { kind: "setTimer", timer: "askAgain" } as const;
const resting = { kind: "cancelTimer", timer: "askAgain" } as const;

function takesOver(by: string, number: number): CommitEntry {
  return entryOf(1, { kind: "takeOver", by, number });
}

function recordOf(
  by: string,
  number: number,
  ordinal: number,
  record: "commit" | "none",
  transaction = sale,
): CommitEntry {
  return entryOf(ordinal, { kind: "record", by, number, transaction, record, participants: ["bank", "shop"] });
}

function heard(first: unknown, ...values: readonly unknown[]): CandidateEvent {
  return { kind: "heard", object: "log", outcome: { first, values } };
}

function said(kind: "yes" | "no" | "acknowledge" | "inquire", from: string, transaction = sale): CandidateEvent {
  return { kind: "receive", message: { kind, transaction, from, to: "coordinator" } };
}

function after(state: CandidateState, ...events: readonly CandidateEvent[]): CandidateState {
  return events.reduce((before, event) => candidate.step(before, event).state, state);
}

function effectsOf(state: CandidateState, event: CandidateEvent): readonly CandidateEffect[] {
  return candidate.step(state, event).effects;
}

const takeOver: CandidateEvent = { kind: "takeOver" };
const numbered: CandidateEvent = { kind: "persisted", record: { numbered: 1 } };
const numbering = after(fresh, takeOver);
const wanting = after(numbering, numbered);
const bearing = after(wanting, heard(1, takesOver("a", 1)));
const voting = after(bearing, { kind: "begin" }, { kind: "requestCommit", transaction: sale });
const committing = after(voting, said("yes", "bank"), said("yes", "shop"));
const committed = after(committing, heard(2, recordOf("a", 1, 2, "commit")));
/** The other one has taken over, and finds what `a` has committed. */
const successor = after(
  candidate.start({ ...options, self: "b" }).state,
  takeOver,
  numbered,
  heard(1, takesOver("a", 1), recordOf("a", 1, 2, "commit"), takesOver("b", 1)),
);

test("a candidate takes over by an entry in the log, whose number is on its disk first", () => {
  assert.deepEqual(effectsOf(fresh, takeOver), [{ kind: "persist", record: { numbered: 1 } }]);
  const broadcast = [takesOver("a", 1)];
  assert.deepEqual(effectsOf(numbering, numbered), [
    { kind: "invoke", object: "log", operation: { broadcast } },
    asking,
  ]);
  assert.deepEqual(effectsOf(wanting, { kind: "timeout", timer: "askAgain" }), [
    { kind: "invoke", object: "log", operation: { broadcast } },
    asking,
  ]);
  assert.deepEqual(effectsOf(wanting, heard(1, takesOver("a", 1))), [resting]);
  assert.equal(bearing.status, "bearing");
  for (const state of [numbering, wanting, bearing])
    refuses(state, takeOver, "untimely", "it has the role, or is about to");
});

test("a candidate that has taken over too often to count does not do so again", () => {
  const last = candidate.recover(options, { numbered: Number.MAX_SAFE_INTEGER }).state;
  refuses(last, takeOver, "untimely", `it has taken over ${Number.MAX_SAFE_INTEGER} times`);
});

test("what others write, and what is in the log of others, takes the role from nobody who has not asked for it", () => {
  const others = after(fresh, heard(1, takesOver("b", 1), { client: "till", number: 1, value: "bread" }, null));
  assert.deepEqual([others.status, others.heard, others.cells.last], ["following", 3, { by: "b", number: 1 }]);
  refuses(others, heard(3, takesOver("b", 2)), "impossible", "the log goes on at 3, and 3 were heard");
});

test("a candidate that hears a later take-over than its own does not get the role, or loses it", () => {
  const never = after(wanting, heard(1, takesOver("a", 1), takesOver("b", 1)));
  assert.deepEqual([never.status, never.awaited.size], ["following", 0]);
  const waiting = after(wanting, heard(1, takesOver("b", 1)));
  assert.deepEqual([waiting.status, waiting.awaited.size], ["asking", 1]);
  const deposed = after(committing, heard(2, takesOver("b", 1)));
  assert.deepEqual([deposed.status, deposed.coordinators, deposed.begun], ["following", emptyDictionary, 0]);
});

test("a candidate does not resume the role after a crash, but takes over from itself", () => {
  const back = after(candidate.recover(options, { numbered: 1 }).state, heard(1, takesOver("a", 1)));
  assert.deepEqual([back.status, back.number], ["following", 1]);
  assert.deepEqual(effectsOf(back, takeOver), [{ kind: "persist", record: { numbered: 2 } }]);
});

test("a transaction has a name of its take-over, and its coordinator is that of two-phase commit", () => {
  assert.deepEqual(effectsOf(bearing, { kind: "begin" }), [
    { kind: "reply", value: { kind: "begun", transaction: sale } },
  ]);
  const prepare = { kind: "prepare", transaction: sale, from: "coordinator" } as const;
  const sent = ["bank", "shop"].map((to) => ({ kind: "send", message: { ...prepare, to } }));
  const begun = after(bearing, { kind: "begin" });
  assert.deepEqual(effectsOf(begun, { kind: "requestCommit", transaction: sale }), [
    ...sent,
    { kind: "setTimer", timer: "resendPrepare" },
  ]);
  assert.deepEqual(effectsOf(voting, { kind: "timeout", timer: "resendPrepare" }), [
    ...sent,
    { kind: "setTimer", timer: "resendPrepare" },
  ]);
});

test("a timer sends again for each transaction that waits", () => {
  const other = "a.1.2";
  const sent = (kind: "prepare" | "commit") =>
    [sale, other].flatMap((transaction) =>
      ["bank", "shop"].map((to) => ({ kind: "send", message: { kind, transaction, from: "coordinator", to } })),
    );
  const asked = after(voting, { kind: "begin" }, { kind: "requestCommit", transaction: other });
  const [preparing, deciding] = ["resendPrepare", "resendDecision"].map((timer) => ({ kind: "setTimer", timer }));
  assert.deepEqual(effectsOf(asked, { kind: "timeout", timer: "resendPrepare" }), [...sent("prepare"), preparing]);
  const votes = [sale, other].flatMap((of) => ["bank", "shop"].map((from) => said("yes", from, of)));
  const decided = after(asked, ...votes, heard(2, recordOf("a", 1, 2, "commit"), recordOf("a", 1, 3, "commit", other)));
  assert.deepEqual(effectsOf(decided, { kind: "timeout", timer: "resendDecision" }), [...sent("commit"), deciding]);
});

test("whoever does not have the role begins nothing, and says who had it last", () => {
  const because = "this node is not the coordinator";
  refuses(fresh, { kind: "begin" }, "untimely", because);
  const deposed = after(bearing, heard(2, takesOver("b", 1)));
  refuses(deposed, { kind: "begin" }, "untimely", because, "b");
  refuses(deposed, { kind: "giveUp", transaction: sale }, "untimely", because, "b");
});

test("with the last yes the commit is passed to the log, and it is told when the log has told it", () => {
  const entry = recordOf("a", 1, 2, "commit");
  const voted = after(voting, said("yes", "bank"));
  assert.deepEqual(effectsOf(voted, said("yes", "shop")), [
    { kind: "invoke", object: "log", operation: { broadcast: [entry] } },
    { kind: "cancelTimer", timer: "resendPrepare" },
    asking,
  ]);
  const sent = ["bank", "shop"].map((to) => ({
    kind: "send",
    message: { kind: "commit", transaction: sale, from: "coordinator", to },
  }));
  assert.deepEqual(effectsOf(committing, heard(2, entry)), [
    { kind: "reply", value: { transaction: sale, outcome: "committed" } },
    ...sent,
    resting,
    { kind: "setTimer", timer: "resendDecision" },
  ]);
});

test("a commit that comes after a later take-over is never told", () => {
  const late = after(committing, heard(2, takesOver("b", 1), recordOf("a", 1, 2, "commit")));
  assert.deepEqual([late.status, late.cells.commits.size], ["following", 0]);
  assert.deepEqual(effectsOf(committing, heard(2, takesOver("b", 1), recordOf("a", 1, 2, "commit"))), [resting]);
});

test("what is told of others' transactions changes nothing for whoever has the role", () => {
  const same = after(committing, heard(2, { client: "till", number: 1 }));
  assert.deepEqual(same, { ...committing, heard: 2 });
});

test("a successor finds the commit, tells its user and the participants, and ends it", () => {
  assert.equal(lookUp(successor.coordinators, sale)?.status, "committed");
  const third = after(candidate.start({ ...options, self: "b" }).state, takeOver, numbered);
  assert.deepEqual(effectsOf(third, heard(1, takesOver("a", 1), recordOf("a", 1, 2, "commit"), takesOver("b", 1))), [
    { kind: "reply", value: { transaction: sale, outcome: "committed" } },
    resting,
    { kind: "setTimer", timer: "resendDecision" },
  ]);
  const acknowledged = after(successor, said("acknowledge", "bank"), said("acknowledge", "shop"));
  const entry = recordOf("b", 1, 2, "none");
  const forgotten = candidate.step(acknowledged, { kind: "confirmOutcome", transaction: sale });
  assert.deepEqual(forgotten.effects, [{ kind: "invoke", object: "log", operation: { broadcast: [entry] } }, asking]);
  const ended = after(forgotten.state, heard(4, entry));
  assert.deepEqual([ended.coordinators.size, ended.cells.commits.size, ended.awaited.size], [0, 0, 0]);
});

test("whoever knows nothing of a transaction presumes abort, if it was begun before", () => {
  const later = after(
    candidate.start({ ...options, self: "b" }).state,
    takeOver,
    numbered,
    heard(1, takesOver("a", 1), takesOver("b", 1)),
  );
  answers(later, said("inquire", "bank"), [
    { kind: "send", message: { kind: "abort", transaction: sale, from: "coordinator", to: "bank" } },
  ]);
  answers(later, { kind: "requestOutcome", transaction: sale }, [
    { kind: "reply", value: { transaction: sale, kind: "outcome", outcome: "forgotten" } },
  ]);
});

test("an earlier take-over that lands late takes nothing from what is known of a later one", () => {
  const later = after(
    candidate.start({ ...options, self: "b" }).state,
    takeOver,
    numbered,
    heard(1, takesOver("a", 2), takesOver("a", 1), takesOver("b", 1)),
  );
  answers(later, said("inquire", "bank", "a.2.1"), [
    { kind: "send", message: { kind: "abort", transaction: "a.2.1", from: "coordinator", to: "bank" } },
  ]);
});

test("nobody presumes anything of what was begun later, by others or by itself, or by nobody", () => {
  for (const transaction of ["b.1.1", "a.2.1", "a.1.1", "order"]) {
    answers(bearing, said("inquire", "bank", transaction), []);
    const because = `nobody has begun "${transaction}", as far as this node has heard`;
    refuses(bearing, { kind: "requestOutcome", transaction }, "untimely", because);
  }
});

test("a message to the role is nothing to those who do not have it", () => {
  answers(fresh, said("yes", "bank"), []);
});

test("what a coordinator refuses is refused, and foreign messages are", () => {
  refuses(
    voting,
    { kind: "requestCommit", transaction: sale },
    "untimely",
    "a commit can be requested once, before the transaction ends",
  );
  refuses(voting, said("acknowledge", "bank"), "impossible", "an acknowledgement of a commit that was not sent");
  refuses(voting, said("yes", "thief"), "foreign", "a message from a node that takes no part");
});

test("answers that come twice, or late, change nothing", () => {
  const voted = after(voting, said("yes", "bank"));
  answers(voted, said("yes", "bank"), []);
  answers(committed, said("yes", "bank"), []);
  answers(committing, numbered, []);
});

test("a transaction is of some of the participants, and of nobody else", () => {
  const of = (...participants: readonly string[]): CandidateEvent => ({ kind: "begin", participants });
  refuses(bearing, of("thief"), "untimely", '"thief" is none of the participants');
  refuses(bearing, of(), "untimely", "a transaction needs a participant");
  const alone = after(bearing, of("bank"), { kind: "requestCommit", transaction: sale });
  const [invoked] = effectsOf(alone, said("yes", "bank"));
  const value = { kind: "record", by: "a", number: 1, transaction: sale, record: "commit", participants: ["bank"] };
  assert.deepEqual(invoked, {
    kind: "invoke",
    object: "log",
    operation: { broadcast: [{ client: "a.1", number: 2, value }] },
  });
  refuses(bearing, { kind: "begin", participants: [""] }, "malformed", 'participants[0]: "" is no name');
});

test("where there is no room, what was aborted is let go, and what has not ended is not", () => {
  const small = after(
    candidate.start({ ...options, maxTransactions: 1 }).state,
    takeOver,
    numbered,
    heard(1, takesOver("a", 1)),
    { kind: "begin" },
  );
  refuses(small, { kind: "begin" }, "untimely", "1 transactions have not ended");
  const given = after(small, { kind: "giveUp", transaction: sale }, { kind: "begin" });
  assert.deepEqual([given.coordinators.size, lookUp(given.coordinators, sale)], [1, undefined]);
});

test("options that contradict each other are errors that name what is wrong", () => {
  const wrong = (changed: Partial<CandidateOptions>, error: RegExp): void =>
    assert.throws(() => candidate.start({ ...options, ...changed }), error);
  wrong({ candidates: ["b"] }, /"a" is none of the candidates/);
  wrong({ participants: [] }, /needs a participant/);
  wrong({ participants: ["a"] }, /"a" is there twice/);
  wrong({ role: "bank" }, /"bank" is there twice/);
  wrong({ candidates: ["a", ""] }, /"" is no name/);
  wrong({ candidates: ["a", "b".repeat(201)] }, /is no name/);
  wrong({ maxTransactions: 0 }, /maxTransactions is 0/);
  assert.throws(() => Reflect.apply(candidate.recover, candidate, [options, "none"]), /"none" is no record/);
});
