/**
 * How far a node can be with a transaction, and which role changes there are.
 *
 * @module
 */
import { t } from "typescript-fsm";
import { type Row, type TransitionTable, transitionTable } from "../../core/transition-table.ts";

/** The statuses of a participant that has promised to commit, and does not know the end. */
export type StatusInDoubt = "prepared" | "preCommitted" | "preAborted";

/**
 * How far a node is with the transaction. A coordinator is `working` until the end, and `gone` once its node has
 * restarted: it has no disk, and comes back with nothing.
 */
export type Status = "working" | StatusInDoubt | "committed" | "aborted" | "gone";

/**
 * What a node leads, if it leads: the coordinator is `voting` first, and who took over is `polling`; then either may be
 * about to commit, or to abort.
 */
export type Phase = "none" | "voting" | "polling" | "preCommitting" | "preAborting";

/** What happens to a node, as far as its status goes. */
export type Change = "promised" | "heardOfCommit" | "heardOfAbort" | "committed" | "aborted";

const participantRows: readonly Row<Status, Change>[] = [
  t("working", "promised", "prepared"),
  t("working", "aborted", "aborted"),
  t("prepared", "heardOfCommit", "preCommitted"),
  t("prepared", "heardOfAbort", "preAborted"),
  t("prepared", "committed", "committed"),
  t("prepared", "aborted", "aborted"),
  t("preCommitted", "heardOfCommit", "preCommitted"),
  t("preCommitted", "heardOfAbort", "preAborted"),
  t("preCommitted", "committed", "committed"),
  t("preCommitted", "aborted", "aborted"),
  t("preAborted", "heardOfCommit", "preCommitted"),
  t("preAborted", "heardOfAbort", "preAborted"),
  t("preAborted", "committed", "committed"),
  t("preAborted", "aborted", "aborted"),
];

/**
 * The role changes of a participant.
 *
 * @example
 * ```ts
 * import { participant } from "quorate/three-phase-commit";
 *
 * console.log(participant.participantTable.next("working", "promised")); // prepared
 * ```
 */
export const participantTable: TransitionTable<Status, Change> = transitionTable(
  participantRows,
  ["working", "prepared", "preCommitted", "preAborted", "committed", "aborted"],
  ["committed", "aborted"],
);

const coordinatorRows: readonly Row<Status, Change>[] = [
  t("working", "committed", "committed"),
  t("working", "aborted", "aborted"),
];

/**
 * The role changes of a coordinator.
 *
 * @example
 * ```ts
 * import { coordinator } from "quorate/three-phase-commit";
 *
 * console.log(coordinator.coordinatorTable.next("working", "aborted")); // aborted
 * ```
 */
export const coordinatorTable: TransitionTable<Status, Change> = transitionTable(
  coordinatorRows,
  ["working", "gone"],
  ["committed", "aborted", "gone"],
);

/** @spec ThreePhaseCommit!InDoubt */
export function isInDoubt(status: unknown): status is StatusInDoubt {
  return status === "prepared" || status === "preCommitted" || status === "preAborted";
}

/** @spec ThreePhaseCommit!HasEnded */
export function hasEnded(status: Status): status is "committed" | "aborted" {
  return status === "committed" || status === "aborted";
}
