import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { configurationFile, constantsOf } from "./model-configuration.ts";
import { modelRow } from "./model-row.ts";

const good = fileURLToPath(new URL("fixtures/good", import.meta.url));

test("a constant that the row gives no value is a model value of its own name", () => {
  assert.deepEqual(constantsOf(modelRow(), good), { sets: {}, values: { Limit: "3" }, overrides: {} });
  assert.deepEqual(constantsOf(modelRow({ values: {} }), good).values, { Limit: "Limit" });
  assert.deepEqual(constantsOf(modelRow({ values: {}, sets: { Limit: ["a"] } }), good), {
    sets: { Limit: ["a"] },
    values: {},
    overrides: {},
  });
});

test("a value of what is no constant is refused, with the constants that there are", () => {
  assert.throws(() => constantsOf(modelRow({ values: { Limt: "3" }, sets: { Node: ["n"] } }), good), {
    name: "SetupError",
    message: /^Counter_3 \(line 4\): MCCounter declares no constant Node, Limt; it has Limit\. To replace an operator/,
  });
});

test("the file for an editor says what it is of", () => {
  assert.deepEqual(configurationFile(modelRow({ bounds: { MayReset: "Circling" } }), good).split("\n"), [
    "\\* Counter_3: The counter stays within its limit.",
    "SPECIFICATION Spec",
    "CONSTANTS",
    "  Limit = 3",
    "  MayReset <- Circling",
    "INVARIANTS",
    "  WithinLimit",
    "CHECK_DEADLOCK FALSE",
    "",
  ]);
});
