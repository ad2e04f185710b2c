import assert from "node:assert/strict";
import { cpSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { fileURLToPath } from "node:url";
import { readManifest } from "../check/model-files.ts";
import { modelRow } from "../check/model-row.ts";
import { temporaryFolder } from "../tlc/fake-java.ts";
import { actionDefinition, falsifiableIn } from "./falsifiable.ts";

const good = fileURLToPath(new URL("../check/fixtures/good", import.meta.url));

test("the properties are those of passing models, and the mistakes the models named after one", () => {
  const [counter, ...others] = falsifiableIn(readManifest(good), good);
  assert.deepEqual(others, []);
  assert.deepEqual(
    counter?.properties.map(({ name, kind, module }) => [name, kind, module.name]),
    [
      ["WithinLimit", "state", "Counter"],
      ["ReachesLimit", "liveness", "Counter"],
    ],
  );
  assert.deepEqual(
    counter?.mistakes.map(({ name }) => name.replace("Counter_Bug_", "")),
    ["NoLimit", "Falls", "Stays", "Circles", "Refinement", "Stuck"],
  );
});

function kindsOf(context: TestContext, definitions: readonly string[]) {
  const folder = temporaryFolder(context);
  cpSync(good, folder, { recursive: true });
  const lines = ["---- MODULE MCCounter ----", "EXTENDS Counter", ...definitions, "===="];
  writeFileSync(join(folder, "counting/counter/MCCounter.tla"), lines.join("\n"));
  const names = definitions.flatMap((line) => /^(\w+) ==/.exec(line)?.[1] ?? []);
  return falsifiableIn([modelRow({ invariants: [], properties: names })], folder)[0]?.properties ?? [];
}

test("a property is a step's, of liveness, or one that TLC has to check for itself", (context) => {
  const properties = kindsOf(context, [
    "Grows == [][count' >= count]_variables",
    "GrowsTuple == [][count' >= count]_<<count, resets>>",
    "Ends == \\A n \\in {1} : <>(count = n)",
    "Leads == count = 1 ~> count = 2",
    "Refines == RefinesUpwards!Spec",
    "Both == count = 0 /\\ [][count' >= count]_variables",
    "Twice == [][count' >= count]_variables /\\ [][resets' >= resets]_variables",
  ]);
  assert.deepEqual(
    properties.map(({ name, kind }) => `${name}: ${kind}`),
    [
      "Grows: action",
      "GrowsTuple: action",
      "Ends: liveness",
      "Leads: liveness",
      "Refines: other",
      "Both: other",
      "Twice: other",
    ],
  );
});

test("a step's property becomes a definition whose columns stay, without comments", (context) => {
  const [property] = kindsOf(context, [
    "Grows ==",
    "  [][\\A n \\in {1} :  \\* always",
    "       /\\ count' >= count",
    "       /\\ resets' >= resets]_variables",
  ]);
  assert.ok(property !== undefined);
  assert.deepEqual(
    actionDefinition(property, "Step")
      .split("\n")
      .map((line) => line.trimEnd()),
    [
      "Step ==",
      "",
      "    (\\A n \\in {1} :",
      "       /\\ count' >= count",
      "       /\\ resets' >= resets)",
      "    \\/ UNCHANGED variables",
    ],
  );
});

test("a property that the module of its model does not define is refused", () => {
  assert.throws(() => falsifiableIn([modelRow({ invariants: ["Gone"] })], good), {
    name: "SetupError",
    message: "Counter_3 (line 4) checks Gone, which MCCounter does not define",
  });
});
