import assert from "node:assert/strict";
import { test } from "node:test";
import { wrapped } from "./sequence-layout.ts";

test("short texts share a line, and a long one has several", () => {
  assert.deepEqual(wrapped(["leader", "votes: n1"], 18), ["leader · votes: n1"]);
  assert.deepEqual(wrapped(["leader", "votes: n1"], 17), ["leader", "votes: n1"]);
  assert.deepEqual(wrapped(["drops 2:open 2:y", "a"], 12), ["drops 2:open", "2:y · a"]);
});

test("a word that does not fit has a line of its own", () => {
  assert.deepEqual(wrapped(["an acknowledgement of it"], 8), ["an", "acknowledgement", "of it"]);
});

test("nothing has no line", () => {
  assert.deepEqual(wrapped([]), []);
});
