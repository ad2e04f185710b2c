/** What the README shows of a broken guard is what happens. */
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { projectFolder } from "../project-folder.ts";
import { temporaryFolder } from "../tlc/fake-java.ts";
import { breaking, comparing, guardedFile, mending } from "./broken-guard.ts";
import { copyProject } from "./copy.ts";
import { runDemo } from "./run-demo.ts";

const readme = readFileSync(join(projectFolder, "README.md"), "utf8");

/**
 * How long anything took is another at each time, and with it how wide its column is; what make says of the exit code is
 * another for each make.
 */
function timeless(text: string): string {
  return text
    .replace(/ *\b\d+(?:\.\d+)? m?s\b/g, " time")
    .replace(/ +time +TLC$/gm, " time TLC")
    .replace(/^make: .*$/gm, "")
    .trim();
}

function blockAfter(heading: string, language: string): string {
  const from = readme.indexOf(`\n${heading}\n`);
  assert.ok(from >= 0, `the README has no heading ${heading}`);
  const [, text] = new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\``, "m").exec(readme.slice(from)) ?? [];
  assert.ok(text !== undefined, `the README has no ${language} after ${heading}`);
  return text;
}

test("the README's broken guard is found as it says, and the comparison is equal when the guard is back", async () => {
  assert.equal(blockAfter("## Break it yourself", "sh"), `${breaking}\n${comparing}\n`);
  const written: string[] = [];
  const output = { write: (text: string) => written.push(text) };
  // What the copy runs is no code of ours to be covered.
  const variables = { ...process.env, NO_COLOR: "1", NODE_V8_COVERAGE: undefined, NODE_TEST_CONTEXT: undefined };
  const code = await runDemo({ projectFolder, output, variables });
  const all = written.join("");
  const [, first = "", second = ""] = all.split(`$ ${comparing}\n`);
  const [broken = ""] = first.split(`$ ${mending}\n`);
  assert.equal(code, 0, all);
  assert.equal(timeless(blockAfter("## Break it yourself", "text")), timeless(broken));
  assert.match(second, /: equal\n/);
  assert.ok(!existsSync(join(projectFolder, `${guardedFile}.kept`)), "it was broken in the copy, and there alone");
});

for (const [what, comparing] of Object.entries({ nothing: "true", "more than the guard": "false" })) {
  test(`a demo that breaks ${what} fails`, async (context) => {
    const folder = temporaryFolder(context);
    copyProject(projectFolder, folder);
    const written: string[] = [];
    const output = { write: (text: string) => written.push(text) };
    const commands = { breaking: "true", comparing, mending: "true" };
    assert.equal(await runDemo({ projectFolder: folder, output, variables: process.env, commands }), 1);
    assert.match(written.join(""), /not what was expected/);
  });
}
