/**
 * All runs of a protocol that TLC has to accept: those that are made from schedules of steps and faults, and those of the
 * simulator. The latter stand here and not with the protocol: so what takes the protocol alone, as the explorer page does,
 * does not take the simulator too.
 *
 * @module
 */
import { simulatedThreePhaseCommit } from "../atomic-commit/three-phase-commit.scenario.ts";
import { simulatedTwoPhaseCommit } from "../atomic-commit/two-phase-commit.scenario.ts";
import { simulatedEpochConsensus } from "../consensus/epoch-consensus.scenario.ts";
import type { Protocol, RunModel } from "../engine/protocol.ts";
import { simulatedEpochBroadcast } from "../total-order-broadcast/epoch-broadcast.scenario.ts";
import { simulatedRuns } from "./traced-runs.ts";

const simulated: readonly (readonly [protocol: string, model: RunModel])[] = [
  [
    simulatedTwoPhaseCommit.name,
    simulatedRuns("TwoPhaseCommit_3_Simulated", "MCTwoPhaseCommit", simulatedTwoPhaseCommit, 200, 60),
  ],
  [
    simulatedThreePhaseCommit.name,
    simulatedRuns("ThreePhaseCommit_3_Simulated", "MCThreePhaseCommit", simulatedThreePhaseCommit, 150, 60),
  ],
  [
    simulatedEpochConsensus.name,
    simulatedRuns("EpochConsensus_3_Simulated", "MCEpochConsensus", simulatedEpochConsensus, 150, 60),
  ],
  [
    simulatedEpochBroadcast.name,
    simulatedRuns("EpochBroadcast_3_Simulated", "MCEpochBroadcast", simulatedEpochBroadcast, 150, 60),
  ],
];

export function runsOf({ name, runs }: Protocol): readonly RunModel[] {
  return [...runs, ...simulated.flatMap(([protocol, model]) => (protocol === name ? [model] : []))];
}
