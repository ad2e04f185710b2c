import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { projectFolder } from "../../conformance/project-folder.ts";
import { temporaryFolder } from "../../conformance/tlc/fake-java.ts";
import { counterexample } from "./counterexample.ts";
import { readProject } from "./project.ts";

const project = readProject(projectFolder);
const name = project.models.find(({ expected }) => expected.kind === "violates")?.name ?? "";

/** What is shown of the model with a build folder that has, for its counterexample, this text. */
function shown(context: TestContext, text?: string): string {
  const buildFolder = temporaryFolder(context);
  mkdirSync(join(buildFolder, "counterexamples"));
  if (text !== undefined) writeFileSync(join(buildFolder, "counterexamples", `${name}.json`), text);
  return counterexample({ ...project, buildFolder }, name, "in Markdown");
}

test("what TLC has found is shown as a table", (context) => {
  const found = { states: [{ number: 1, action: "Init", variables: [] }], ending: { kind: "ends" } };
  assert.match(
    shown(context, JSON.stringify(found)),
    /<summary>How TLC violates .* in 0 steps .*<\/summary>\n<p><a .*>The property .*<\/p>\n<div class="wide"><table/,
  );
});

test("where messages are sent they are shown as arrows, too", (context) => {
  const status = { name: "status", value: '(c :> "working" @@ p :> "working")' };
  const sent = '{[kind |-> "prepare", from |-> c, to |-> p]}';
  const states = ["{}", sent].map((value, at) => ({
    number: at + 1,
    action: at === 0 ? "Init" : "Ask",
    variables: [status, { name: "messages", value }],
  }));
  const text = shown(context, JSON.stringify({ states, ending: { kind: "ends" } }));
  assert.match(text, /<summary>With its messages as arrows<\/summary>\n<pre>.*\n(?:.*\n)*.*─ prepare ─.*▸/);
  // It would end the HTML in Markdown.
  assert.doesNotMatch(text, /\n\s*\n/);
});

test("what was not checked before the site is built is shown as the document has it", (context) => {
  assert.equal(shown(context), "in Markdown");
});

test("what cannot be read is not left out", (context) => {
  const again = (why: string) => ({ name: "SetupError", message: new RegExp(`${why}; run \`make check.*\` again$`) });
  assert.throws(() => shown(context, "[]"), again("is no counterexample"));
  assert.throws(() => shown(context, "{"), again("is not JSON"));
});

test("what is no model has no counterexample", () => {
  assert.throws(() => counterexample(project, "Nothing_Bug", ""), {
    name: "SetupError",
    message: /has no model Nothing_Bug/,
  });
});
