/**
 * `quorate/replicated-counter`: a node of a replicated counter as a pure step function, which stands on a log.
 *
 * @module
 */
export type { LogOfNode, LogOperation, LogOutcome, SharedLog } from "../../environment/shared-log.ts";
export {
  type Count,
  type CounterEffect,
  type CounterEvent,
  type CounterOptions,
  type CounterState,
  type CounterTypes,
  counter,
} from "./counter.ts";
export type { CountAnswer, CountRequest } from "./request.ts";
export { type CounterPart, countOf, type ReplicatedCounterOptions, replicatedCounter } from "./system.ts";
