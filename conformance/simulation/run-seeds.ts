/**
 * Runs of a scenario for one seed after the other, and their sums.
 *
 * @module
 */
import type { Scenario } from "../../src/shell/simulator/scenario.ts";
import { type SimulationResult, simulate } from "../../src/shell/simulator/simulate.ts";

/** Which seeds: so many from the first on. */
export interface Seeds {
  readonly first: number;
  readonly count: number;
}

/** What the runs of some seeds came to. */
export interface Sum {
  readonly runs: number;
  readonly steps: number;
  /** Virtual time, in milliseconds, and the time that it took, in seconds. */
  readonly milliseconds: number;
  readonly seconds: number;
  /** How often each fault struck. */
  readonly faults: Readonly<Record<string, number>>;
  readonly told: number;
  readonly messages: number;
  /** The runs in which a property was violated. */
  readonly failures: readonly SimulationResult[];
}

export interface RunningSeeds {
  /** Whether to go on after a run in which a property was violated; it does not unless told so. */
  readonly goOn?: boolean;
  /** Told after each run how many there were. */
  readonly onProgress?: (runs: number, steps: number) => void;
}

export function runSeeds(
  scenarioOf: (seed: number) => Scenario,
  { first, count }: Seeds,
  { goOn = false, onProgress = () => {} }: RunningSeeds = {},
): Sum {
  const started = performance.now();
  const faults: Record<string, number> = {};
  const failures: SimulationResult[] = [];
  let [runs, steps, milliseconds, told, messages] = [0, 0, 0, 0, 0];
  for (let seed = first; seed < first + count; seed++) {
    const result = simulate(scenarioOf(seed), seed);
    runs++;
    steps += result.steps;
    milliseconds += result.milliseconds;
    told += result.told;
    for (const kind of Object.values(result.sent)) messages += kind;
    for (const [kind, often] of Object.entries(result.faults)) faults[kind] = (faults[kind] ?? 0) + often;
    onProgress(runs, steps);
    if (result.violation === undefined) continue;
    failures.push(result);
    if (!goOn) break;
  }
  const seconds = (performance.now() - started) / 1000;
  return { runs, steps, milliseconds, seconds, faults, told, messages, failures };
}
