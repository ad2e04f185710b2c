/**
 * A scenario and a plan in, a result out.
 *
 * @module
 */
import { nodesOf, type PartTypes } from "../../core/system.ts";
import { type Plan, planOf } from "./plan.ts";
import type { Costs, Scenario } from "./scenario.ts";
import { type Happened, Simulation, type Violation } from "./simulation.ts";

/** What came of a run. */
export interface SimulationResult extends Costs {
  readonly plan: Plan;
  /** The property that was violated; `undefined` if none was. */
  readonly violation: Violation | undefined;
  /** How long the run took in virtual time, in milliseconds. */
  readonly milliseconds: number;
  /** How often each fault has struck. */
  readonly faults: Readonly<Record<string, number>>;
  /**
   * How many things users have begun, as far as the scenario calls {@link Run.mayBegin}, and how often they have asked;
   * what the plan omits is counted, too. And how often users were told something new.
   */
  readonly begun: number;
  readonly asked: number;
  readonly told: number;
}

/**
 * Runs the scenario by the plan, or by the plan of a seed.
 *
 * @param happened - called with everything that happens, and when
 * @throws Error if the system is not valid: for example, if two parts have one name.
 * @see [The simulator](page:docs/simulator.md)
 * @example
 * ```ts
 * import { type Scenario, simulate } from "quorate/simulator";
 * import { type TwoPhaseCommitTypes, twoPhaseCommit } from "quorate/two-phase-commit";
 *
 * // All who are told an outcome are told the same one.
 * const buying: Scenario<TwoPhaseCommitTypes> = {
 *   system: twoPhaseCommit({ transactions: ["order"], coordinator: "shop", participants: ["bank", "stock"] }),
 *   timeOf: () => 100,
 *   within: 2_000,
 *   watch: (run) => {
 *     const outcomes = new Set<unknown>();
 *     run.after(10, () => run.ask("order/shop", { kind: "requestCommit" }));
 *     return {
 *       told: (_, value) => {
 *         if (typeof value === "string") outcomes.add(value);
 *         if (outcomes.size > 1) run.violated("Agreement", "two outcomes");
 *       },
 *       isReached: () => true,
 *     };
 *   },
 * };
 * const { violation, steps } = simulate(buying, 7);
 * console.log(violation, steps === simulate(buying, 7).steps); // undefined true
 * ```
 */
export function simulate<Types extends PartTypes>(
  scenario: Scenario<Types>,
  seedOrPlan: number | Plan,
  happened?: Happened,
): SimulationResult {
  const plan =
    typeof seedOrPlan === "number" ? planOf(nodesOf(scenario.system), seedOrPlan, scenario.plans) : seedOrPlan;
  const simulation = new Simulation(scenario, plan, happened);
  const violation = simulation.run();
  const { faults, told } = simulation.tally;
  const { begun, asked } = simulation.users;
  return { plan, violation, milliseconds: simulation.now(), faults, begun, asked, told, ...simulation.costs() };
}
