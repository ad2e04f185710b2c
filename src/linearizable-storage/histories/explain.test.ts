import assert from "node:assert/strict";
import { test } from "node:test";
import type { PlainData } from "../../core/plain-data.ts";
import { checkHistory } from "./check.ts";
import { explain } from "./explain.ts";
import type { History } from "./history.ts";
import { type CompareAndSetOperation, counterObject, registerObject, storeObject } from "./objects.ts";
import { pictureOf } from "./picture.ts";
import { numberedStates, textOf } from "./states.ts";

const stale: History<CompareAndSetOperation, PlainData> = [
  { client: "Ada", operation: { kind: "write", value: 1 }, invoked: 0, returned: { at: 30, outcome: null } },
  { client: "Bob", operation: { kind: "read" }, invoked: 5, returned: { at: 10, outcome: 1 } },
  { client: "Cy", operation: { kind: "read" }, invoked: 15, returned: { at: 20, outcome: null } },
  { client: "Bob", operation: { kind: "write", value: 2 }, invoked: 18 },
  { client: "Bob", operation: { kind: "read" }, invoked: 40, returned: { at: 41, outcome: 2 } },
];

test("a picture has a line for each client, and several where it did not wait", () => {
  assert.deepEqual(pictureOf(stale, registerObject.describe), [
    "Ada | write 1: null ----------|",
    "Bob  | read: 1 | | write 2 ----------------",
    "Bob                            | read: 2 |",
    "Cy              | read: null |",
  ]);
});

test("a picture has no more columns than it may: what was answered first is left out", () => {
  const narrow = pictureOf(stale, undefined, 40);
  assert.deepEqual(narrow, ['Bob | {"kind":"write","value":2} -', 'Bob  | {"kind":"read"}: 2 |']);
  const many = Array.from({ length: 40 }, (_, i) => ({
    client: `c${i % 3}`,
    operation: i,
    invoked: 10 * i,
    returned: { at: 10 * i + 15, outcome: null },
  }));
  const picture = pictureOf(many);
  assert.ok(Math.max(...picture.map(({ length }) => length)) <= 80);
  assert.match(picture.join("\n"), /\| 39: null \|/);
  assert.deepEqual(pictureOf([]), []);
});

test("a fault is explained: the answer, an order without it, and a picture up to there", () => {
  const verdict = checkHistory(stale, registerObject);
  assert.deepEqual(explain(stale, verdict, registerObject), [
    "Cy's read, invoked at 15, was answered null at 20: no order explains that.",
    "All that was answered before has an order, in which the answer is 1:",
    "  Ada's write 1: null",
    "  Bob's read: 1",
    "  Cy's read: 1",
    "As its clients saw it, each answer behind its operation:",
    "  Ada | write 1 ------------------",
    "  Bob  | read: 1 | | write 2 -----",
    "  Cy              | read: null |",
  ]);
});

test("of a long order the last operations are said, and of several objects the one at fault is shown", () => {
  const reads = Array.from({ length: 11 }, (_, i) => ({
    client: "b",
    operation: { kind: "get", key: i === 3 ? "other" : "k" } as const,
    invoked: i,
    returned: { at: i + 0.5, outcome: i === 10 ? "x" : "" },
  }));
  const lines = explain(reads, checkHistory(reads, storeObject), storeObject);
  assert.equal(lines[2], "  (2 operations)");
  assert.equal(lines.filter((line) => line.startsWith("  b's k: get")).length, 8);
  assert.equal(lines.join("\n").includes("other"), false);
});

test("the other verdicts are a line each, and operations without words of their own are their JSON", () => {
  const [first] = stale;
  assert.ok(first !== undefined);
  assert.deepEqual(explain([first], checkHistory([first], registerObject), registerObject), [
    "linearizable: 1 of 1 operations have taken effect in one order",
  ]);
  assert.deepEqual(explain([], { kind: "gaveUp", looked: 7 }, counterObject), [
    "gave up after 7 states: the history may be either",
  ]);
  const { initial, apply } = registerObject;
  const plain = { initial, apply };
  assert.match(explain(stale, checkHistory(stale, plain), plain)[0] ?? "", /^Cy's {"kind":"read"}, invoked at 15/);
});

test("operations have words", () => {
  const words = [
    registerObject.describe?.({ kind: "compareAndSet", key: "k", expected: null, new: 1 }),
    counterObject.describe?.({ kind: "increment" }),
    storeObject.describe?.({ kind: "append", key: "k", value: "x" }),
  ];
  assert.deepEqual(words, ["k: set null to 1", "increment", 'k: append "x"']);
});

test("states have one number if they say the same, and values of unlike kinds are none", () => {
  const states = numberedStates();
  const all = [null, 0, "0", '{"a":1}', { a: 1 }, "null", true, "=null", [1], { a: 1, b: [2] }];
  assert.deepEqual(all.map(states.numberOf), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  assert.equal(states.numberOf({ b: [2], a: 1 }), 9);
  assert.equal(states.at(2), "0");
  assert.throws(() => states.at(10), /there is no state 10/);
  assert.equal(textOf({ b: null, a: [{ d: 1, c: 2 }] }), '{"a":[{"c":2,"d":1}],"b":null}');
});
