/**
 * `quorate/equivalence`: consensus, a log, a register that compares and sets, and a counter, each made of the others by
 * pure step functions.
 *
 * @module
 */
export type { ProposeRequest } from "../consensus/epoch-consensus/proposal.ts";
export type { BoardEntry, BoardOperation } from "../environment/shared-board.ts";
export type { Increment, NumberGiven } from "../environment/shared-counter.ts";
export type { Decided } from "../environment/shared-decisions.ts";
export type { CompareAndSet } from "../environment/shared-register.ts";
export {
  type AtPlace,
  asDecisions,
  consensusSequence,
  type ProposeAt,
  type SequenceOptions,
  type SequenceRecord,
  type SequenceState,
  type SequenceTypes,
} from "./consensus-sequence.ts";
export type { Announcement } from "./counter-consensus/first.ts";
export {
  type Announcements,
  type CounterConsensusEffect,
  type CounterConsensusEvent,
  type CounterConsensusTypes,
  type CounterProposing,
  counterProposer,
  type Doing,
} from "./counter-consensus/proposer.ts";
export { type CounterProposerPart, counterConsensus } from "./counter-consensus/system.ts";
export {
  type BroadcastAll,
  type DecisionLogEffect,
  type DecisionLogEvent,
  type DecisionLogOptions,
  type DecisionLogState,
  type DecisionLogTypes,
  decisionLogNode,
} from "./decision-log/node.ts";
export {
  broadcastAll,
  type DecisionLogPart,
  type DecisionLogSystemOptions,
  decisionLog,
} from "./decision-log/system.ts";
export {
  type LogConsensusEffect,
  type LogConsensusEvent,
  type LogConsensusTypes,
  logProposer,
  type ProposalTold,
} from "./log-consensus/proposer.ts";
export { type LogProposerPart, logConsensus } from "./log-consensus/system.ts";
export { asOneNumberEach } from "./one-number.ts";
export { asOneSettingEach } from "./one-setting.ts";
export { type ProposerOptions, type Proposing, proposalOf } from "./proposing.ts";
export {
  type Held,
  type RegisterConsensusEffect,
  type RegisterConsensusEvent,
  type RegisterConsensusTypes,
  registerProposer,
} from "./register-consensus/proposer.ts";
export { type RegisterProposerPart, registerConsensus } from "./register-consensus/system.ts";
export type { ConsensusOptions } from "./systems.ts";
