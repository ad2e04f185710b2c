import assert from "node:assert/strict";
import { test } from "node:test";
import { nameAmong, nearestTo, unknown } from "./names.ts";

const models = ["TwoPhaseCommit_2", "TwoPhaseCommit_Blocking", "TwoPhase_2", "EpochLog_1"];

test("a name is taken as it is, and as tables print it where only one is printed so", () => {
  assert.equal(nameAmong("model", "TwoPhase_2", models), "TwoPhase_2");
  assert.equal(nameAmong("model", "_Blocking", models), "TwoPhaseCommit_Blocking");
});

test("a name that tables print for several is answered with these", () => {
  assert.throws(() => nameAmong("model", "_2", models), {
    name: "SetupError",
    message: "known are:\n  TwoPhaseCommit_2\n  TwoPhase_2\nseveral are called _2: give the full name of one, or P=",
  });
});

const meant: Readonly<Record<string, readonly string[]>> = {
  // A letter too few, capitals, two letters swapped, a part of the name.
  TwoPhaseComit_2: ["TwoPhaseCommit_2"],
  epochlog_1: ["EpochLog_1"],
  TwoPhaes_2: ["TwoPhase_2"],
  blocking: ["TwoPhaseCommit_Blocking"],
  // Nothing is near.
  Paxos: [],
  x: [],
  "": [],
};

for (const [name, names] of Object.entries(meant)) {
  test(`what may have been meant by "${name}"`, () => assert.deepEqual(nearestTo(name, models), names));
}

test("two letters that are swapped are one slip, also in a short name", () => {
  assert.deepEqual(nearestTo("samll", ["small", "medium"]), ["small"]);
  assert.deepEqual(nearestTo("smxxl", ["small", "medium"]), []);
});

test("what may have been meant stands last, below what there is", () => {
  assert.equal(
    unknown("protocol", "two-phase-comit", ["two-phase-commit", "epoch-log"]).message,
    'known are:\n  two-phase-commit\n  epoch-log\nthere is no protocol "two-phase-comit": did you mean two-phase-commit?',
  );
  assert.match(unknown("tier", "tiny", ["small"]).message, /\nthere is no tier "tiny"$/);
});

test("of very many names the nearest are listed, and the others counted", () => {
  const many = Array.from({ length: 400 }, (_, at) => `Model_${at}`);
  const lines = unknown("model", "Model_39x", many).message.split("\n");
  assert.equal(lines.length, 27);
  assert.ok(lines.includes("  Model_390"));
  assert.match(
    lines.slice(-2).join("\n"),
    /^ {2}and 376 more\nthere is no model "Model_39x": did you mean Model_\d+ or /,
  );
});
