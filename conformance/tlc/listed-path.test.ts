import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { test } from "node:test";
import type { Environment } from "./environment.ts";
import { fakeRequest, fakeToolchain, temporaryFolder, writeProgram } from "./fake-java.ts";
import { runTlc } from "./run.ts";
import { findToolchain } from "./toolchain.ts";

const folder = `one${delimiter}two`;

test("a project in a folder whose name ends a path is refused at once, in one line that says what to do", async (context) => {
  const said: string[] = [];
  const toolsFolder = join(temporaryFolder(context), folder, ".tools");
  const environment: Environment = { variables: {}, toolsFolder, say: (line) => said.push(line) };
  await assert.rejects(findToolchain(environment), {
    name: "SetupError",
    message: `Java takes the "${delimiter}" in ${toolsFolder} for the end of a path: move it to a folder whose name has none`,
  });
  assert.deepEqual(said, []);
});

test("a jar in such a folder is refused likewise", async (context) => {
  const home = temporaryFolder(context);
  const jar = join(home, `tla${delimiter}tools.jar`);
  writeProgram(join(home, "java"), [`echo 'openjdk version "17.0.1"' >&2`]);
  writeFileSync(jar, "");
  const variables = { PATH: home, TLA2TOOLS_JAR: jar };
  const environment: Environment = { variables, toolsFolder: join(home, ".tools"), say: () => {} };
  await assert.rejects(findToolchain(environment), { name: "SetupError", message: /tools\.jar for the end of a path/ });
});

test("modules in such a folder are not looked for: TLC is not started", async (context) => {
  const home = temporaryFolder(context);
  const request = { ...fakeRequest(home), libraries: [home, join(home, folder)] };
  const { outcome } = await runTlc(fakeToolchain(home, "", ["touch started"]), request);
  assert.equal(outcome.kind === "error" ? outcome.cause : undefined, "cannot start");
  assert.match(outcome.kind === "error" ? outcome.message : "", /one.two for the end of a path/);
});
