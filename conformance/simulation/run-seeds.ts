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
  /** How long they took. */
  readonly seconds: number;
  /** How often each fault struck. */
  readonly faults: Readonly<Record<string, number>>;
  readonly told: number;
  readonly messages: number;
  /** The run in which a property was violated, which is the last. */
  readonly failure: SimulationResult | undefined;
}

const millisecondsBetweenNews = 200;

/**
 * Runs one seed after the other, until a property is violated.
 *
 * @param onProgress - told several times a second how many runs there were: the process is too busy for a timer
 */
export function runSeeds(
  scenarioOf: (seed: number) => Scenario,
  { first, count }: Seeds,
  onProgress: (runs: number, steps: number) => void = () => {},
): Sum {
  const started = performance.now();
  const faults: Record<string, number> = {};
  let failure: SimulationResult | undefined;
  let [runs, steps, told, messages] = [0, 0, 0, 0];
  let toldAt = started;
  for (let seed = first; seed < first + count && failure === undefined; seed++) {
    const result = simulate(scenarioOf(seed), seed);
    runs++;
    steps += result.steps;
    told += result.told;
    for (const kind of Object.values(result.sent)) messages += kind;
    for (const [kind, often] of Object.entries(result.faults)) faults[kind] = (faults[kind] ?? 0) + often;
    if (result.violation !== undefined) failure = result;
    if (performance.now() - toldAt < millisecondsBetweenNews) continue;
    toldAt = performance.now();
    onProgress(runs, steps);
  }
  const seconds = (performance.now() - started) / 1000;
  return { runs, steps, seconds, faults, told, messages, failure };
}
