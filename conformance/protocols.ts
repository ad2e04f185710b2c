/**
 * Every protocol whose step functions are compared with its specification.
 *
 * @module
 */
import { replicatedCommitProtocol } from "./atomic-commit/replicated-commit.ts";
import { threePhaseCommitProtocol } from "./atomic-commit/three-phase-commit.ts";
import { twoPhaseCommitProtocol } from "./atomic-commit/two-phase-commit.ts";
import { epochConsensusProtocol } from "./consensus/epoch-consensus.ts";
import type { Protocol } from "./engine/protocol.ts";
import { objectUseProtocol } from "./environment/object-use.ts";
import { counterConsensusProtocol } from "./equivalence/counter-consensus.ts";
import { decisionLogProtocol } from "./equivalence/decision-log.ts";
import { logConsensusProtocol } from "./equivalence/log-consensus.ts";
import { registerConsensusProtocol } from "./equivalence/register-consensus.ts";
import { broadcastRegisterProtocol } from "./linearizable-storage/broadcast-register.ts";
import { replicatedCounterProtocol } from "./replicated-machine/replicated-counter.ts";
import { epochBroadcastProtocol } from "./total-order-broadcast/epoch-broadcast.ts";
import { sequencedBroadcastProtocol } from "./total-order-broadcast/sequenced-broadcast.ts";

export const protocols: readonly Protocol[] = [
  twoPhaseCommitProtocol,
  threePhaseCommitProtocol,
  replicatedCommitProtocol,
  epochConsensusProtocol,
  epochBroadcastProtocol,
  replicatedCounterProtocol,
  sequencedBroadcastProtocol,
  broadcastRegisterProtocol,
  objectUseProtocol,
  registerConsensusProtocol,
  logConsensusProtocol,
  counterConsensusProtocol,
  decisionLogProtocol,
];
