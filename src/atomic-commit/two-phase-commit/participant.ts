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
import type { EffectOf, EventOf, ResultOf, Outcome as Then } from "../../core/description.ts";
import { impossible, next, untimely } from "../../core/description.ts";
import { deliveryOf } from "../../core/effect.ts";
import type { NodeId } from "../../core/node-id.ts";
import { present } from "../../core/present.ts";
import { type Role, roleOf } from "../../core/role.ts";
import type { Started } from "../../core/step.ts";
import { described } from "../../core/taking-in.ts";
import { checkMembers } from "./members.ts";
import {
  type OfTransaction,
  ownAddress,
  type ToCoordinator,
  type ToParticipant,
  type TransactionId,
  toParticipant,
} from "./message.ts";
import { type Outcome, outcomeReached } from "./outcome.ts";
import {
  isParticipantRecord,
  type ParticipantRecord,
  type ParticipantStatus,
  type ParticipantTimer,
  participantRecords,
  participantTable,
  timersIn,
} from "./participant-status.ts";

export { participantTable } from "./participant-status.ts";

/** One transaction as one of its participants sees it. */
export interface ParticipantState extends OfTransaction {
  readonly coordinator: NodeId;
  readonly status: ParticipantStatus;
}

/** What is asked of a participant. */
export interface ParticipantRequest {
  /** The work cannot be committed, or nobody has asked for it for too long. */
  readonly kind: "abortAlone";
}

/** Who takes part in which transaction under whom. */
export interface ParticipantOptions {
  readonly transaction: TransactionId;
  readonly self: NodeId;
  readonly coordinator: NodeId;
}

/** The types of a participant. */
export interface ParticipantTypes {
  readonly options: ParticipantOptions;
  readonly state: ParticipantState;
  readonly record: ParticipantRecord;
  readonly received: ToParticipant;
  readonly sent: ToCoordinator;
  readonly request: ParticipantRequest;
  readonly told: Outcome;
  readonly timer: ParticipantTimer;
  readonly status: ParticipantStatus;
}

/** What a participant can be given. */
export type ParticipantEvent = EventOf<ParticipantTypes>;

/** What a participant can ask for. */
export type ParticipantEffect = EffectOf<ParticipantTypes>;

/** The result of {@link step}. */
export type ParticipantResult = ResultOf<ParticipantTypes>;

/**
 * The participant as a description.
 *
 * @example
 * ```ts
 * import { participant } from "quorate/two-phase-commit";
 *
 * const { state } = participant.start({ transaction: "order", self: "bank", coordinator: "shop" });
 * console.log(participant.participant.actionOf(state, { kind: "abortAlone" })); // AbortAlone
 * ```
 */
export const participant: Role<ParticipantTypes> = roleOf<ParticipantTypes>({
  name: "a participant of two-phase commit",
  specification: "TwoPhaseCommit",
  begin: (options) => begun(options, "working"),
  recover: recovered,
  status: ({ status }) => status,
  addressing: { ...ownAddress, peers: ({ coordinator }) => [coordinator] },
  record: {
    none: "none",
    of: ({ status }) => participantRecords[status],
    is: isParticipantRecord,
    isSame: (one, other) => one === other,
  },
  told: (before, after) => outcomeReached(before?.status, after.status).map(deliveryOf),
  timers: ({ status }) => timersIn(status),
  messages: toParticipant,
  requests: { abortAlone: () => ({ kind: "abortAlone" }) },
  actions: {
    ReceivePrepare: { message: "prepare", step: receivePrepare },
    SendVote: { durable: "preparing", step: sendVote },
    AbortAlone: { request: "abortAlone", step: abortAlone },
    AskForOutcome: { timer: "askForOutcome", step: askForOutcome },
    ReceiveCommit: { message: "commit", step: receiveCommit },
    SendAcknowledge: { durable: "committing", step: sendAcknowledge },
    ReceiveAbort: { message: "abort", step: receiveAbort },
    FinishAbort: { durable: "aborting", step: finishAbort },
  },
});

