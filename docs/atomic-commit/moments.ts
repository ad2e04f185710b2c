/**
 * The world in which costs are counted, and how long a run of it is.
 *
 * @module
 */
import type { World } from "../../src/shell/simulator/plan.ts";

/** Nothing is lost, and nothing is left to chance. */
export const still: Omit<World, "latency" | "flush"> = {
  spread: 0,
  bandwidth: null,
  lose: 0,
  loseLater: 0,
  duplicate: 0,
  flushSpread: 0,
  flushTogether: false,
  clocks: {},
};

/** When a run ends at the latest. */
export const ends = 1_000;
