/**
 * What happens, and when, in the world in which costs are counted: nothing is lost, and nothing is left to chance.
 *
 * @module
 */
import type { LogEntry } from "../../src/shell/in-memory/log-entry.ts";
import { recorder } from "../../src/shell/simulator/dialogue.ts";
import { type Fault, isFault, isLeft } from "../../src/shell/simulator/fault.ts";
import type { World } from "../../src/shell/simulator/plan.ts";
import type { Scenario } from "../../src/shell/simulator/scenario.ts";
import { simulate } from "../../src/shell/simulator/simulate.ts";

/** How long a message is on its way, and a write; one of them takes no time. */
export interface Takes {
  readonly message: number;
  readonly write: number;
}

/** What a node or the network did, and when. */
export interface Done {
  readonly at: number;
  readonly what: LogEntry;
}

/** When a run ends at the latest. */
export const ends = 1_000;

const still: Omit<World, "latency" | "flush"> = {
  spread: 0,
  bandwidth: null,
  lose: 0,
  loseLater: 0,
  duplicate: 0,
  flushSpread: 0,
  flushTogether: false,
  clocks: {},
};

/** @param faults - the only ones that there are */
export function momentsIn(scenario: Scenario, takes: Takes, faults: readonly Fault[] = []): readonly Done[] {
  const world = { ...still, latency: takes.message, flush: takes.write };
  const { moments, happened } = recorder();
  simulate(scenario, { seed: 1, world, faults, healed: ends, left: [] }, happened);
  return moments.flatMap(({ at, what }) => (isFault(what) || isLeft(what) ? [] : [{ at, what }]));
}
