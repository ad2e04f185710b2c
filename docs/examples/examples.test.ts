/** The examples print what their README says. Those of the package, as they are installed, are run beside its other tests. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { examplesReadme, promisedIn, settled } from "../../package/examples.ts";
import { root } from "../../package/installed.ts";
import { runProgram } from "../../package/run-program.ts";

const promised = promisedIn(readFileSync(join(root, examplesReadme), "utf8"));

test("there are three examples", () => {
  assert.deepEqual([...promised.keys()], ["log-in-one-process", "log-over-tcp", "transactions"]);
});

for (const [example, lines] of promised) {
  test(`${example} prints what the README says`, { timeout: 60_000 }, async () => {
    const file = join(dirname(examplesReadme), `${example}.ts`);
    const printed = await runProgram(root, process.execPath, ["--import", "tsx", file]);
    assert.deepEqual(settled(printed), lines);
  });
}
