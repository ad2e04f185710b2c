import assert from "node:assert/strict";
import { test } from "node:test";
import { areOutboxes, carriedOut, type Outboxes, outboxes, outboxOf, without } from "./outboxes.ts";

const toA = { kind: "prepare", from: "c", to: "a" };
const toB = { kind: "prepare", from: "c", to: "b" };
const yes = { kind: "yes", from: "a", to: "c" };

const held: Outboxes = outboxes.invoked(outboxes.invoked(outboxes.initial, "c", [toB, toA, toB]), "a", [yes]);

test("what a node sends is in its outbox, each message once, in one order", () => {
  assert.deepEqual(held, { c: [toA, toB], a: [yes] });
  assert.deepEqual(outboxes.invoked({ c: [toB] }, "c", [toA]), { c: [toA, toB] });
  assert.deepEqual(outboxes.invoked({ c: [toA] }, "c", [toB]), { c: [toA, toB] });
  assert.deepEqual(outboxOf(held, "b"), []);
});

test("one message goes at a time, and an empty outbox is none", () => {
  assert.deepEqual(carriedOut(held, { ...toA }), { c: [toB], a: [yes] });
  assert.deepEqual(carriedOut(held, yes), { c: [toA, toB] });
});

test("a crash drops what the node has still to send, and nothing of others", () => {
  assert.deepEqual(outboxes.crashed(held, "c"), { a: [yes] });
});

test("no node hears of its outbox, and it does nothing by itself", () => {
  assert.deepEqual([outboxes.steps(held), outboxes.outcomes(held, "c")], [[], []]);
  assert.deepEqual([areOutboxes(held), areOutboxes(undefined)], [true, false]);
});

test("a message that is gone is gone, and the others are not", () => {
  assert.deepEqual(without([toA, toB], { ...toB }), [toA]);
});
