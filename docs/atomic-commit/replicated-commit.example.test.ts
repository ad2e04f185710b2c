import assert from "node:assert/strict";
import { test } from "node:test";
import { sale } from "./replicated-commit.example.ts";

test("X7: the coordinator crashes for good, another one takes over, and nobody stays in doubt", () => {
  assert.deepEqual(sale(), [["aborted"], ["aborted"]]);
});
