import assert from "node:assert/strict";
import { test } from "node:test";
import { judgeModel } from "./judgement.ts";
import { modelRow, passes, tlcResult } from "./model-row.ts";

const mustFail = modelRow({ expected: { kind: "violates", property: "Agreement", length: 2 } });

/** A violation after two states, or as many as are said. */
function violation(property: string, length = 2) {
  const states = Array.from({ length }, (_, at) => ({ number: at + 1, action: "Grow", variables: [] }));
  return tlcResult({ kind: "violates", property }, { trace: { states, ending: { kind: "ends" } } });
}

test("a model that passes with its counts, or violates its property, is as expected", () => {
  assert.deepEqual(judgeModel(modelRow(), tlcResult(passes)), { kind: "as expected" });
  assert.deepEqual(judgeModel(mustFail, violation("Agreement")), { kind: "as expected" });
});

test("a violation of another property is another result", () => {
  assert.deepEqual(judgeModel(mustFail, violation("Validity")), {
    kind: "other result",
    expected: "violates Agreement",
    found: "violates Validity",
  });
});

test("a model that must fail and passes is another result, and so is the reverse", () => {
  assert.equal(judgeModel(mustFail, tlcResult(passes)).kind, "other result");
  assert.equal(judgeModel(modelRow(), violation("Agreement")).kind, "other result");
});

test("each changed count is told with both values", () => {
  const outcome = { kind: "passes", counts: { initial: 1, distinct: 9, generated: 10, depth: 7 } } as const;
  assert.deepEqual(judgeModel(modelRow(), tlcResult(outcome)), {
    kind: "other counts",
    changes: [
      { field: "distinct", expected: 8, found: 9 },
      { field: "depth", expected: 6, found: 7 },
    ],
  });
});

test("the depth of a large model is not compared, as several workers find it", () => {
  const outcome = { kind: "passes", counts: { initial: 1, distinct: 8, generated: 10, depth: 7 } } as const;
  assert.deepEqual(judgeModel(modelRow({ tier: "large" }), tlcResult(outcome)), { kind: "as expected" });
});

test("an error is an error, even where a violation is expected", () => {
  const error = { kind: "error", cause: "evaluation", message: "Agreement cannot be evaluated" } as const;
  assert.deepEqual(judgeModel(mustFail, tlcResult(error)), { kind: "error", message: "Agreement cannot be evaluated" });
});

test("a counterexample of another length is told, and one of a single state whatever is pinned", () => {
  assert.deepEqual(judgeModel(mustFail, violation("Agreement", 5)), {
    kind: "other counts",
    changes: [{ field: "length", expected: 2, found: 5 }],
  });
  const open = modelRow({ expected: { kind: "violates", property: "Agreement", length: undefined } });
  assert.deepEqual(judgeModel(open, violation("Agreement", 5)), { kind: "as expected" });
  assert.equal(judgeModel(open, violation("Agreement", 1)).kind, "other counts");
});

test("each good state has to be reached after as many states as are pinned", () => {
  const reaches = new Map([
    ["NotCommitted", 9],
    ["NotAborted", 4],
    ["NotKnownYet", 0],
  ]);
  const row = modelRow({ reaches });
  const found = (...noted: readonly (readonly [string, number])[]) => tlcResult(passes, { noted: new Map(noted) });
  const all = found(["NotCommitted", 9], ["NotAborted", 4], ["NotKnownYet", 2]);
  assert.deepEqual(judgeModel(row, all), { kind: "as expected" });
  assert.deepEqual(judgeModel(row, found(["NotAborted", 3], ["NotKnownYet", 1])), {
    kind: "other counts",
    changes: [
      { field: "NotCommitted", expected: 9, found: undefined },
      { field: "NotAborted", expected: 4, found: 3 },
      { field: "NotKnownYet", expected: undefined, found: 1 },
    ],
  });
  const stops = modelRow({ expected: { kind: "reaches" }, reaches });
  assert.deepEqual(judgeModel(stops, { ...all, outcome: { kind: "reaches" } }), { kind: "as expected" });
  assert.equal(judgeModel(stops, found()).kind, "other counts");
  assert.equal(judgeModel(stops, violation("Agreement")).kind, "other result");
});
