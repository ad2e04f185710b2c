/**
 * TLC says of a run that fails whether the specification allows it: of a run of mistaken step functions where it does
 * not, of right ones that it does; and what TLC was not asked is said to be so.
 *
 * @module
 */
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { present } from "../../src/core/present.ts";
import type { Part } from "../../src/core/system.ts";
import { recorder } from "../../src/shell/simulator/dialogue.ts";
import { simulate } from "../../src/shell/simulator/simulate.ts";
import { projectFolder } from "../project-folder.ts";
import { processEnvironment } from "../tlc/environment.ts";
import { fakeToolchain, openingMessages, passedMessage, temporaryFolder, toolMessage } from "../tlc/fake-java.ts";
import { findToolchain, type Toolchain } from "../tlc/toolchain.ts";
import { simulatedEpochBroadcast } from "../total-order-broadcast/epoch-broadcast.scenario.ts";
import { epochBroadcastProtocol } from "../total-order-broadcast/epoch-broadcast.ts";
import type { MadeScenario } from "./simulated.ts";
import { type Judge, type Verdict, verdictOn } from "./verdict.ts";
import { verdictLines, verdictText } from "./verdict-lines.ts";

const specFolder = join(projectFolder, "spec");
const { scenarioOf, twins, numbers } = simulatedEpochBroadcast;

/** Clients with batches, and a bound by a name that no module defines. */
const seed = 6;

/** The scenario, in which somebody says after so many milliseconds that something is wrong. */
function wrongAt(milliseconds: number, scenario: MadeScenario = scenarioOf(seed)): MadeScenario {
  return {
    ...scenario,
    watch: (run) => {
      run.after(milliseconds, () => run.violated("Mood", "it is Monday"));
      return scenario.watch(run);
    },
  };
}

/** What is said of the run of the seed, and what the folder has then. */
async function judged(
  context: TestContext,
  scenario: MadeScenario,
  judge: Omit<Judge, "specFolder">,
  afterwards: () => void = () => {},
): Promise<{ readonly verdict: Verdict; readonly folder: string }> {
  const folder = temporaryFolder(context);
  const { moments, happened } = recorder();
  assert.notEqual(simulate(scenario, seed, happened).violation, undefined);
  afterwards();
  const run = { protocol: epochBroadcastProtocol, scenario, moments, numbers: present(numbers) };
  return { verdict: await verdictOn(run, folder, { specFolder, ...judge }), folder };
}

/** TLC that says that it has walked so many states. */
function walking(context: TestContext, states: number): () => Promise<Toolchain> {
  const said = [
    openingMessages,
    passedMessage,
    toolMessage(2199, 0, `${states} states generated, ${states} distinct states found, 0 states left on queue.`),
    toolMessage(2194, 0, `The depth of the complete state graph search is ${states}.`),
    toolMessage(2186, 0, "Finished in 974ms at (2026-11-23 04:31:33)"),
  ];
  const toolchain = fakeToolchain(temporaryFolder(context), said.join(""), ["exit 0"]);
  return () => Promise.resolve(toolchain);
}

const realToolchain = (): Promise<Toolchain> => findToolchain(processEnvironment(() => {}));

function unasked(): Promise<Toolchain> {
  return Promise.reject(new Error("TLC is asked"));
}

function withSteps(scenario: MadeScenario, change: (part: Part) => Part): MadeScenario {
  return { ...scenario, system: { ...scenario.system, parts: scenario.system.parts.map(change) } };
}

