/** With the real TLC, on the specification of a counter. */
import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { fileURLToPath } from "node:url";
import { projectFolder } from "../project-folder.ts";
import { temporaryFolder } from "../tlc/fake-java.ts";
import { runShow } from "./run-show.ts";

const counter = fileURLToPath(new URL("../check/fixtures/good", import.meta.url));

async function show(buildFolder: string, model?: string, specFolder = counter, protocol?: string) {
  const written: string[] = [];
  const exitCode = await runShow({
    selection: { ...(model === undefined ? {} : { model }), ...(protocol === undefined ? {} : { protocol }) },
    specFolder,
    buildFolder,
    twins: new Set(["Counter_Bug_Falls"]),
    output: { write: (text) => written.push(text) },
    progress: { write: () => true },
    variables: {},
  });
  return { exitCode, lines: written.join("").split("\n").slice(0, -1) };
}

test("what a model violates is found by TLC when it is asked for, told as steps, and kept like that of a check", async (context) => {
  const folder = temporaryFolder(context);
  const { exitCode, lines } = await show(folder, "_Bug_Falls");
  assert.equal(exitCode, 0);
  assert.equal(lines[0], "Counter_Bug_Falls");
  assert.ok(lines.includes("  violates NeverFalls, as expected"));
  assert.ok(lines.some((line) => /^ {2}violated, at .*Counter\.tla:\d+$/.test(line)));
  assert.ok(lines.some((line) => /^ {2}2 {2}\w+$/.test(line)));
  assert.equal(lines.at(-1), "next: make conformance MODEL=Counter_Bug_Falls");
  assert.ok(existsSync(join(folder, "counterexamples", "Counter_Bug_Falls.json")));
});

/** As if TLC had found another way, which shows where what is told comes from. */
function renamed(path: string): void {
  writeFileSync(path, readFileSync(path, "utf8").replaceAll('"Increment"', '"FromTheFile"'));
}

test("what a check has found is told from its file while it is current, and found again when it is not", async (context) => {
  const folder = temporaryFolder(context);
  await show(folder, "Counter_Bug_Stays");
  renamed(join(folder, "counterexamples", "Counter_Bug_Stays.json"));
  const isFromTheFile = async () => (await show(folder, "Counter_Bug_Stays")).lines.join("\n").includes("FromTheFile");
  assert.equal(await isFromTheFile(), true);
  const report = join(folder, "check.json");
  writeFileSync(report, readFileSync(report, "utf8").replace(/"inputs": "\w+"/, '"inputs": "other"'));
  assert.equal(await isFromTheFile(), false);
});

test("a protocol's counterexample is shown as a sequence diagram, too, within 80 columns", async (context) => {
  const { lines } = await show(temporaryFolder(context), "_Blocking", join(projectFolder, "spec"), "two-phase-commit");
  assert.ok(
    lines.some((line) => /│─+ prepare ─+▸│/.test(line)),
    lines.join("\n"),
  );
  const isPath = (line: string): boolean => line.includes(".json");
  for (const line of lines) assert.ok(line.length <= 80 || isPath(line), line);
});

async function refusal(context: TestContext, model?: string): Promise<string> {
  const error = await show(temporaryFolder(context), model).catch((failure: unknown) => failure);
  assert.ok(error instanceof Error && error.name === "SetupError");
  return error.message;
}

test("a model that is to pass has nothing to show, and neither has none at all", async (context) => {
  assert.equal(
    await refusal(context, "Counter_3"),
    "Counter_3 has no counterexample: it passes; how it reaches a good state: make way MODEL=Counter_3 TO=NotReset",
  );
  assert.match(await refusal(context), /^say which model: make show MODEL=Name$/);
  assert.match(await refusal(context, "Counter_Bug_Fals"), /did you mean Counter_Bug_Falls\b/);
});
