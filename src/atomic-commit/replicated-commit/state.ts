/**
 * What a candidate keeps, and what follows from that alone.
 *
 * @module
 */
import { type Dictionary, emptyDictionary, lookUp, rowsOf, withoutValue, withValue } from "../../core/dictionary.ts";
import type { NodeId } from "../../core/node-id.ts";
import type { NodeSet } from "../../core/node-set.ts";
import type { CoordinatorState } from "../two-phase-commit/coordinator.ts";
import type { CoordinatorTimer } from "../two-phase-commit/coordinator-status.ts";
import type { TransactionId } from "../two-phase-commit/message.ts";
import type { Cells } from "./cells.ts";
import type { CommitEntry } from "./entry.ts";

/**
 * How a candidate stands to the role: it does not have it (`following`); the number of its take-over is on its way to disk
 * (`numbering`), or the take-over on its way to the log and back (`asking`); or it has the role (`bearing`).
 *
 * @spec ReplicatedCommit!Seat
 */
export type CandidateStatus = "following" | "numbering" | "asking" | "bearing";

/** What is on disk: how many take-overs the candidate has numbered. */
export interface CandidateRecord {
  readonly numbered: number;
}

/** What is lost when a candidate loses the role: all that it has done in it. */
export interface Tenure {
  /** How many transactions it has begun. */
  readonly begun: number;
  /** How many entries it has passed to the log, its take-over being the first. */
  readonly entries: number;
  /** Those that the log has not told it yet, by their numbers. */
  readonly awaited: Dictionary<CommitEntry>;
  /** The coordinator of each transaction of which it knows more than nothing. */
  readonly coordinators: Dictionary<CoordinatorState>;
  /** The coordinators that have each timer armed. */
  readonly armed: Readonly<Record<CoordinatorTimer, Dictionary<TransactionId>>>;
}

/** What a candidate keeps. */
export interface CandidateState extends Tenure {
  readonly self: NodeId;
  readonly role: NodeId;
  readonly candidates: NodeSet;
  readonly participants: NodeSet;
  readonly maxTransactions: number;
  readonly status: CandidateStatus;
  /** The number of its newest take-over; 0 if there is none. */
  readonly number: number;
  /** How many entries the log has told it since its start, those of others too. */
  readonly heard: number;
  readonly cells: Cells;
}

/** Before anything was done. */
export const noTenure: Tenure = {
  begun: 0,
  entries: 0,
  awaited: emptyDictionary,
  coordinators: emptyDictionary,
  armed: { resendPrepare: emptyDictionary, resendDecision: emptyDictionary },
};

/** The name of an entry among those awaited: sorted by name, they are sorted by number. */
export function entryName(number: number): string {
  return String(number).padStart(16, "0");
}

/** With this coordinator. One that has forgotten the transaction is as good as none: abort is presumed. */
export function withCoordinator(state: CandidateState, coordinator: CoordinatorState): CandidateState {
  const { transaction, status } = coordinator;
  const { coordinators: before } = state;
  const coordinators =
    status === "forgotten" ? withoutValue(before, transaction) : withValue(before, transaction, coordinator);
  const isSame = coordinators === before || lookUp(before, transaction) === coordinator;
  return isSame ? state : { ...state, coordinators };
}

/** With a timer of a coordinator armed, or not. */
export function withTimer(
  state: CandidateState,
  timer: CoordinatorTimer,
  transaction: TransactionId,
  isArmed: boolean,
): CandidateState {
  const before = state.armed[timer];
  if (isArmed === (lookUp(before, transaction) !== undefined)) return state;
  const armed = isArmed ? withValue(before, transaction, transaction) : withoutValue(before, transaction);
  return { ...state, armed: { ...state.armed, [timer]: armed } };
}

/** Without what is known of transactions that were aborted: who knows nothing of them presumes the same. */
export function withoutAborted(state: CandidateState): CandidateState {
  const aborted = rowsOf(state.coordinators).filter(({ value }) => value.status === "aborted");
  const coordinators = aborted.reduce((rest, { name }) => withoutValue(rest, name), state.coordinators);
  return { ...state, coordinators };
}
