/**
 * How far a coordinator can be with a transaction, and what follows from that alone: what is on its disk, and which
 * timers are armed.
 *
 * @module
 */
import { t } from "typescript-fsm";
import { type Row, type TransitionTable, transitionTable } from "../../core/transition-table.ts";

/** How far the coordinator is with the transaction. */
export type CoordinatorStatus = "working" | "voting" | "committing" | "committed" | "aborted" | "forgotten";

/** What happens to a coordinator, as far as its status goes. */
export type CoordinatorChange =
  | "commitRequested"
  | "everyoneVotedYes"
  | "abortDecided"
  | "commitBecameDurable"
  | "everyoneAcknowledged";

/** The record on disk. `"none"` is no record, which is abort. */
export type CoordinatorRecord = "none" | "commit";

/** The timers of a coordinator: each sends again what may have been lost. */
export type CoordinatorTimer = "resendPrepare" | "resendDecision";

const rows: readonly Row<CoordinatorStatus, CoordinatorChange>[] = [
  t("working", "commitRequested", "voting"),
  t("working", "abortDecided", "aborted"),
  t("voting", "everyoneVotedYes", "committing"),
  t("voting", "abortDecided", "aborted"),
  t("committing", "commitBecameDurable", "committed"),
  t("committed", "everyoneAcknowledged", "forgotten"),
];

/**
 * The role changes of a coordinator. It starts working, and starts again as its record says.
 *
 * @example
 * ```ts
 * import { coordinator } from "quorate/two-phase-commit";
 *
 * const { next, finals } = coordinator.coordinatorTable;
 * console.log(next("voting", "everyoneVotedYes"), finals); // committing [ 'aborted', 'forgotten' ]
 * ```
 */
export const coordinatorTable: TransitionTable<CoordinatorStatus, CoordinatorChange> = transitionTable(
  rows,
  ["working", "committed", "forgotten"],
  ["aborted", "forgotten"],
);

/** What a coordinator in a status has on disk, or is about to. @spec TwoPhaseCommit!Record */
export const coordinatorRecords: Readonly<Record<CoordinatorStatus, CoordinatorRecord>> = {
  working: "none",
  voting: "none",
  committing: "commit",
  committed: "commit",
  aborted: "none",
  forgotten: "none",
};

/** Whether it is a record of a coordinator. */
export function isCoordinatorRecord(candidate: unknown): candidate is CoordinatorRecord {
  return candidate === "none" || candidate === "commit";
}

/** The timers that are armed in a status. Whoever waits for its user alone has nothing to send. */
export function timersIn(
  status: CoordinatorStatus,
  everyParticipantAcknowledged: boolean,
): readonly CoordinatorTimer[] {
  if (status === "voting") return whileVoting;
  return status === "committed" && !everyParticipantAcknowledged ? whileTelling : noTimers;
}

const whileVoting: readonly CoordinatorTimer[] = ["resendPrepare"];
const whileTelling: readonly CoordinatorTimer[] = ["resendDecision"];
const noTimers: readonly CoordinatorTimer[] = [];
