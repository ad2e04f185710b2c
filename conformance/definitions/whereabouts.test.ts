import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { projectFolder } from "../project-folder.ts";
import { propertyText, readDefinitions, whereIs } from "./whereabouts.ts";

const definitions = readDefinitions(join(projectFolder, "spec"), projectFolder);

test("an action stands in the specification, and in the function that implements it", () => {
  const [spec = "", code = "", ...others] = whereIs(definitions, "TwoPhaseCommit", "ReceiveYes");
  assert.match(spec, /^spec\/atomic-commit\/TwoPhaseCommit\.tla:\d+$/);
  assert.match(code, /^src\/atomic-commit\/two-phase-commit\/coordinator\.ts:\d+ receiveYes$/);
  assert.deepEqual(others, []);
});

test("a rung that no code implements has the specification alone, and what is no action stands nowhere", () => {
  assert.equal(whereIs(definitions, "EpochLog", "Next").length, 1);
  assert.deepEqual(whereIs(definitions, "TwoPhaseCommit", "Action"), []);
});

test("a property is told by its own lines", () => {
  const found = propertyText(definitions, "MCTwoPhaseCommit", "Agreement");
  assert.match(found?.where ?? "", /^spec\/atomic-commit\/TwoPhaseCommit_Invariants\.tla:\d+$/);
  assert.match(found?.lines.join("\n") ?? "", /^Agreement ==\n[\s\S]*"committed"/);
  assert.equal(propertyText(definitions, "MCTwoPhaseCommit", "Deadlock"), undefined);
});
