/**
 * Every protocol that is simulated.
 *
 * @module
 */

import { simulatedReplicatedCommit } from "../atomic-commit/replicated-commit.scenario.ts";
import { simulatedThreePhaseCommit } from "../atomic-commit/three-phase-commit.scenario.ts";
import { simulatedTwoPhaseCommit } from "../atomic-commit/two-phase-commit.scenario.ts";
import { simulatedEpochConsensus } from "../consensus/epoch-consensus.scenario.ts";
import { simulatedBroadcastRegister } from "../linearizable-storage/broadcast-register.scenario.ts";
import { simulatedEpochBroadcast } from "../total-order-broadcast/epoch-broadcast.scenario.ts";
import { simulatedSequencedBroadcast } from "../total-order-broadcast/sequenced-broadcast.scenario.ts";
import type { SimulatedProtocol } from "./simulated.ts";

export const simulatedProtocols: readonly SimulatedProtocol[] = [
  simulatedTwoPhaseCommit,
  simulatedThreePhaseCommit,
  simulatedReplicatedCommit,
  simulatedEpochConsensus,
  simulatedEpochBroadcast,
  simulatedSequencedBroadcast,
  simulatedBroadcastRegister,
];
