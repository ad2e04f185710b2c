import assert from "node:assert/strict";
import { test } from "node:test";
import { judgeModel } from "./judgement.ts";
import { modelRow, passes } from "./model-row.ts";

const mustFail = modelRow({ expected: { kind: "violates", property: "Agreement" } });

test("a model that passes with its counts, or violates its property, is as expected", () => {
  assert.deepEqual(judgeModel(modelRow(), passes), { kind: "as expected" });
  assert.deepEqual(judgeModel(mustFail, { kind: "violates", property: "Agreement" }), { kind: "as expected" });
});

test("a violation of another property is another result", () => {
  assert.deepEqual(judgeModel(mustFail, { kind: "violates", property: "Validity" }), {
    kind: "other result",
    expected: "violates Agreement",
    found: "violates Validity",
  });
});

test("a model that must fail and passes is another result, and so is the reverse", () => {
  assert.equal(judgeModel(mustFail, passes).kind, "other result");
  assert.equal(judgeModel(modelRow(), { kind: "violates", property: "Agreement" }).kind, "other result");
});

test("each changed count is told with both values", () => {
  const outcome = { kind: "passes", counts: { initial: 1, distinct: 9, generated: 10, depth: 7 } } as const;
  assert.deepEqual(judgeModel(modelRow(), outcome), {
    kind: "other counts",
    changes: [
      { field: "distinct", expected: 8, found: 9 },
      { field: "depth", expected: 6, found: 7 },
    ],
  });
});

test("the depth of a large model is not compared, as several workers find it", () => {
  const outcome = { kind: "passes", counts: { initial: 1, distinct: 8, generated: 10, depth: 7 } } as const;
  assert.deepEqual(judgeModel(modelRow({ tier: "large" }), outcome), { kind: "as expected" });
});

test("an error is an error, even where a violation is expected", () => {
  const error = { kind: "error", cause: "evaluation", message: "Agreement cannot be evaluated" } as const;
  assert.deepEqual(judgeModel(mustFail, error), { kind: "error", message: "Agreement cannot be evaluated" });
});
