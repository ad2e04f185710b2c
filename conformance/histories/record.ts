/**
 * One run of a system in the simulator, and the history that its clients have of it.
 *
 * @module
 */
import type { System } from "../../src/core/system.ts";
import type { Call, History } from "../../src/linearizable-storage/histories/history.ts";
import { randomOf } from "../../src/shell/simulator/random.ts";
import type { Run, Scenario, Watcher } from "../../src/shell/simulator/scenario.ts";
import { type SimulationResult, simulate } from "../../src/shell/simulator/simulate.ts";
import { electionTimes, namesOf, quorumOf, withinOfClusters } from "../simulation/clusters.ts";
import { inTime, type SystemInTime } from "../simulation/objects-in-time.ts";
import { type ClientPlan, clientPlansOf, recordedClient } from "./clients.ts";
import type { Recorded } from "./recorded.ts";

/** What was recorded in a run. */
export interface Recording {
  readonly seed: number;
  /** In no order. Times are virtual milliseconds. */
  readonly history: History;
  readonly result: SimulationResult;
}

/** Runs what the seed says: so many nodes and clients, and these faults. @param systemOf - with a mistake, perhaps */
export function record(
  recorded: Recorded,
  seed: number,
  systemOf: (nodes: readonly string[]) => System = recorded.systemOf,
): Recording {
  const random = randomOf(seed, "histories", recorded.name);
  const nodes = namesOf(random);
  const living = inTime(systemOf(nodes), randomOf(seed, "objects"));
  const history: Call[] = [];
  const plans = clientPlansOf(random);
  const times = electionTimes(random, { replicate: 50, giveUp: 300 });
  const scenario: Scenario = {
    system: living.system,
    // What stands below in a stack has the name of the object in front of its timers.
    timeOf: (drawn, timer, isHealed) => times(drawn, timer.replace(/^.*\./, ""), isHealed),
    plans: { needed: (drawn) => quorumOf(drawn, nodes) },
    within: withinOfClusters,
    watch: (run) => watched(run, recorded, living, plans, history),
  };
  return { seed, history, result: simulate(scenario, seed) };
}

function watched(
  run: Run,
  recorded: Recorded,
  { system, begin }: SystemInTime,
  plans: readonly ClientPlan[],
  history: Call[],
): Watcher {
  begin(run);
  const parts = system.parts.map(({ name }) => name);
  const clients = plans.map((plan) => recordedClient(run, plan, recorded, parts, history));
  return {
    told: (_, value, by) => {
      const answer = by === "reply" ? recorded.answerIn(value) : undefined;
      if (answer !== undefined) for (const client of clients) client.answered(answer);
    },
    isReached: () => clients.every(({ isDone }) => isDone()),
  };
}
