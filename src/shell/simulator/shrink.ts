/**
 * A plan that fails, made as small as it goes while it fails in the same way: fewer faults first, then a plainer world,
 * then shorter faults.
 *
 * @module
 */
import type { PartTypes } from "../../core/system.ts";
import type { Plan, World } from "./plan.ts";
import type { Scenario } from "./scenario.ts";
import { type SimulationResult, simulate } from "./simulate.ts";

/** How small it has become, and in how many runs. */
export interface Shrunk {
  readonly result: SimulationResult;
  readonly runs: number;
}

/** After how many steps in all it is small enough: a storm takes long each time. */
const mostSteps = 10_000_000;

/**
 * @param failed - a run of the scenario in which a property is violated
 * @param mostRuns - after how many runs it is small enough
 */
export function shrink<Types extends PartTypes>(
  scenario: Scenario<Types>,
  failed: SimulationResult,
  mostRuns = 300,
): Shrunk {
  let smallest = failed;
  let [runs, steps] = [0, 0];
  const isSmaller = (plan: Plan): boolean => {
    if (runs >= mostRuns || steps >= mostSteps) return false;
    const result = simulate(scenario, plan);
    runs++;
    steps += result.steps;
    const isSame = result.violation?.property === failed.violation?.property;
    if (isSame) smallest = result;
    return isSame;
  };
  const plan = (): Plan => smallest.plan;

  removeSome(
    () => plan().faults,
    (faults) => isSmaller({ ...plan(), faults }),
  );
  removeSome(
    () => plan().left,
    (left) => isSmaller({ ...plan(), left }),
  );
  for (const plainer of plainWorlds) isSmaller({ ...plan(), world: { ...plan().world, ...plainer } });
  for (let i = 0; i < plan().faults.length; i++) {
    while (halveFault(plan(), i, isSmaller)) {
      // As short as it goes.
    }
  }
  const ends = plan().faults.map((fault) => fault.at + fault.for);
  isSmaller({ ...plan(), healed: Math.min(plan().healed, Math.max(0, ...ends)) });
  return { result: smallest, runs };
}

/** Takes away half of them, a quarter, and so on down to single ones, as long as it fails without. */
function removeSome<Thing>(things: () => readonly Thing[], isSmaller: (fewer: readonly Thing[]) => boolean): void {
  for (let size = things().length; size >= 1; size = Math.floor(size / 2)) {
    for (let from = 0; from < things().length; ) {
      const fewer = things().filter((_, i) => i < from || i >= from + size);
      if (!isSmaller(fewer)) from += size;
    }
  }
}

/** Each makes the world plainer in one thing. A clock of which nothing is said is right. */
const plainWorlds: readonly Partial<World>[] = [
  { lose: 0, loseLater: 0 },
  { duplicate: 0 },
  { bandwidth: null },
  { clocks: {} },
  { spread: 0 },
  { flushSpread: 0 },
  { latency: 1 },
  { flush: 1 },
];

function halveFault(plan: Plan, which: number, isSmaller: (plan: Plan) => boolean): boolean {
  const fault = plan.faults[which];
  if (fault === undefined || fault.for < 2) return false;
  return isSmaller({ ...plan, faults: plan.faults.with(which, { ...fault, for: Math.floor(fault.for / 2) }) });
}