/**
 * A participant that has begun to work in the transaction.
 *
 * @throws Error if a name is none or too long, or if the participant is the coordinator.
 * @spec TwoPhaseCommit!Init
 * @see [Two-phase commit](page:docs/atomic-commit/two-phase-commit.md)
 * @see [TwoPhaseCommit](page:spec/atomic-commit/TwoPhaseCommit.tla)
 * @example
 * ```ts
 * import { participant } from "quorate/two-phase-commit";
 *
 * const { state } = participant.start({ transaction: "order", self: "bank", coordinator: "shop" });
 * console.log(state.status, participant.holdsLocks(state)); // working true
 * ```
 */
export function start(options: ParticipantOptions): Started<ParticipantState, ParticipantEffect> {
  return participant.start(options);
}

/**
 * The same transaction after a crash, from its record on disk. Without a record the work is lost and the participant
 * has aborted; with a promise it is in doubt, must hold its locks again, and asks.
 *
 * @throws Error if the record is none that a participant writes: a disk that cannot be read is not a disk without a
 * record, so nothing may be presumed from it; or as {@link start} does.
 * @see [Two-phase commit](page:docs/atomic-commit/two-phase-commit.md)
 * @see [TwoPhaseCommit](page:spec/atomic-commit/TwoPhaseCommit.tla)
 * @example
 * ```ts
 * import { participant } from "quorate/two-phase-commit";
 *
 * const options = { transaction: "order", self: "bank", coordinator: "shop" };
 * const inDoubt = participant.recover(options, "prepared");
 * console.log(inDoubt.state.status, inDoubt.effects); // prepared [ { kind: 'setTimer', timer: 'askForOutcome' } ]
 * console.log(participant.recover(options, "none").state.status); // aborted
 * ```
 */
export function recover(
  options: ParticipantOptions,
  record: ParticipantRecord,
): Started<ParticipantState, ParticipantEffect> {
  return participant.recover(options, record);
}

/**
 * Whether the participant must hold the locks of its work.
 *
 * @spec TwoPhaseCommit!HoldsLocks
 * @example
 * ```ts
 * import { participant } from "quorate/two-phase-commit";
 *
 * const options = { transaction: "order", self: "bank", coordinator: "shop" };
 * const [inDoubt, aborted] = [participant.recover(options, "prepared"), participant.recover(options, "none")];
 * console.log(participant.holdsLocks(inDoubt.state), participant.holdsLocks(aborted.state)); // true false
 * ```
 */
export function holdsLocks(state: ParticipantState): boolean {
  return !participantTable.finals.includes(state.status);
}

/**
 * The next state of the participant, and what is to be done. It never throws, whatever comes from outside.
 *
 * @see [Two-phase commit](page:docs/atomic-commit/two-phase-commit.md)
 * @see [TwoPhaseCommit](page:spec/atomic-commit/TwoPhaseCommit.tla)
 * @example
 * ```ts
 * import { participant } from "quorate/two-phase-commit";
 *
 * const { state } = participant.start({ transaction: "order", self: "bank", coordinator: "shop" });
 * const message = { kind: "prepare", transaction: "order", from: "shop", to: "bank" };
 * const asked = participant.step(state, { kind: "receive", message });
 * console.log(asked.effects); // [ { kind: 'persist', record: 'prepared' } ]
 * const promised = participant.step(asked.state, { kind: "persisted", record: "prepared" });
 * console.log(promised.effects.map(({ kind }) => kind)); // [ 'send', 'setTimer' ]
 * const refused = participant.step(promised.state, { kind: "abortAlone" });
 * console.log(refused.outcome === "refused" && refused.refusal.because); // it has promised to follow the coordinator
 * ```
 */
export function step(state: ParticipantState, event: ParticipantEvent): ParticipantResult {
  return participant.step(state, event);
}

function begun({ transaction, self, coordinator }: ParticipantOptions, status: ParticipantStatus): ParticipantState {
  checkMembers({ transaction, coordinator, participants: [self] });
  return { transaction, self, coordinator, status };
}

