/** The search for steps out of an invariant can fail. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { projectFolder } from "../project-folder.ts";
import { processEnvironment } from "../tlc/environment.ts";
import { findToolchain } from "../tlc/toolchain.ts";
import { builtOf, stepsFromBuilt } from "./check-built.ts";
import { inductiveOf } from "./conjuncts.ts";
import { inductiveModels } from "./models.ts";

const specFolder = join(projectFolder, "spec");

for (const model of inductiveModels) {
  test(`with its first conjunct alone the invariant is none: ${model.name}`, async () => {
    const toolchain = await findToolchain(processEnvironment(() => {}));
    const places = { specFolder, buildFolder: join(projectFolder, "build"), toolchain };
    const built = await builtOf({ ...model, states: 400 }, places);
    const { implied, conjuncts } = built.inductive;
    const weak = { ...built, inductive: { implied, conjuncts: conjuncts.slice(0, 1) } };
    const { violation } = await stepsFromBuilt(weak, places, () => {});
    assert.match(violation?.verdict ?? "", /^violates \w+$/);
    assert.ok(violation?.lines.some((line) => line.startsWith("built is ")));
  });
}

test("the invariant is read from the text of the specification", () => {
  assert.throws(() => inductiveOf("Network", [join(specFolder, "environment")]), /Network has no Inductive/);
});