test("TLC accepts a run of the right step functions, whatever somebody says of it, with batches and bounds by name", async (context) => {
  const scenario = wrongAt(3_000);
  assert.deepEqual(scenario.constants.overrides, { MaxUndecided: "Eight" });
  const { verdict, folder } = await judged(context, scenario, { toolchain: realToolchain });
  assert.ok(verdict.kind === "accepts" && verdict.steps > 40, JSON.stringify(verdict));
  assert.equal(verdict.until, undefined);
  assert.match(verdictLines(verdict).join("\n"), /^TLC accepts all \d+ steps\. Either a step is missing/);
  const module = readFileSync(join(folder, "FailedRun.tla"), "utf8");
  assert.ok(/^Eight == 8$/m.test(module));
  assert.ok(/batch \\in \{.*<<\[client \|-> a, number \|-> \d+\], \[client /.test(module));
  // So that it can be asked again, and nothing else stays.
  assert.deepEqual(readdirSync(folder), ["FailedRun.cfg", "FailedRun.tla"]);
});

test("TLC refuses a run of mistaken step functions at the step that is wrong, by name", async (context) => {
  const twin = present(twins.find(({ name }) => name === "EpochBroadcast_Bug_AcknowledgedBeforeDurable"));
  const scenario = wrongAt(3_000, scenarioOf(seed, twin.systemOf));
  const { verdict } = await judged(context, scenario, { toolchain: realToolchain });
  assert.ok(verdict.kind === "refuses", JSON.stringify(verdict));
  const { action, step, node } = verdict;
  assert.equal(action, "ReceiveAppend");
  // It has acknowledged what it is still writing.
  assert.match(verdict.changes.join("\n"), new RegExp(`\\+ acknowledge ${node} → `));
  assert.match(
    verdictLines(verdict).join("\n"),
    new RegExp(`^TLC refuses step ${step}, at \\d+ ms: ${action} by ${node}\n`),
  );
  assert.deepEqual(verdictText(verdict).slice(-verdict.changes.length), verdict.changes);
});

test("of a long run the first steps are asked about, and it is said up to when", async (context) => {
  const { verdict } = await judged(context, wrongAt(3_000), { toolchain: walking(context, 6), mostSteps: [5] });
  assert.ok(
    verdict.kind === "accepts" && verdict.steps === 5 && Number(verdict.until) < 3_000,
    JSON.stringify(verdict),
  );
  assert.match(
    verdictLines(verdict).join("\n"),
    /^TLC accepts its first 5 steps, up to \d+ ms: it was not asked about later ones/,
  );
});

test("if the first steps are accepted more are asked about, and without an answer to that it is as before", async (context) => {
  const refused = await judged(context, wrongAt(3_000), { toolchain: walking(context, 6), mostSteps: [5, 10] });
  assert.ok(refused.verdict.kind === "accepts" && refused.verdict.steps === 5, JSON.stringify(refused.verdict));
  assert.equal(refused.verdict.because, "TLC walked 6 of 11 states");
  const asked: string[] = [];
  const chains = [walking(context, 6), walking(context, 11)];
  const more = await judged(context, wrongAt(3_000), {
    mostSteps: [5, 10],
    toolchain: () => present(chains[asked.push("again") - 1])(),
  });
  assert.ok(more.verdict.kind === "accepts" && more.verdict.steps === 10, JSON.stringify(more.verdict));
  assert.equal(asked.length, 2);
});

test("a walk of fewer states than there are is no acceptance", async (context) => {
  const { verdict } = await judged(context, wrongAt(3_000), { toolchain: walking(context, 5), mostSteps: [5] });
  assert.deepEqual(verdict, { kind: "unknown", because: "TLC walked 5 of 6 states" });
});

test("an action that the specification does not have is refused, once TLC has come as far as that", async (context) => {
  const scenario = withSteps(wrongAt(3_000), (part) => ({ ...part, actionOf: () => "Guess" }));
  const { verdict } = await judged(context, scenario, { toolchain: walking(context, 1) });
  assert.ok(verdict.kind === "refuses");
  assert.deepEqual([verdict.step, verdict.action], [1, "Guess"]);
  const doubtful = await judged(context, scenario, { toolchain: walking(context, 2) });
  assert.equal(doubtful.verdict.kind, "unknown");
});

/** Nodes that have, from some time on, no effects of these kinds. */
function forgetting(kinds: readonly string[], isForgetful: () => boolean): MadeScenario {
  return withSteps(wrongAt(3_000), (part) => ({
    ...part,
    step: (state, event) => {
      const result = part.step(state, event);
      if (result.outcome !== "changed" || !isForgetful()) return result;
      return { ...result, effects: result.effects.filter(({ kind }) => !kinds.includes(kind)) };
    },
  }));
}

test("what the explorer cannot follow is said", async (context) => {
  let isForgetful = false;
  const scenario = forgetting(["setTimer"], () => isForgetful);
  const { verdict } = await judged(context, scenario, { toolchain: walking(context, 1) }, () => {
    isForgetful = true;
  });
  const lines = verdictLines(verdict).join("\n");
  assert.match(lines, /^TLC accepts its first 0 steps, up to \d+ ms: and no further: n3: armed are/);
});

test("step functions that do something else the second time are refused before TLC is asked", async (context) => {
  let isForgetful = false;
  const scenario = forgetting(["send"], () => isForgetful);
  const { verdict } = await judged(context, scenario, { toolchain: unasked }, () => {
    isForgetful = true;
  });
  assert.ok(verdict.kind === "unlike", JSON.stringify(verdict));
  assert.match(
    verdictLines(verdict).join(""),
    /^refused before TLC, at \d+ ms: the step functions do not do what a run of/,
  );
});

test("TLC that does not answer is not waited for, and what an earlier run has left is gone", async (context) => {
  const folder = temporaryFolder(context);
  writeFileSync(join(folder, "FailedRun.tla"), "old");
  const slow = fakeToolchain(folder, "", ["exec sleep 30"]);
  const { verdict } = await judged(context, wrongAt(3_000), {
    toolchain: () => Promise.resolve(slow),
    patience: 100,
    mostSteps: [5],
  });
  assert.deepEqual(verdict, { kind: "unknown", because: "TLC has not answered in 0.1 s" });

  const run = { protocol: epochBroadcastProtocol, scenario: scenarioOf(3), moments: [] };
  const nowhere = await verdictOn(run, folder, { specFolder: "nowhere", toolchain: unasked });
  assert.match(verdictLines(nowhere).join(""), /^TLC could not be asked about the run: ENOENT/);
  assert.ok(!existsSync(join(folder, "FailedRun.tla")));
});
