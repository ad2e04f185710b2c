/** The search for steps out of an invariant can fail. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { projectFolder } from "../project-folder.ts";
import { protocols } from "../protocols.ts";
import { processEnvironment } from "../tlc/environment.ts";
import { findToolchain } from "../tlc/toolchain.ts";
import { builtFor, stepsFromBuilt } from "./check-built.ts";
import { inductiveOf } from "./conjuncts.ts";

const specFolder = join(projectFolder, "spec");

for (const protocol of protocols) {
  const { inductive } = protocol;
  if (inductive === undefined) continue;
  test(`with its first conjunct alone the invariant is none: ${protocol.name}`, async () => {
    const toolchain = await findToolchain(processEnvironment(() => {}));
    const built = builtFor(protocol, { ...inductive, states: 400 }, specFolder);
    const { implied, conjuncts } = built.inductive;
    const weak = { ...built, inductive: { implied, conjuncts: conjuncts.slice(0, 1) } };
    const { violation } = await stepsFromBuilt(weak, specFolder, toolchain, () => {});
    assert.match(violation?.verdict ?? "", /^violates \w+$/);
    assert.ok(violation?.lines.some((line) => line.startsWith("  built = ")));
  });
}

test("the invariant is read from the text of the specification", () => {
  assert.throws(() => inductiveOf("Network", [join(specFolder, "environment")]), /Network has no Inductive/);
});
