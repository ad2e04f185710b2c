/**
 * How far a participant can be with a transaction, and what follows from that alone: what is on its disk, and which
 * timers are armed.
 *
 * @module
 */
import { t } from "typescript-fsm";
import { type Row, type TransitionTable, transitionTable } from "../../core/transition-table.ts";

/** How far a participant is with the transaction. */
export type ParticipantStatus =
  | "working"
  | "preparing"
  | "prepared"
  | "committing"
  | "committed"
  | "aborting"
  | "aborted";

/** What happens to a participant, as far as its status goes. */
export type ParticipantChange =
  | "askedToPrepare"
  | "promiseBecameDurable"
  | "abortedAlone"
  | "toldToCommit"
  | "toldToAbort"
  | "outcomeBecameDurable"
  | "promiseWasRemoved";

/**
 * The record on disk. `"none"` is no record, which is abort. To write `"prepared"` is to make sure that the work can be
 * committed later.
 */
export type ParticipantRecord = "none" | "prepared" | "committed";

/** The timer of a participant in doubt. */
export type ParticipantTimer = "askForOutcome";

const rows: readonly Row<ParticipantStatus, ParticipantChange>[] = [
  t("working", "askedToPrepare", "preparing"),
  t("working", "abortedAlone", "aborted"),
  t("working", "toldToAbort", "aborted"),
  t("preparing", "promiseBecameDurable", "prepared"),
  t("preparing", "abortedAlone", "aborting"),
  t("preparing", "toldToAbort", "aborting"),
  t("prepared", "toldToCommit", "committing"),
  t("prepared", "toldToAbort", "aborting"),
  t("committing", "outcomeBecameDurable", "committed"),
  t("aborting", "promiseWasRemoved", "aborted"),
];

/**
 * The role changes of a participant. There is no way from `prepared` but the coordinator's.
 *
 * @example
 * ```ts
 * import { participant } from "quorate/two-phase-commit";
 *
 * const { next } = participant.participantTable;
 * console.log(next("prepared", "toldToCommit"), next("prepared", "abortedAlone")); // committing undefined
 * ```
 */
export const participantTable: TransitionTable<ParticipantStatus, ParticipantChange> = transitionTable(
  rows,
  ["working", "prepared", "committed", "aborted"],
  ["committed", "aborted"],
);

/** What a participant in a status has on disk, or is about to. @spec TwoPhaseCommit!Record */
export const participantRecords: Readonly<Record<ParticipantStatus, ParticipantRecord>> = {
  working: "none",
  preparing: "prepared",
  prepared: "prepared",
  committing: "committed",
  committed: "committed",
  aborting: "none",
  aborted: "none",
};

/** Whether it is a record of a participant. */
export function isParticipantRecord(candidate: unknown): candidate is ParticipantRecord {
  return candidate === "none" || candidate === "prepared" || candidate === "committed";
}

/** The timers that are armed in a status: whoever is in doubt asks. */
export function timersIn(status: ParticipantStatus): readonly ParticipantTimer[] {
  return status === "prepared" ? asking : silent;
}

const asking = ["askForOutcome"] as const;
const silent = [] as const;
