/** What notices most of the small tier of the conformance suite, and the command around it. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import {
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { expectedVerdict } from "./check/manifest.ts";
import { readManifest } from "./check/model-files.ts";
import { constantsNamed } from "./graph/model-graph.ts";
import { projectFolder } from "./project-folder.ts";
import { protocols } from "./protocols.ts";
import { runSuite } from "./suite/run-suite.ts";
import { temporaryFolder } from "./tlc/fake-java.ts";

const specFolder = join(projectFolder, "spec");
const buildFolder = join(projectFolder, "build");

test("step functions and specifications are equal in the graphs that notice most, and every twin is rejected", async () => {
  const written: string[] = [];
  const exitCode = await runSuite({
    protocols,
    choice: { tier: "small", most: true },
    specFolder,
    buildFolder,
    output: { write: (text) => written.push(text) },
    variables: {},
  });
  const text = written.join("");
  assert.equal(exitCode, 0, text);
  const report: { readonly ok: boolean } = JSON.parse(readFileSync(join(buildFolder, "conformance.json"), "utf8"));
  assert.equal(report.ok, true, text);
  assert.doesNotMatch(text, new RegExp(String.fromCharCode(27)));
});

test("every model that must fail by a bug has a twin, and every twin has its model", () => {
  const twins = protocols.flatMap((protocol) => protocol.twins.map(({ name }) => name));
  const all = readManifest(specFolder).filter(({ name }) => name.includes("_Bug_"));
  // Problems and rungs have no step functions in which a mistake could be made.
  const inSteps = new Set(all.filter(({ name }) => twins.includes(name)).map(({ specification }) => specification));
  // And none is so about clocks: how long to wait is said by the host.
  const bugs = all.filter(({ specification, name }) => inSteps.has(specification) && !name.includes("_Timed_"));
  assert.deepEqual(twins.sort(), bugs.map(({ name }) => name).sort());
  for (const { name, expected } of bugs) assert.match(expectedVerdict(expected), /^violates \w+$/, name);
});

for (const protocol of protocols) {
  test(`the harness refuses a bound that it does not know, and compares no other model than TLC's: ${protocol.name}`, () => {
    const row = readManifest(specFolder).find((model) => model.graph && model.protocol === protocol.name);
    assert.ok(row !== undefined);
    const { sets, values, overrides } = constantsNamed(row.name);
    assert.throws(() => protocol.subjectOf({ sets, values, overrides: { ...overrides, MayCrash: "WhereItHurts" } }), {
      name: "SetupError",
      message: `the harness does not know WhereItHurts, which replaces MayCrash: define it in ${protocol.name}.bounds.ts`,
    });
  });
}

interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function conformance(...options: readonly string[]): Ended {
  const command = ["--import", "tsx", join(projectFolder, "conformance", "conformance.ts"), ...options];
  return spawnSync(process.execPath, command, { cwd: projectFolder, encoding: "utf8" });
}

const unknown: Readonly<Record<string, readonly [options: readonly string[], message: RegExp]>> = {
  "a protocol": [
    ["--protocol", "four-phase-commit"],
    /known are:\n {2}two-phase-commit\n[\s\S]*no protocol "four-phase-commit": did you mean two-phase-commit\?$/m,
  ],
  "a model": [
    ["--model", "TwoPhaseCommit_0"],
    /known are:\n {2}TwoPhaseCommit_2\n[\s\S]*no model "TwoPhaseCommit_0": did you mean /,
  ],
  "a tier": [["--tier", "tiny"], /known are:\n {2}small\n {2}medium\n {2}large\nthere is no tier "tiny"\n/],
  "an option": [["--modell", "TwoPhaseCommit_2"], /Unknown option '--modell'/],
};

for (const [what, [options, message]] of Object.entries(unknown)) {
  test(`an unknown name is an error that lists the known ones: ${what}`, (context) => {
    const { status, stderr } = conformance(...options, "--build", temporaryFolder(context));
    assert.equal(status, 2, stderr);
    assert.match(stderr, message);
    assert.doesNotMatch(stderr, /^ +at /m);
  });
}

test("a cached dump that is damaged is an error, is removed, and the next run is fine", (context) => {
  const folder = temporaryFolder(context);
  const graphs = join(folder, "graphs");
  mkdirSync(graphs, { recursive: true });
  const own = readdirSync(join(buildFolder, "graphs")).filter((name) =>
    /^EpochBroadcast_HandsOver-\w+\.(dot|json)$/.test(name),
  );
  assert.equal(own.length, 2);
  for (const name of own) copyFileSync(join(buildFolder, "graphs", name), join(graphs, name));
  const [dump = ""] = own.filter((name) => name.endsWith("dot"));
  const [notes = ""] = own.filter((name) => name.endsWith("json"));
  truncateSync(join(graphs, dump), 100_000);
  const about: object = JSON.parse(readFileSync(join(graphs, notes), "utf8"));
  // As if the disk had been full while TLC wrote it.
  writeFileSync(join(graphs, notes), JSON.stringify({ ...about, bytes: statSync(join(graphs, dump)).size }));
  const damaged = conformance("--model", "EpochBroadcast_HandsOver", "--build", folder);
  assert.equal(damaged.status, 2, damaged.stdout);
  assert.match(damaged.stderr, /is damaged at line \d+: .*It was removed: run the command again/);
  assert.doesNotMatch(damaged.stderr, /^ +at /m);
  assert.equal(readdirSync(graphs).includes(dump), false);
  assert.equal(readdirSync(folder).includes("conformance.json"), false);
  const again = conformance("--model", "EpochBroadcast_HandsOver", "--build", folder);
  assert.equal(again.status, 0, again.stderr);
  assert.match(again.stdout, /equal {2}EpochBroadcast_HandsOver +305 +/);
});

test("a build folder that cannot be written is an error in one line", (context) => {
  const folder = temporaryFolder(context);
  writeFileSync(join(folder, "build"), "a file where a folder should be");
  const { status, stderr } = conformance("--model", "TwoPhaseCommit_2", "--build", join(folder, "build"));
  assert.equal(status, 2);
  assert.match(stderr, /^E[A-Z]+: /);
  assert.doesNotMatch(stderr, /^ +at /m);
  rmSync(join(folder, "build"));
});
