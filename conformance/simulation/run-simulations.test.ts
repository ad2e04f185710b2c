/**
 * What the command says and writes, of what stands and of what does not.
 *
 * @module
 */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { ownValue } from "../engine/own-value.ts";
import { projectFolder } from "../project-folder.ts";
import { SetupError } from "../setup-error.ts";
import { fakeToolchain, temporaryFolder } from "../tlc/fake-java.ts";
import type { Toolchain } from "../tlc/toolchain.ts";
import { simulatedProtocols } from "./protocols.ts";
import { runSimulations } from "./run-simulations.ts";
import type { SimulatedProtocol } from "./simulated.ts";

const twoPhaseCommit = simulatedProtocols.find(({ name }) => name === "two-phase-commit");
assert.ok(twoPhaseCommit !== undefined);

function twinNamed({ twins }: SimulatedProtocol, name: string): SimulatedProtocol["twins"][number] {
  const twin = twins.find((one) => one.name === name);
  assert.ok(twin !== undefined, name);
  return twin;
}

interface Asked {
  readonly count?: number;
  readonly twins?: boolean;
  readonly toolchain?: () => Promise<Toolchain>;
}

function noJava(): Promise<Toolchain> {
  return Promise.reject(new SetupError("there is no Java"));
}

/** Runs the command in a folder of its own. */
async function run(
  protocol: SimulatedProtocol,
  { count = 20, twins = false, toolchain = noJava }: Asked,
  look: (code: number, text: string, buildFolder: string) => void,
): Promise<void> {
  const buildFolder = mkdtempSync(join(tmpdir(), "quorate-simulation-"));
  let text = "";
  try {
    const code = await runSimulations({
      protocols: [protocol],
      protocol: undefined,
      seeds: { first: 1, count },
      twins,
      buildFolder,
      projectFolder,
      toolchain,
      output: {
        write: (more) => {
          text += more;
        },
      },
      variables: {},
    });
    look(code, text, buildFolder);
  } finally {
    rmSync(buildFolder, { recursive: true });
  }
}

function reportIn(buildFolder: string): Readonly<Record<string, unknown>> {
  return JSON.parse(readFileSync(join(buildFolder, "simulation.json"), "utf8"));
}

test("what stands is a table of at most 80 columns, and a report", async () => {
  await run(twoPhaseCommit, {}, (code, text, buildFolder) => {
    assert.equal(code, 0);
    assert.match(text, /ok +two-phase-commit +20 /);
    assert.ok(text.split("\n").every((line) => line.length <= 80));
    const { ok, runs } = reportIn(buildFolder);
    assert.equal(ok, true);
    assert.ok(Array.isArray(runs));
    assert.equal(ownValue(Object(runs[0]), "seeds"), 20);
  });
});

