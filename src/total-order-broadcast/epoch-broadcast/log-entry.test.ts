import assert from "node:assert/strict";
import { test } from "node:test";
import { isEntry, isNumber, isRequest } from "./log-entry.ts";

test("a request has a client and a number from 1 on, and whatever value it likes", () => {
  for (const value of [undefined, null, "x", { deep: [1] }]) assert.ok(isRequest({ client: "x", number: 1, value }));
  assert.ok(isRequest({ client: "", number: 7, other: true }));
});

test("what lacks a client or a number is no request", () => {
  const wrong = [null, undefined, 1, "x", [], {}, { client: "x" }, { number: 1 }, { client: 1, number: 1 }];
  for (const candidate of wrong) assert.equal(isRequest(candidate), false, JSON.stringify(candidate));
  for (const number of [0, -1, 1.5, "1", Number.NaN, 2 ** 53]) assert.equal(isRequest({ client: "x", number }), false);
});

test("an entry has an epoch from 1 on, and a request or none", () => {
  assert.ok(isEntry({ epoch: 1, request: null }));
  assert.ok(isEntry({ epoch: 1, request: { client: "x", number: 1 } }));
  const wrong = [null, 1, {}, { epoch: 1 }, { epoch: 0, request: null }, { epoch: 1, request: {} }, { request: null }];
  for (const candidate of wrong) assert.equal(isEntry(candidate), false, JSON.stringify(candidate));
});

test("a number counts something", () => {
  for (const number of [0, 1, 2 ** 53 - 1]) assert.ok(isNumber(number));
  for (const other of [-1, 0.5, 2 ** 53, Number.POSITIVE_INFINITY, "0", null]) assert.equal(isNumber(other), false);
});