/** @spec TwoPhaseCommit!Recovered */
function recovered(options: ParticipantOptions, record: ParticipantRecord): ParticipantState {
  if (!isParticipantRecord(record))
    throw new Error(`two-phase commit: ${described(record)} is no record of a participant`);
  return begun(options, record === "none" ? "aborted" : record);
}

/**
 * @spec TwoPhaseCommit!ReceivePrepare
 * @spec ReplicatedCommit!ReceivePrepare
 */
function receivePrepare(state: ParticipantState): Then<ParticipantTypes> {
  if (state.status === "prepared") return next(state, [messageOf(state, "yes")]);
  if (state.status === "aborted") return next(state, [messageOf(state, "no")]);
  const status = participantTable.next(state.status, "askedToPrepare");
  // A late duplicate: the vote is on its way, or the outcome is.
  return next(status === undefined ? state : { ...state, status });
}

/**
 * @spec TwoPhaseCommit!SendVote
 * @spec ReplicatedCommit!SendVote
 */
function sendVote(state: ParticipantState): Then<ParticipantTypes> {
  const status = present(participantTable.next(state.status, "promiseBecameDurable"));
  return next({ ...state, status }, [messageOf(state, "yes")]);
}

/**
 * What is on disk, or on its way there, must go before the abort is told, since a crash would bring the promise back: one
 * that has asked its disk for a promise is `aborting` first.
 *
 * @spec TwoPhaseCommit!AbortAlone
 * @spec ReplicatedCommit!AbortAlone
 */
function abortAlone(state: ParticipantState): Then<ParticipantTypes> {
  const status = participantTable.next(state.status, "abortedAlone");
  if (status === undefined) return untimely("it has promised to follow the coordinator");
  return next({ ...state, status }, status === "aborted" ? [messageOf(state, "no")] : []);
}

/**
 * @spec TwoPhaseCommit!AskForOutcome
 * @spec ReplicatedCommit!AskForOutcome
 */
function askForOutcome(state: ParticipantState): Then<ParticipantTypes> {
  return next(state, [messageOf(state, "inquire")]);
}

/**
 * @spec TwoPhaseCommit!ReceiveCommit
 * @spec ReplicatedCommit!ReceiveCommit
 */
function receiveCommit(state: ParticipantState): Then<ParticipantTypes> {
  if (state.status === "committed") return next(state, [messageOf(state, "acknowledge")]);
  if (state.status === "committing") return next(state);
  const status = participantTable.next(state.status, "toldToCommit");
  return status === undefined ? impossible("a commit without this participant's yes") : next({ ...state, status });
}

/**
 * @spec TwoPhaseCommit!SendAcknowledge
 * @spec ReplicatedCommit!SendAcknowledge
 */
function sendAcknowledge(state: ParticipantState): Then<ParticipantTypes> {
  const status = present(participantTable.next(state.status, "outcomeBecameDurable"));
  return next({ ...state, status }, [messageOf(state, "acknowledge")]);
}

/**
 * @spec TwoPhaseCommit!ReceiveAbort
 * @spec ReplicatedCommit!ReceiveAbort
 */
function receiveAbort(state: ParticipantState): Then<ParticipantTypes> {
  const status = participantTable.next(state.status, "toldToAbort");
  // It has ended, or is about to. A committed one is told to abort when a late duplicate of its yes was answered by a
  // coordinator that had forgotten the transaction: it is not in doubt, and takes no notice.
  return next(status === undefined ? state : { ...state, status });
}

/**
 * @spec TwoPhaseCommit!FinishAbort
 * @spec ReplicatedCommit!FinishAbort
 */
function finishAbort(state: ParticipantState): Then<ParticipantTypes> {
  return next({ ...state, status: present(participantTable.next(state.status, "promiseWasRemoved")) });
}

function messageOf(
  { transaction, self: from, coordinator: to }: ParticipantState,
  kind: ToCoordinator["kind"],
): ToCoordinator {
  return { kind, transaction, from, to };
}
