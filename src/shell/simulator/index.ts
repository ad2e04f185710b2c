/**
 * `quorate/simulator`: a whole system in virtual time, under a load and under faults, each run decided by its seed.
 *
 * @module
 */
export { dialogueOf, type Moment, recorder } from "./dialogue.ts";
export { describeFault, type Fault, type FaultKind, faultKinds, type Left, type Spell } from "./fault.ts";
export { type Omitted, type Plan, type PlanOptions, planOf, type World } from "./plan.ts";
export { below, between, oneOf, type Random, randomOf, waiting } from "./random.ts";
export type { Costs, Run, Scenario, Watcher } from "./scenario.ts";
export { sequenceOf } from "./sequence.ts";
export { type Shrunk, shrink } from "./shrink.ts";
export { type SimulationResult, simulate } from "./simulate.ts";
export type { Happened, Violation } from "./simulation.ts";
