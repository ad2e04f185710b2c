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
  test(`of what was built, and of what follows from it, much violates the invariant: ${model.name}`, async () => {
    const toolchain = await findToolchain(processEnvironment(() => {}));
    const places = { specFolder, buildFolder: join(projectFolder, "build"), toolchain };
    // A few states show it, and one of the models that say what is reachable.
    const built = await builtOf({ ...model, from: model.from.slice(-1), states: 80 }, places);
    const [first = "", ...implied] = built.inductive.conjuncts;
    const weak = { ...built, inductive: { conjuncts: [first], implied } };
    const { violation } = await stepsFromBuilt(weak, places, () => {});
    assert.match(violation?.verdict ?? "", /^violates \w+$/);
    assert.ok(violation?.lines.some((line) => /\bbuilt: /.test(line)));
  });
}

test("the invariant is read from the text of the specification", () => {
  assert.throws(() => inductiveOf("Network", [join(specFolder, "environment")]), /Network has no Inductive/);
});
