/**
 * Runs of the simulator as paths of the explorer, for TLC to accept.
 *
 * @module
 */
import { type Moment, recorder } from "../../src/shell/simulator/dialogue.ts";
import { simulate } from "../../src/shell/simulator/simulate.ts";
import type { PathStep, RunModel } from "../engine/protocol.ts";
import type { Subject } from "../engine/subject.ts";
import type { Walker } from "../engine/walker.ts";
import { pathOf } from "./path-of.ts";
import type { TracedProtocol } from "./simulated.ts";

/**
 * The first steps of so many runs, as a model for TLC.
 *
 * @param module - the module with the bounds of the models, none of which is used
 * @param steps - how many of each run
 */
export function simulatedRuns(
  name: string,
  module: string,
  protocol: TracedProtocol,
  runs: number,
  steps: number,
): RunModel {
  const { constants } = protocol.traced;
  const made = (subject: Subject, walker: Walker): readonly (readonly PathStep[])[] =>
    tracedRuns(protocol, subject, walker, runs, steps);
  return { name, module, constants, runs, steps, faults: [], made };
}

/** Those of the seeds whose system has the parts of the subject. */
function tracedRuns(
  { traced }: TracedProtocol,
  subject: Subject,
  walker: Walker,
  runs: number,
  steps: number,
): readonly (readonly PathStep[])[] {
  const names = namesOf(subject);
  const paths: (readonly PathStep[])[] = [];
  for (let seed = 1; paths.length < runs; seed++) {
    const scenario = traced.scenarioOf(seed);
    if (namesOf(scenario) !== names) continue;
    const { moments, happened } = recorder();
    simulate(scenario, seed, happened);
    paths.push(pathOf(subject, walker, firstOf(moments, steps)).slice(0, steps));
  }
  return paths;
}

/** As many as have so many steps at least: several things are said of each. */
function firstOf(moments: readonly Moment[], steps: number): readonly Moment[] {
  return moments.slice(0, steps * 8);
}

function namesOf({ system }: Pick<Subject, "system">): string {
  return system.parts.map(({ name }) => name).join();
}
