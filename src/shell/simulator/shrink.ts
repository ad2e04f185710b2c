/**
 * Makes a plan that fails as small as possible, as long as it fails in the same way: first fewer faults, then a simpler
 * world, then shorter faults and an earlier healing, and at last fewer things that users do.
 *
 * @module
 */
import { isSameData } from "../../core/plain-data.ts";
import type { PartTypes } from "../../core/system.ts";
import type { Plan, World } from "./plan.ts";
import type { Scenario } from "./scenario.ts";
import { type SimulationResult, simulate } from "./simulate.ts";

/** The smallest run that was found, and how many runs that took. */
export interface Shrunk {
  readonly result: SimulationResult;
  readonly runs: number;
}

/** After how many steps, of all runs together, the search ends: a run without end takes long each time. */
const mostSteps = 10_000_000;

/** The search for an earlier healing ends when less than so many milliseconds could be gained. */
const nearEnough = 50;

/**
 * @param failed - a run of the scenario in which a property is violated
 * @param mostRuns - after how many runs the search ends
 * @example
 * ```ts
 * import { type Scenario, shrink, simulate } from "quorate/simulator";
 * import { type TwoPhaseCommitTypes, twoPhaseCommit } from "quorate/two-phase-commit";
 *
 * // To be told anything at all is a violation here, and no fault is needed for that.
 * const quiet: Scenario<TwoPhaseCommitTypes> = {
 *   system: twoPhaseCommit({ transactions: ["order"], coordinator: "shop", participants: ["bank"] }),
 *   timeOf: () => 100,
 *   within: 2_000,
 *   watch: (run) => {
 *     run.after(10, () => run.ask("order/shop", { kind: "requestCommit" }));
 *     return { told: () => run.violated("Quiet", "somebody was told"), isReached: () => true };
 *   },
 * };
 * console.log(shrink(quiet, simulate(quiet, 7)).result.plan.faults); // []
 * ```
 */
export function shrink<Types extends PartTypes>(
  scenario: Scenario<Types>,
  failed: SimulationResult,
  mostRuns = 300,
): Shrunk {
  let smallest = failed;
  let [runs, steps] = [0, 0];
  const isSmaller: IsSmaller = (plan, within = Number.POSITIVE_INFINITY) => {
    if (runs >= mostRuns || steps >= mostSteps) return false;
    const result = simulate(scenario, plan);
    runs++;
    steps += result.steps;
    const isSame = result.violation?.property === failed.violation?.property && result.steps <= within;
    if (isSame) smallest = withoutTheNeverDone(result);
    return isSame;
  };
  // Without some request, some fault may no longer be needed, and the other way round: so all is tried again.
  for (let before: SimulationResult | undefined; before !== smallest; ) {
    before = smallest;
    shrinkOnce(() => smallest, isSmaller);
  }
  return { result: smallest, runs };
}

/** Whether the run fails in the same way, within so many steps. If so, it is the smallest so far. */
type IsSmaller = (plan: Plan, within?: number) => boolean;

function shrinkOnce(smallest: () => SimulationResult, isSmaller: IsSmaller): void {
  const plan = (): Plan => smallest().plan;
  removeSome(
    () => plan().faults,
    (faults) => isSmaller({ ...plan(), faults }),
  );
  removeSome(
    () => plan().left,
    (left) => isSmaller({ ...plan(), left }),
  );
  makeWorldPlain(plan, isSmaller);
  for (let i = 0; i < plan().faults.length; i++) {
    while (halveFault(plan(), i, isSmaller)) {
      // As short as possible.
    }
  }
  healEarlier(plan, isSmaller);
  for (const what of ["begun", "asked"] as const) {
    removeSome(
      () => without(smallest()[what], plan().omitted?.[what]),
      (left) => {
        const omitted = { ...plan().omitted, [what]: without(smallest()[what], left) };
        // A client without an answer asks again. If that only makes the run fail later, the run is not smaller.
        return isSmaller({ ...plan(), omitted }, smallest().steps);
      },
    );
  }
}

/** Removes half of the things, then a quarter, and so on down to single ones, as long as the run fails without them. */
function removeSome<Thing>(things: () => readonly Thing[], isSmaller: (fewer: readonly Thing[]) => boolean): void {
  for (let size = things().length; size >= 1; size = Math.floor(size / 2)) {
    for (let from = 0; from < things().length; ) {
      const fewer = things().filter((_, i) => i < from || i >= from + size);
      if (!isSmaller(fewer)) from += size;
    }
  }
}

/** Each makes the world simpler in one respect. A node that is not named in `clocks` has a right clock. */
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

function makeWorldPlain(plan: () => Plan, isSmaller: IsSmaller): void {
  for (const plainer of plainWorlds) {
    const world = { ...plan().world, ...plainer };
    if (!isSameData(world, plan().world)) isSmaller({ ...plan(), world });
  }
}

function halveFault(plan: Plan, which: number, isSmaller: IsSmaller): boolean {
  const fault = plan.faults[which];
  if (fault === undefined || fault.for < 2) return false;
  return isSmaller({ ...plan, faults: plan.faults.with(which, { ...fault, for: Math.floor(fault.for / 2) }) });
}

/** Heals when the last fault is over or, if the run does not fail then, half as much later as now, and so on. */
function healEarlier(plan: () => Plan, isSmaller: IsSmaller): void {
  const ends = plan().faults.map((fault) => fault.at + fault.for);
  let tooEarly = Math.min(plan().healed, Math.max(0, ...ends));
  if (tooEarly === plan().healed || isSmaller({ ...plan(), healed: tooEarly })) return;
  while (plan().healed - tooEarly >= nearEnough) {
    const healed = Math.floor((tooEarly + plan().healed) / 2);
    if (!isSmaller({ ...plan(), healed })) tooEarly = healed;
  }
}

/** The plan without what it omits after the end of the run: a shorter run may end before that. */
function withoutTheNeverDone(result: SimulationResult): SimulationResult {
  const { omitted } = result.plan;
  if (omitted === undefined) return result;
  const { begun = [], asked = [] } = omitted;
  const done = {
    begun: begun.filter((number) => number < result.begun),
    asked: asked.filter((number) => number < result.asked),
  };
  return { ...result, plan: { ...result.plan, omitted: done } };
}

/** The numbers from 0 up to, but not including, `count`, without some of them. */
function without(count: number, some: readonly number[] = []): readonly number[] {
  return Array.from({ length: count }, (_, number) => number).filter((number) => !some.includes(number));
}
