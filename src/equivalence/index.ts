/**
 * `quorate/equivalence`: consensus, a log, a register that compares and sets, and a counter, each made of the others by
 * pure step functions.
 *
 * @module
 */
export type { ProposeRequest } from "../consensus/epoch-consensus/proposal.ts";
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
