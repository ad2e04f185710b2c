import assert from "node:assert/strict";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { fileURLToPath } from "node:url";
import { fakeToolchain, temporaryFolder } from "../tlc/fake-java.ts";
import { modelRow } from "./model-row.ts";
import { runModels } from "./run-models.ts";

const specFolder = fileURLToPath(new URL("fixtures/good", import.meta.url));

/** The names of the models in the order in which they begin, one at a time. */
async function order(context: TestContext, earlier: Readonly<Record<string, number>>): Promise<readonly string[]> {
  const sized = (name: string, generated: number) =>
    modelRow({ name, expected: { kind: "passes", counts: { distinct: 1, generated, depth: 1 } } });
  const mustFail = modelRow({ name: "Bug", expected: { kind: "violates", property: "WithinLimit", length: 2 } });
  const begun: string[] = [];
  const folder = temporaryFolder(context);
  await runModels(
    {
      rows: [sized("Small", 100), sized("Large", 90_000), mustFail],
      counting: new Set(),
      specFolder,
      toolchain: fakeToolchain(folder, join(folder, "nothing"), ["exit 1"]),
      earlierSeconds: new Map(Object.entries(earlier)),
      machine: { cores: 1, memoryMegabytes: 4_000 },
    },
    { started: ({ name }) => begun.push(name), progressed: () => {}, ended: () => {} },
  );
  return begun;
}

test("of models that were never checked those begin of which nothing is known, and then the largest", async (context) => {
  assert.deepEqual(await order(context, {}), ["Bug", "Large", "Small"]);
});

test("models that took longest in an earlier check begin first", async (context) => {
  assert.deepEqual(await order(context, { Small: 20, Bug: 1 }), ["Small", "Large", "Bug"]);
});
