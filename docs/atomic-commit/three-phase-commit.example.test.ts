import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { splitUnderAFence } from "./three-phase-commit.example.ts";

test("the program of the guide splits, as the guide says", () => {
  const told = splitUnderAFence();
  assert.deepEqual(told, ["shop: committed", "bank: aborted", "stock: in doubt"]);
  const page = readFileSync(new URL("three-phase-commit.md", import.meta.url), "utf8");
  assert.ok(page.includes(`\`${told.join("`, `")}\``));
});
