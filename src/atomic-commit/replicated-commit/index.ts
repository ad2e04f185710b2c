/**
 * `quorate/replicated-commit`: two-phase commit whose coordinator is a role that several nodes can have, with its record in
 * a replicated log.
 *
 * @module
 */

export {
  type CandidateEffect,
  type CandidateEvent,
  type CandidateOptions,
  type CandidateRequest,
  type CandidateResult,
  type CandidateTypes,
  candidate,
  type Replied,
  type TransactionOutcome,
} from "./candidate.ts";
export type { Cells } from "./cells.ts";
export type { CommitEntry, TakeOver, TakesOver, TransactionRecord } from "./entry.ts";
export type { HeardOfLog } from "./hearing.ts";
export type { CandidateRecord, CandidateState, CandidateStatus, Tenure } from "./state.ts";
export {
  type CandidatePart,
  type ReplicatedCommitOnLogTypes,
  type ReplicatedCommitOptions,
  type ReplicatedCommitTypes,
  replicatedCommit,
  replicatedCommitOn,
} from "./system.ts";
