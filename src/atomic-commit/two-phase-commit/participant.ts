/**
 * A participant of one transaction in two-phase commit.
 *
 * Specification: `TwoPhaseCommit`, the actions of a participant. The durable part is the record, `"none"`, `"prepared"`
 * or `"committed"`; {@link recover} begins again from the record alone. A participant knows a transaction from the work
 * done in it: asked to prepare one of which it knows nothing, a node recovers it from the record `"none"`, and so votes
 * no. That keeps a late duplicate from reviving a finished transaction.
 *
 * @module
 */
import { t } from "typescript-fsm";
import type { Effect } from "../../core/effect.ts";
import type { NodeId } from "../../core/node-id.ts";
import { answered, changed, refused, type Started, type StepResult } from "../../core/step.ts";
import { type Row, type TransitionTable, transitionTable } from "../../core/transition-table.ts";
import { isToParticipant, type ToCoordinator, type ToParticipant, type TransactionId } from "./message.ts";
import type { Outcome } from "./outcome.ts";

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

/** The record on disk. `"none"` is no record, which is abort. */
export type ParticipantRecord = "none" | "prepared" | "committed";

/** The timer of a participant in doubt. */
export type ParticipantTimer = "askForOutcome";

/** One transaction as one of its participants sees it. */
export interface ParticipantState {
  readonly transaction: TransactionId;
  /** The participant's own name. */
  readonly self: NodeId;
  readonly coordinator: NodeId;
  readonly status: ParticipantStatus;
}

/** What a participant can be given. */
export type ParticipantEvent =
  /** The work cannot be committed, or nobody has asked for it for too long. */
  | { readonly kind: "abortAlone" }
  /** Everything that was asked to be written is durable; `record` is the last of it. */
  | { readonly kind: "persisted"; readonly record: ParticipantRecord }
  | { readonly kind: "timeout"; readonly timer: ParticipantTimer }
  /** Something came from the network: it is checked, and refused if it is no message for this participant. */
  | { readonly kind: "receive"; readonly message: unknown };

/** What a participant can ask for. To persist `"prepared"` is to make sure that the work can be committed later. */
export type ParticipantEffect = Effect<ToCoordinator, ParticipantRecord, Outcome, ParticipantTimer>;

/** The result of {@link step}. */
export type ParticipantResult = StepResult<ParticipantState, ParticipantEffect>;

/** Who takes part in which transaction under whom. */
export interface ParticipantOptions {
  readonly transaction: TransactionId;
  readonly self: NodeId;
  readonly coordinator: NodeId;
}

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

/** The role changes of a participant. There is no way from `prepared` but the coordinator's. */
export const participantTable: TransitionTable<ParticipantStatus, ParticipantChange> = transitionTable(
  rows,
  ["working", "prepared", "committed", "aborted"],
  ["committed", "aborted"],
);

/**
 * A participant that has begun to work in the transaction.
 *
 * @throws Error if the participant is the coordinator.
 * @spec TwoPhaseCommit!Init
 */
export function start(options: ParticipantOptions): Started<ParticipantState, ParticipantEffect> {
  return { state: initial(options, "working"), effects: [] };
}

/**
 * The same transaction after a crash, from its record on disk. Without a record the work is lost and the participant
 * has aborted; with a promise it is in doubt, must hold its locks again, and asks.
 *
 * @throws Error if the record is none that a participant writes: a disk that cannot be read is not a disk without a
 * record, so nothing may be presumed from it; or as {@link start} does.
 * @spec TwoPhaseCommit!Recovered
 */
export function recover(
  options: ParticipantOptions,
  record: ParticipantRecord,
): Started<ParticipantState, ParticipantEffect> {
  switch (record) {
    case "none":
      return { state: initial(options, "aborted"), effects: [{ kind: "deliver", value: "aborted" }] };
    case "prepared":
      return { state: initial(options, "prepared"), effects: [{ kind: "setTimer", timer: "askForOutcome" }] };
    case "committed":
      return { state: initial(options, "committed"), effects: [{ kind: "deliver", value: "committed" }] };
    default:
      throw new Error("two-phase commit: no record of a participant");
  }
}

/**
 * Whether the participant must hold the locks of its work.
 *
 * @spec TwoPhaseCommit!HoldsLocks
 */
export function holdsLocks(state: ParticipantState): boolean {
  return !participantTable.finals.includes(state.status);
}

/** The next state of the participant, and what is to be done. It never throws, whatever comes from the network. */
export function step(state: ParticipantState, event: ParticipantEvent): ParticipantResult {
  switch (event.kind) {
    case "abortAlone":
      return abortAlone(state);
    case "persisted":
      return persisted(state, event.record);
    case "timeout":
      return event.timer === "askForOutcome" ? askForOutcome(state) : refused(state, "malformed", "no such timer");
    case "receive":
      return receive(state, event.message);
    default:
      return refused(state, "malformed", "no such event");
  }
}

/** @spec TwoPhaseCommit!ReceivePrepare */
function receivePrepare(state: ParticipantState): ParticipantResult {
  if (state.status === "prepared") return answered(state, [send(state, "yes")]);
  if (state.status === "aborted") return answered(state, [send(state, "no")]);
  const status = participantTable.next(state.status, "askedToPrepare");
  // A late duplicate: the vote is on its way, or the outcome is.
  if (status === undefined) return answered(state, []);
  return changed({ ...state, status }, [{ kind: "persist", record: "prepared" }]);
}

