/**
 * A world for tests of what happens in one.
 *
 * @module
 */
import type { World } from "./plan.ts";

/** Nothing goes wrong in it, and nothing is left to chance. */
export const calmWorld: World = {
  latency: 1,
  spread: 0,
  bandwidth: null,
  lose: 0,
  loseLater: 0,
  duplicate: 0,
  flush: 10,
  flushSpread: 0,
  flushTogether: true,
  clocks: {},
};
