import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { projectFolder } from "../../conformance/project-folder.ts";
import { temporaryFolder } from "../../conformance/tlc/fake-java.ts";
import { readProject } from "../site/project.ts";
import { insertsIn } from "../walk/document.ts";
import { fill } from "./fill.ts";
import { findTraces, isCurrent } from "./find-traces.ts";
import { modelDigest } from "./model-digest.ts";

const project = readProject(projectFolder);
const model = "OnePhaseCommit_Bug_RequestLost";
const row = project.models.find(({ name }) => name === model);
assert.ok(row);
const digest = modelDigest(row, join(projectFolder, "spec"));
const empty = `<!-- counterexample: ${model} -->\n<!-- end -->\n`;
const trace = { states: [{ number: 1, action: "Init", variables: [] }], ending: { kind: "ends" } } as const;

/** A project whose build folder has this counterexample of the model. */
function withFound(context: TestContext, found: object) {
  const buildFolder = temporaryFolder(context);
  mkdirSync(join(buildFolder, "counterexamples"));
  writeFileSync(join(buildFolder, "counterexamples", `${model}.json`), JSON.stringify(found));
  return { ...project, buildFolder };
}

/** With an empty build folder. */
function alone(context: TestContext) {
  return { ...project, buildFolder: temporaryFolder(context) };
}

async function filledWith(text: string): Promise<string> {
  return (await fill(project, "docs/some/page.md", text, new Map([[model, trace]]))).text;
}

test("a quotation stands below a link to its file and line, and what surrounds it stays", async () => {
  const name = "TwoPhaseCommit!MayCommit";
  const [before, marker, link, fence, definition] = (
    await filledWith(`before\n<!-- include: ${name} -->\nwhat was there\n<!-- end -->\nafter\n`)
  ).split("\n");
  assert.deepEqual([before, marker, fence], ["before", `<!-- include: ${name} -->`, "```tla"]);
  assert.match(link ?? "", /^\[`TwoPhaseCommit!MayCommit`\]\(\.\.\/\.\.\/spec\/atomic-commit\/\w+\.tla#L\d+\)$/);
  assert.match(definition ?? "", /^MayCommit\(yes\) ==/);
  assert.ok(
    (await filledWith(`<!-- include: ${name} -->\n<!-- end -->\nafter\n`)).endsWith("```\n<!-- end -->\nafter\n"),
  );
});

test("a counterexample bears the digest of its model; one that is not known stays as it is", async () => {
  const filled = await filledWith(empty);
  assert.ok(filled.startsWith(`<!-- counterexample: ${model} digest=${digest} -->\n<details>\n`), filled);
  assert.equal((await fill(project, "docs/page.md", empty, new Map())).text, empty);
});

test("a ladder has a line for each model that stands on a rung, with what came of it", async () => {
  const [, , , ...lines] = (await filledWith("<!-- ladder: ThreePhaseCommit -->\n<!-- end -->\n")).split("\n");
  const lineOf = (name: string) => lines.find((line) => line.includes(`\`ThreePhaseCommit_${name}\``)) ?? "";
  assert.match(lineOf("EachAlone"), /^\| \*\*Rung 1\*\* .* \| \*\*splits\*\* in \d+ steps \|/);
  assert.match(lineOf("Fenced"), /^\| \*\*Rung 5\*\* .* \| safe, [\d,]+ states \|/);
  assert.match(lineOf("BoundedDelay_Live"), /\| all decide, \d+ states \|/);
  assert.match(lineOf("Consensus_Blocks"), /\| \*\*blocks\*\* in \d+ steps \|/);
  assert.equal(lineOf("Bug_LogsAborts"), "");
});

test("a marker that names nothing is refused, and so is a comment that is no marker", async () => {
  const refused = (text: string, message: RegExp) =>
    assert.rejects(() => filledWith(text), { name: "SetupError", message });
  await refused("<!-- include: TwoPhaseCommit!Nothing -->\n<!-- end -->\n", /no TwoPhaseCommit!Nothing to include/);
  await refused("<!-- include: src/core/system.ts#nothing -->\n<!-- end -->\n", /no nothing in src\/core\/system.ts/);
  await refused("<!-- ladder: TwoPhaseCommit -->\n<!-- end -->\n", /no model of TwoPhaseCommit shows a rung/);
  await refused("<!-- diagram: none -->\n<!-- end -->\n", /no table none/);
  await refused("<!-- run: none -->\n<!-- end -->\n", /no run none/);
  await refused("<!-- plot: none -->\n<!-- end -->\n", /no plot none/);
  await refused("<!-- counterexample: None_Bug -->\n<!-- end -->\n", /no model None_Bug/);
  await refused(
    "<!-- includes: TwoPhaseCommit!MayCommit -->\n<!-- end -->\n",
    /docs\/some\/page.md: <!-- includes.* is no marker/,
  );
  await refused("<!-- results -->\n", /<!-- results --> is no marker, or has no <!-- end -->/);
});

test("a counterexample is current if it was made of the model as it is, and is what the build folder has", async (context) => {
  const [insert] = insertsIn(await filledWith(empty));
  assert.ok(insert);
  assert.ok(isCurrent(alone(context), insert));
  assert.ok(!isCurrent(alone(context), { ...insert, digest: "0123456789ab" }));
  assert.ok(!isCurrent(alone(context), { ...insert, content: "" }));
  assert.ok(isCurrent(withFound(context, trace), insert));
  assert.ok(!isCurrent(withFound(context, { ...trace, ending: { kind: "stutters" } }), insert));
});

test("TLC is not asked for what is current, nor for what was kept of the model as it is", async (context) => {
  const silent = (line: string) => assert.fail(line);
  const current = insertsIn(await filledWith(empty));
  assert.deepEqual(await findTraces(alone(context), current, silent), new Map());
  const keeping = alone(context);
  mkdirSync(join(keeping.buildFolder, "guide"));
  writeFileSync(join(keeping.buildFolder, "guide", `${model}-${digest}.json`), JSON.stringify(trace));
  assert.deepEqual(await findTraces(keeping, insertsIn(empty), silent), new Map([[model, trace]]));
});
