import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { messageForAPerson, selectionOf } from "./command-line.ts";
import { DumpError } from "./engine/dump-error.ts";
import { BehaviourError } from "./engine/states-file.ts";
import { projectFolder } from "./project-folder.ts";
import { SetupError } from "./setup-error.ts";
import { waitUntilGone } from "./tlc/alive.ts";
import { temporaryFolder } from "./tlc/fake-java.ts";

test("what was not written is no part of a selection", () => {
  assert.deepEqual(selectionOf({ protocol: undefined, model: "Counter" }), { model: "Counter" });
  assert.deepEqual(selectionOf({ protocol: "a", tier: "small" }), { protocol: "a", tier: "small" });
});

const forAPerson: Readonly<Record<string, Error>> = {
  "a name that does not exist": new SetupError("there is no model"),
  "a damaged dump": new DumpError("it is damaged"),
  "a damaged behaviour": new BehaviourError("it is damaged"),
  "a full disk": Object.assign(new Error("ENOSPC: no space left on device, write"), { syscall: "write" }),
};

for (const [what, error] of Object.entries(forAPerson)) {
  test(`${what} is told in one line`, () => assert.equal(messageForAPerson(error), error.message));
}

test("a defect is no message", () => {
  for (const error of [new Error("a defect"), new TypeError("undefined is not a function"), "thrown"]) {
    assert.equal(messageForAPerson(error), undefined);
  }
});

for (const command of ["check", "explore"]) {
  test(`an option that does not exist ends ${command} with 2 and one line`, () => {
    const { status, stderr } = run(command, "--modell", "TwoPhaseCommit_2");
    assert.equal(status, 2, stderr);
    assert.match(stderr, /^Unknown option '--modell'/);
    assert.doesNotMatch(stderr, /^ +at /m);
  });
}

for (const command of [
  "check",
  "conformance",
  "explore",
  "inductive",
  "kills",
  "mutants",
  "show",
  "simulate",
  "soak",
]) {
  test(`a wrong name of a protocol ends ${command} with 2, and last with what may have been meant`, () => {
    const { status, stderr } = run(
      command,
      "--protocol",
      "two-phase-comit",
      ...(command === "show" ? ["--model", "x"] : []),
    );
    assert.equal(status, 2, stderr);
    assert.match(stderr, /there is no protocol "two-phase-comit": did you mean two-phase-commit\b.*\?\n$/);
  });
}

test("a report that cannot be written ends check with 2 and one line", (context) => {
  const folder = temporaryFolder(context);
  writeFileSync(join(folder, "build"), "a file where a folder should be");
  const { status, stderr } = run("check", "--model", "OnePhaseCommit_1", "--build", join(folder, "build"));
  assert.equal(status, 2, stderr);
  assert.match(stderr, /^E[A-Z]+: /);
  assert.doesNotMatch(stderr, /^ +at /m);
});

test("a command whose reader has read enough ends without a word, and so do those that it started", {
  timeout: 30_000,
}, async () => {
  const endless = `
    import { runToExit } from ${JSON.stringify(join(projectFolder, "conformance/command-line.ts"))};
    import { startOwnProcess } from ${JSON.stringify(join(projectFolder, "conformance/tlc/own-processes.ts"))};
    const { pid } = startOwnProcess("sleep", ["300"], { variables: process.env });
    await runToExit(() => new Promise(() => setInterval(() => process.stdout.write(pid + "\\n"), 1)));
  `;
  const child = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "--eval", endless], {
    cwd: projectFolder,
    env: { ...process.env, NODE_V8_COVERAGE: undefined },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const said: string[] = [];
  child.stderr.on("data", (text) => said.push(String(text)));
  const told: string[] = [];
  child.stdout.once("data", (text) => {
    told.push(...String(text).split("\n"));
    child.stdout.destroy();
  });
  const [status] = await once(child, "close");
  assert.deepEqual([status, said], [141, []]);
  const started = Number(told[0]);
  assert.ok(started > 1);
  await waitUntilGone(started);
});

function run(command: string, ...options: readonly string[]): { status: number | null; stderr: string } {
  const program = ["--import", "tsx", join(projectFolder, "conformance", `${command}.ts`), ...options];
  return spawnSync(process.execPath, program, { cwd: projectFolder, encoding: "utf8" });
}
