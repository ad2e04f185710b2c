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

/** What some runs have counted. */
export interface Totals {
  readonly runs: number;
  readonly steps: number;
  /** How long they took. */
  readonly seconds: number;
  /** How often each fault struck. */
  readonly faults: Readonly<Record<string, number>>;
  readonly told: number;
  readonly messages: number;
}

export const none: Totals = { runs: 0, steps: 0, seconds: 0, faults: {}, told: 0, messages: 0 };

/** Both together. */
export function plus(one: Totals, other: Totals): Totals {
  const faults: Record<string, number> = { ...one.faults };
  for (const [kind, often] of Object.entries(other.faults)) faults[kind] = (faults[kind] ?? 0) + often;
  return {
    runs: one.runs + other.runs,
    steps: one.steps + other.steps,
    seconds: one.seconds + other.seconds,
    faults,
    told: one.told + other.told,
    messages: one.messages + other.messages,
  };
}

/** What the runs of some seeds came to. */
export interface Sum extends Totals {
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
  let failure: SimulationResult | undefined;
  let totals = none;
  let toldAt = started;
  for (let seed = first; seed < first + count && failure === undefined; seed++) {
    const result = simulate(scenarioOf(seed), seed);
    const { steps, told, faults, sent } = result;
    const messages = Object.values(sent).reduce((sum, kind) => sum + kind, 0);
    totals = plus(totals, { runs: 1, steps, seconds: 0, faults, told, messages });
    if (result.violation !== undefined) failure = result;
    if (performance.now() - toldAt < millisecondsBetweenNews) continue;
    toldAt = performance.now();
    onProgress(totals.runs, totals.steps);
  }
  return { ...totals, seconds: (performance.now() - started) / 1000, failure };
}
