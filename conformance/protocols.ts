/**
 * Every protocol whose step functions are compared with its specification.
 *
 * @module
 */
import { threePhaseCommitProtocol } from "./atomic-commit/three-phase-commit.ts";
import { twoPhaseCommitProtocol } from "./atomic-commit/two-phase-commit.ts";
import { epochConsensusProtocol } from "./consensus/epoch-consensus.ts";
import type { Protocol } from "./engine/protocol.ts";
import { objectUseProtocol } from "./environment/object-use.ts";
import { replicatedCounterProtocol } from "./replicated-machine/replicated-counter.ts";
import { epochBroadcastProtocol } from "./total-order-broadcast/epoch-broadcast.ts";

export const protocols: readonly Protocol[] = [
  twoPhaseCommitProtocol,
  threePhaseCommitProtocol,
  epochConsensusProtocol,
  epochBroadcastProtocol,
  replicatedCounterProtocol,
  objectUseProtocol,
];
