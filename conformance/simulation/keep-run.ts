/**
 * A run that is worth looking at, as files: its plan, what was said in it, a diagram, and a test that runs it again.
 *
 * @module
 */
import { join, relative } from "node:path";
import { nodesOf } from "../../src/core/system.ts";
import { dialogueOf, type Moment, recorder } from "../../src/shell/simulator/dialogue.ts";
import type { Plan } from "../../src/shell/simulator/plan.ts";
import type { Scenario } from "../../src/shell/simulator/scenario.ts";
import { sequenceOf } from "../../src/shell/simulator/sequence.ts";
import { type SimulationResult, simulate } from "../../src/shell/simulator/simulate.ts";
import { writeTextWhole, writeWhole } from "../check/write-whole.ts";

/** A run that was kept. */
export interface KeptRun {
  readonly folder: string;
  readonly moments: readonly Moment[];
  readonly dialogue: readonly string[];
  readonly result: SimulationResult;
}

/**
 * Runs it once more, and writes down what happens.
 *
 * @param name - of the protocol
 * @param projectFolder - which the test imports from
 */
export function keepRun(
  name: string,
  scenario: Scenario,
  seedOrPlan: number | Plan,
  buildFolder: string,
  projectFolder: string,
): KeptRun {
  const { moments, happened } = recorder();
  const result = simulate(scenario, seedOrPlan, happened);
  const { plan } = result;
  const folder = join(buildFolder, "simulation", `${name}-${plan.seed}`);
  const dialogue = dialogueOf(moments);
  writeWhole(join(folder, "plan.json"), plan);
  writeWhole(join(folder, "result.json"), result);
  writeTextWhole(join(folder, "dialogue.txt"), `${dialogue.join("\n")}\n`);
  writeTextWhole(join(folder, "sequence.mmd"), sequenceOf(nodesOf(scenario.system), moments));
  writeTextWhole(join(folder, "replay.test.ts"), replayTest(name, plan, relative(folder, projectFolder)));
  return { folder, moments, dialogue, result };
}

function replayTest(name: string, { seed }: Plan, root: string): string {
  return `/** Runs the plan beside this file again: it fails as long as the run does. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { scenarioNamed } from "${root}/conformance/simulation/scenario-named.ts";
import type { Plan } from "${root}/src/shell/simulator/plan.ts";
import { simulate } from "${root}/src/shell/simulator/simulate.ts";

test(${JSON.stringify(`${name}, seed ${seed}: nothing is violated`)}, () => {
  const plan: Plan = JSON.parse(readFileSync(new URL("plan.json", import.meta.url), "utf8"));
  const { violation } = simulate(scenarioNamed(${JSON.stringify(name)}, ${seed}), plan);
  assert.equal(violation, undefined, JSON.stringify(violation));
});
`;
}
