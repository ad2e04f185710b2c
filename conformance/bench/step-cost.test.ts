import assert from "node:assert/strict";
import { test } from "node:test";
import { recoveryCost, stepCost } from "./step-cost.ts";

test("each step that is measured is one that the node takes", () => {
  assert.ok(stepCost(1_000, 1, 3) > 0);
  assert.ok(recoveryCost(1_000, 1) > 0);
});