/** @spec TwoPhaseCommit!SendVote */
function sendVote(state: ParticipantState): ParticipantResult {
  const status = participantTable.next(state.status, "promiseBecameDurable");
  // It aborted while the promise was on its way to disk.
  if (status === undefined) return answered(state, []);
  return changed({ ...state, status }, [send(state, "yes"), { kind: "setTimer", timer: "askForOutcome" }]);
}

/** @spec TwoPhaseCommit!AbortAlone */
function abortAlone(state: ParticipantState): ParticipantResult {
  const status = participantTable.next(state.status, "abortedAlone");
  if (status === undefined) return refused(state, "untimely", "it has promised to follow the coordinator");
  return status === "aborted" ? abortAtOnce(state, status, [send(state, "no")]) : removePromise(state, status);
}

/** @spec TwoPhaseCommit!AskForOutcome */
function askForOutcome(state: ParticipantState): ParticipantResult {
  if (state.status !== "prepared") return refused(state, "untimely", "it is not in doubt");
  return answered(state, [send(state, "inquire"), { kind: "setTimer", timer: "askForOutcome" }]);
}

/** @spec TwoPhaseCommit!ReceiveCommit */
function receiveCommit(state: ParticipantState): ParticipantResult {
  if (state.status === "committed") return answered(state, [send(state, "acknowledge")]);
  if (state.status === "committing") return answered(state, []);
  const status = participantTable.next(state.status, "toldToCommit");
  if (status === undefined) return refused(state, "impossible", "a commit without this participant's yes");
  return changed({ ...state, status }, [
    { kind: "cancelTimer", timer: "askForOutcome" },
    { kind: "persist", record: "committed" },
  ]);
}

/** @spec TwoPhaseCommit!SendAcknowledge */
function sendAcknowledge(state: ParticipantState): ParticipantResult {
  const status = participantTable.next(state.status, "outcomeBecameDurable");
  if (status === undefined) return refused(state, "untimely", "no outcome waits to become durable");
  return changed({ ...state, status }, [{ kind: "deliver", value: "committed" }, send(state, "acknowledge")]);
}

/** @spec TwoPhaseCommit!ReceiveAbort */
function receiveAbort(state: ParticipantState): ParticipantResult {
  const status = participantTable.next(state.status, "toldToAbort");
  // It has ended, or is about to. A committed one is told to abort when a late duplicate of its yes was answered by a
  // coordinator that had forgotten the transaction: it is not in doubt, and takes no notice.
  if (status === undefined) return answered(state, []);
  return status === "aborted" ? abortAtOnce(state, status, []) : removePromise(state, status);
}

/** @spec TwoPhaseCommit!FinishAbort */
function finishAbort(state: ParticipantState): ParticipantResult {
  const status = participantTable.next(state.status, "promiseWasRemoved");
  if (status === undefined) return refused(state, "untimely", "no promise waits to be removed");
  return abortAtOnce(state, status, []);
}

function abortAtOnce(
  state: ParticipantState,
  status: ParticipantStatus,
  sent: readonly ParticipantEffect[],
): ParticipantResult {
  return changed({ ...state, status }, [{ kind: "deliver", value: "aborted" }, ...sent]);
}

/** What is on disk, or on its way there, must go first: a crash would bring the promise back. */
function removePromise(state: ParticipantState, status: ParticipantStatus): ParticipantResult {
  return changed({ ...state, status }, [
    { kind: "cancelTimer", timer: "askForOutcome" },
    { kind: "persist", record: "none" },
  ]);
}

function persisted(state: ParticipantState, record: ParticipantRecord): ParticipantResult {
  switch (record) {
    case "prepared":
      return sendVote(state);
    case "committed":
      return sendAcknowledge(state);
    case "none":
      return finishAbort(state);
    default:
      return refused(state, "malformed", "no such record");
  }
}

function receive(state: ParticipantState, message: unknown): ParticipantResult {
  if (!isToParticipant(message)) return refused(state, "malformed", "no message to a participant");
  const foreign = foreignTo(state, message);
  if (foreign !== undefined) return refused(state, "foreign", foreign);
  switch (message.kind) {
    case "prepare":
      return receivePrepare(state);
    case "commit":
      return receiveCommit(state);
    case "abort":
      return receiveAbort(state);
  }
}

function foreignTo(state: ParticipantState, message: ToParticipant): string | undefined {
  if (message.transaction !== state.transaction) return "a message of another transaction";
  if (message.to !== state.self) return "a message to another node";
  if (message.from !== state.coordinator) return "a message from a node that is not the coordinator";
  return undefined;
}

function initial(options: ParticipantOptions, status: ParticipantStatus): ParticipantState {
  const { transaction, self, coordinator } = options;
  if (self === coordinator) throw new Error("two-phase commit: the coordinator is no participant");
  return { transaction, self, coordinator, status };
}

function send(state: ParticipantState, kind: ToCoordinator["kind"]): ParticipantEffect {
  const { transaction, self: from, coordinator: to } = state;
  return { kind: "send", message: { kind, transaction, from, to } };
}