test("a mistake is shown made small, with what was said in it, and a test that fails as long as it is there", async () => {
  const { systemOf } = twinNamed(twoPhaseCommit, "TwoPhaseCommit_Bug_RecoverIntoVoting");
  const broken = { ...twoPhaseCommit, scenarioOf: (seed: number) => twoPhaseCommit.scenarioOf(seed, systemOf) };
  await run(broken, { count: 200 }, (code, text, buildFolder) => {
    assert.equal(code, 1);
    assert.match(text, /two-phase-commit, seed \d+: \w+ is violated at \d+ ms/);
    assert.match(text, /FAILED +two-phase-commit/);
    const [folder = ""] = readdirSync(join(buildFolder, "simulation"));
    const kept = join(buildFolder, "simulation", folder);
    assert.deepEqual(readdirSync(kept).sort(), [
      "FailedRun.cfg",
      "FailedRun.tla",
      "dialogue.txt",
      "plan.json",
      "replay.test.ts",
      "result.json",
      "sequence.mmd",
      "verdict.json",
      "verdict.txt",
    ]);
    assert.ok(text.includes(kept));
    // The run is reported all the same, and it is said once why TLC was not asked.
    assert.equal(text.match(/TLC could not be asked about the run: there is no Java\n/g)?.length, 1);
    const verdict = { kind: "unknown", because: "there is no Java" };
    assert.deepEqual(JSON.parse(readFileSync(join(kept, "verdict.json"), "utf8")), verdict);
    const [{ violations }] = Object(reportIn(buildFolder)).runs;
    assert.deepEqual(violations[0].verdict, verdict);
    // The test is of the protocol as it is, which stands.
    const replayed = spawnSync(process.execPath, ["--import", "tsx", "--test", join(kept, "replay.test.ts")], {
      cwd: projectFolder,
      encoding: "utf8",
      // It is a run of its own, and outside of the project it is compiled in another way, which coverage is not to count.
      env: { ...process.env, NODE_TEST_CONTEXT: undefined, NODE_V8_COVERAGE: undefined },
    });
    assert.equal(replayed.status, 0, replayed.stdout);
    assert.match(replayed.stdout, /# pass 1/);
  });
});

test("one seed that fails is kept made small, and TLC that is killed is said to be", async (context) => {
  const { systemOf } = twinNamed(twoPhaseCommit, "TwoPhaseCommit_Bug_InventsARequest");
  const broken = { ...twoPhaseCommit, scenarioOf: (seed: number) => twoPhaseCommit.scenarioOf(seed, systemOf) };
  const killed = fakeToolchain(temporaryFolder(context), "", ["kill -9 $$"]);
  await run(broken, { count: 1, toolchain: () => Promise.resolve(killed) }, (code, text, buildFolder) => {
    assert.equal(code, 1);
    assert.match(
      text,
      /could not be asked about the run: TLC did not come to an end: error: killed: TLC was killed by SIGKILL/,
    );
    assert.doesNotMatch(text, /lines of dialogue/);
    const kept = join(buildFolder, "simulation", "two-phase-commit-1");
    const { plan } = JSON.parse(readFileSync(join(kept, "result.json"), "utf8"));
    assert.deepEqual(plan.faults, []);
  });
});

test("a mistake that no run finds is a failure, unless it is explained", async () => {
  const right = { ...twinNamed(twoPhaseCommit, "TwoPhaseCommit_Bug_NoResending"), name: "None" };
  const { systemOf: _, ...named } = right;
  const none = { ...named, systemOf: twinNamed(twoPhaseCommit, "TwoPhaseCommit_Bug_BoundBeforeItPromised").systemOf };
  await run({ ...twoPhaseCommit, twins: [none], unseen: {} }, { count: 5, twins: true }, (code, text) => {
    assert.equal(code, 1);
    assert.match(text, /FAILED +None +5 +not found/);
  });
  await run({ ...twoPhaseCommit, twins: [none], unseen: { None: "why" } }, { count: 5, twins: true }, (code, text) => {
    assert.equal(code, 0);
    assert.match(text, /ok +None +5 +not found: why/);
  });
});

test("one seed is kept, to be looked at", async () => {
  await run(twoPhaseCommit, { count: 1 }, (code, text, buildFolder) => {
    assert.equal(code, 0);
    assert.match(text, /two-phase-commit, seed 1: \d+ lines of dialogue/);
    const dialogue = readFileSync(join(buildFolder, "simulation", "two-phase-commit-1", "dialogue.txt"), "utf8");
    assert.match(dialogue, /is asked: requestCommit/);
  });
});

test("an unknown protocol is said to be so", async () => {
  await assert.rejects(
    () =>
      runSimulations({
        protocols: simulatedProtocols,
        protocol: "nothing",
        seeds: { first: 1, count: 1 },
        twins: false,
        buildFolder: tmpdir(),
        projectFolder,
        toolchain: noJava,
        output: { write: () => {} },
        variables: {},
      }),
    /there is no protocol "nothing"/,
  );
});
