import assert from "node:assert/strict";
import { test } from "node:test";
import { isMessage } from "./message.ts";

const common = { epoch: 2, from: "a", to: "b" };
const end = { epoch: 1, position: 3 };
const request = { client: "x", number: 1 };
const append = { ...common, kind: "append", after: end, entries: [{ epoch: 2, request }], decided: 4 };
const right = [
  { ...common, kind: "requestVote", end },
  { ...common, kind: "requestVote", end: { epoch: 0, position: 0 } },
  { ...common, kind: "vote" },
  append,
  { ...append, entries: [], decided: 0 },
  { ...common, kind: "acknowledge", position: 3 },
  { ...common, kind: "mismatch", position: 0 },
  { ...common, kind: "newer" },
];

test("messages of each kind are messages, and what else they carry is no harm", () => {
  for (const message of right) {
    assert.ok(isMessage(message), JSON.stringify(message));
    assert.ok(isMessage({ ...message, more: 1 }));
    assert.ok(isMessage(JSON.parse(JSON.stringify(message))));
  }
});

test("a message without its kind, its epoch or its ends is none", () => {
  const wrong = [
    { kind: "hello" },
    { kind: 1 },
    { epoch: 0 },
    { epoch: 1.5 },
    { epoch: "2" },
    { from: 1 },
    { to: null },
  ];
  for (const message of right) {
    for (const fields of wrong) assert.equal(isMessage({ ...message, ...fields }), false, JSON.stringify(fields));
  }
  for (const other of [undefined, null, 1, "vote", [], {}]) assert.equal(isMessage(other), false);
});

test("the end of a log is a position and its epoch, or neither", () => {
  const wrong = [
    null,
    1,
    {},
    { epoch: 1, position: 0 },
    { epoch: 0, position: 1 },
    { epoch: -1, position: 1 },
    { epoch: 1 },
  ];
  for (const wrongEnd of wrong) {
    assert.equal(isMessage({ ...common, kind: "requestVote", end: wrongEnd }), false, JSON.stringify(wrongEnd));
    assert.equal(isMessage({ ...append, after: wrongEnd }), false, JSON.stringify(wrongEnd));
  }
});

test("entries must be entries, of epochs that do not fall and are not above the leader's", () => {
  const wrong = [
    { entries: [null] },
    { entries: [{ epoch: 3, request: null }] },
    {
      entries: [
        { epoch: 2, request: null },
        { epoch: 1, request: null },
      ],
    },
    { after: { epoch: 2, position: 3 }, entries: [{ epoch: 1, request }] },
    { after: { epoch: 3, position: 3 }, entries: [] },
    { entries: [{ epoch: 2, request: { client: "x" } }] },
    { entries: "" },
  ];
  for (const fields of wrong) assert.equal(isMessage({ ...append, ...fields }), false, JSON.stringify(fields));
});

test("what is decided is a position, also one beyond what an append carries", () => {
  for (const decided of [-1, undefined, "4", 0.5]) assert.equal(isMessage({ ...append, decided }), false);
  assert.ok(isMessage({ ...append, decided: 99 }));
});

test("a position is a number", () => {
  for (const kind of ["acknowledge", "mismatch"]) {
    for (const position of [-1, 0.5, "1", undefined]) assert.equal(isMessage({ ...common, kind, position }), false);
  }
});
