import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { projectFolder } from "../../conformance/project-folder.ts";
import { temporaryFolder } from "../../conformance/tlc/fake-java.ts";
import { counterexample } from "./counterexample.ts";
import { readProject } from "./project.ts";

const project = readProject(projectFolder);
const rows = project.models.filter(({ expected }) => expected.kind === "violates");

/** The name of the first model of the tier that must fail, and a build folder that has, for its counterexample, this text. */
function modelOf(context: TestContext, tier: string, text?: string) {
  const name = rows.find((row) => row.tier === tier)?.name ?? "";
  const buildFolder = temporaryFolder(context);
  mkdirSync(join(buildFolder, "counterexamples"));
  if (text !== undefined) writeFileSync(join(buildFolder, "counterexamples", `${name}.json`), text);
  return { name, shown: () => counterexample({ ...project, buildFolder }, name) };
}

test("what TLC has found is shown as a table", (context) => {
  const found = { states: [{ number: 1, action: "Init", variables: [] }], ending: { kind: "ends" } };
  const { shown } = modelOf(context, "medium", JSON.stringify(found));
  assert.match(shown(), /<summary>How TLC violates .* in 0 steps .*<\/summary>\n<div class="wide"><table/);
});

test("what takes longer than a plain check is left out with the commands that bring it in", (context) => {
  const { name, shown } = modelOf(context, "medium");
  assert.match(shown(), /is not shown here/);
  assert.ok(shown().includes(`<code>make check MODEL=${name}</code>`));
  assert.ok(shown().includes("<code>make check TIER=medium</code>"));
});

test("what a plain check finds is never left out, and neither is what cannot be read", (context) => {
  const small = modelOf(context, "small");
  const message = `docs: no counterexample of ${small.name} in build/counterexamples; run \`make check\` first`;
  assert.throws(small.shown, { name: "SetupError", message });
  const other = modelOf(context, "medium", "[]");
  assert.throws(other.shown, {
    name: "SetupError",
    message: /is no counterexample; run `make check MODEL=\w+` again$/,
  });
  const broken = modelOf(context, "medium", "{");
  assert.throws(broken.shown, { name: "SetupError", message: /is not JSON; run `make check MODEL=\w+` again$/ });
});

test("what is no model has no counterexample", () => {
  assert.throws(() => counterexample(project, "Nothing_Bug"), {
    name: "SetupError",
    message: /has no model Nothing_Bug/,
  });
});
