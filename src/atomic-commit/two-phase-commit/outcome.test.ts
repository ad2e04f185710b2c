import assert from "node:assert/strict";
import { test } from "node:test";
import { deliveryOf } from "../../core/effect.ts";
import { begin, crash, give, landAll, restart, type Situation } from "../../core/situation.ts";
import type { CommonEvent, Part, Request } from "../../core/system.ts";
import { outcomeReached, outcomesLearnt } from "./outcome.ts";
import { twoPhaseCommit } from "./system.ts";

const [coordinator] = twoPhaseCommit({ transactions: ["t"], coordinator: "c", participants: ["a"] }).parts;
assert.ok(coordinator !== undefined);
const part: Part = coordinator;

function from(kind: string): CommonEvent {
  return { kind: "receive", message: { kind, transaction: "t", from: "a", to: "c" } };
}

/** The events one after the other; whatever is asked to be written lands at once, and is answered. */
function after(events: readonly (CommonEvent | Request)[], before: Situation = begin(part).situation): Situation {
  return events.reduce((situation, event) => {
    const landed = landAll(give(part, situation, event).situation);
    return give(part, landed, { kind: "persisted", record: landed.durable }).situation;
  }, before);
}

function learnt({ told }: Situation): readonly unknown[] {
  return told.map(({ value }) => value);
}

const asks = { kind: "requestOutcome" };
const confirms = { kind: "confirmOutcome" };
const untilCommitted = [{ kind: "requestCommit" }, from("yes")];
const crashed = (situation: Situation): Situation => restart(part, crash(situation)).situation;

test("an outcome is told when it is reached, and not before nor again", () => {
  assert.deepEqual(outcomeReached("committing", "committed"), ["committed"]);
  assert.deepEqual(outcomeReached(undefined, "aborted"), ["aborted"]);
  assert.deepEqual(outcomeReached("committed", "committed"), []);
  assert.deepEqual(outcomeReached("committed", "forgotten"), []);
});

test("a user whose request was lost in a crash asks, and learns once that it was aborted", () => {
  const lost = crashed(after([{ kind: "requestCommit" }]));
  assert.deepEqual(learnt(lost), []);
  assert.deepEqual(learnt(after([asks, asks], lost)), ["aborted"]);
});

test("a user that asks learns nothing new of what it was told, whatever is forgotten since", () => {
  assert.deepEqual(learnt(after([asks])), []);
  assert.deepEqual(learnt(after([...untilCommitted, asks])), ["committed"]);
  assert.deepEqual(learnt(after([...untilCommitted, from("acknowledge"), confirms, asks])), ["committed"]);
  assert.deepEqual(learnt(after([{ kind: "giveUp" }, asks])), ["aborted"]);
});

test("a commit that the user has not confirmed is never forgotten: whoever asks after a crash is told of it", () => {
  const missed = after([...untilCommitted, from("acknowledge")]);
  const again = after([from("acknowledge"), asks], crashed(missed));
  assert.deepEqual([Reflect.get(Object(again.role), "status"), learnt(again)], ["committed", ["committed"]]);
  assert.equal(Reflect.get(Object(after([confirms], again).role), "status"), "forgotten");
});

test("a confirmation is kept in memory alone: after a crash the user is told, and confirms, once more", () => {
  const confirmed = crashed(after([...untilCommitted, confirms]));
  assert.equal(Reflect.get(Object(after([from("acknowledge")], confirmed).role), "status"), "committed");
});

test("what contradicts what a user knows is news", () => {
  const answer = (outcome: string) => ({ kind: "reply", value: { kind: "outcome", outcome } }) as const;
  assert.deepEqual(outcomesLearnt(answer("aborted"), ["committed"]), ["aborted"]);
  assert.deepEqual(outcomesLearnt(answer("undecided"), ["committed"]), ["undecided"]);
  assert.deepEqual(outcomesLearnt(answer("committed")), ["committed"]);
  assert.deepEqual(outcomesLearnt(answer("undecided")), []);
  assert.deepEqual(outcomesLearnt({ kind: "reply", value: "committed" }, ["committed"]), ["committed"]);
  assert.deepEqual(outcomesLearnt(deliveryOf("committed"), ["committed"]), ["committed"]);
});
