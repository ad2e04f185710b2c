/**
 * The coordinator of one transaction in two-phase commit.
 *
 * Specification: `TwoPhaseCommit`, the actions of the coordinator. The durable part is the record, `"none"` or
 * `"commit"`; everything else is lost in a crash, and {@link recover} begins again from the record alone. A node that
 * coordinates many transactions keeps one state for each. One that knows nothing of a transaction recovers it from the
 * record `"none"`, and so answers whoever asks with abort.
 *
 * @module
 */
import type { EffectOf, EventOf, ResultOf, Outcome as Then } from "../../core/description.ts";
import { impossible, next, replying, untimely } from "../../core/description.ts";
import type { NodeId } from "../../core/node-id.ts";
import { excluding, including, type NodeSet, nodeSet, noNodes, sameNodes } from "../../core/node-set.ts";
import { present } from "../../core/present.ts";
import { type Role, roleOf } from "../../core/role.ts";
import type { Started } from "../../core/step.ts";
import { described } from "../../core/taking-in.ts";
import {
  type CoordinatorRecord,
  type CoordinatorStatus,
  type CoordinatorTimer,
  coordinatorRecords,
  coordinatorTable,
  isCoordinatorRecord,
  timersIn,
} from "./coordinator-status.ts";
import { checkMembers } from "./members.ts";
import {
  type OfTransaction,
  ownAddress,
  type ToCoordinator,
  type ToParticipant,
  type TransactionId,
  toCoordinator,
} from "./message.ts";
import { type Outcome, type OutcomeAnswer, outcomeReached } from "./outcome.ts";

export { coordinatorTable } from "./coordinator-status.ts";

/** One transaction as its coordinator sees it. */
export interface CoordinatorState extends OfTransaction {
  readonly participants: NodeSet;
  readonly status: CoordinatorStatus;
  /** Whose yes has been counted. */
  readonly votes: NodeSet;
  /** Whose acknowledgement has been counted; that of its user by its own name. */
  readonly acknowledged: NodeSet;
}

/** What is asked of a coordinator. */
export type CoordinatorRequest =
  /** The application has done its work and asks to commit. */
  | { readonly kind: "requestCommit" }
  /** The application asks to abort, or has waited for votes long enough. */
  | { readonly kind: "giveUp" }
  /** The application has not heard how the transaction ended, and asks. It is answered at once. */
  | { readonly kind: "requestOutcome" }
  /** The application, told of the commit, says that it knows, each time that it is told; only then it is forgotten. */
  | { readonly kind: "confirmOutcome" };

/** Who coordinates which transaction of whom. */
export interface CoordinatorOptions {
  readonly transaction: TransactionId;
  readonly self: NodeId;
  readonly participants: readonly NodeId[];
}

/** The types of a coordinator. */
export interface CoordinatorTypes {
  readonly options: CoordinatorOptions;
  readonly state: CoordinatorState;
  readonly record: CoordinatorRecord;
  readonly received: ToCoordinator;
  readonly sent: ToParticipant;
  readonly request: CoordinatorRequest;
  readonly told: Outcome;
  readonly replied: Outcome | OutcomeAnswer;
  readonly timer: CoordinatorTimer;
  readonly status: CoordinatorStatus;
}

/** What a coordinator can be given. */
export type CoordinatorEvent = EventOf<CoordinatorTypes>;

/** What a coordinator can ask for. */
export type CoordinatorEffect = EffectOf<CoordinatorTypes>;

/** The result of {@link step}. */
export type CoordinatorResult = ResultOf<CoordinatorTypes>;

/**
 * The coordinator as a description.
 *
 * @example
 * ```ts
 * import { coordinator } from "quorate/two-phase-commit";
 *
 * const { state } = coordinator.start({ transaction: "order", self: "shop", participants: ["bank"] });
 * console.log(coordinator.coordinator.actionOf(state, { kind: "requestCommit" })); // RequestCommit
 * ```
 */
export const coordinator: Role<CoordinatorTypes> = roleOf<CoordinatorTypes>({
  name: "a coordinator of two-phase commit",
  specification: "TwoPhaseCommit",
  begin: (options) => begun(options, "working"),
  recover: recovered,
  status: ({ status }) => status,
  addressing: { ...ownAddress, peers: ({ participants }) => participants },
  record: {
    none: "none",
    of: ({ status }) => coordinatorRecords[status],
    is: isCoordinatorRecord,
    isSame: (one, other) => one === other,
  },
  told: (before, after) => outcomeReached(before?.status, after.status).map((value) => ({ kind: "reply", value })),
  timers: (state) => timersIn(state.status, unacknowledgedIn(state).length === 0),
  messages: toCoordinator,
  requests: {
    requestCommit: () => ({ kind: "requestCommit" }),
    giveUp: () => ({ kind: "giveUp" }),
    requestOutcome: () => ({ kind: "requestOutcome" }),
    confirmOutcome: () => ({ kind: "confirmOutcome" }),
  },
  actions: {
    RequestCommit: { request: "requestCommit", step: requestCommit },
    ResendPrepare: { timer: "resendPrepare", step: resendPrepare },
    ReceiveYes: { message: "yes", step: receiveYes },
    ReceiveNo: { message: "no", step: receiveNo },
    GiveUp: { request: "giveUp", step: giveUp },
    SendDecision: { durable: "committing", step: sendDecision },
    ResendDecision: { timer: "resendDecision", step: resendDecision },
    ReceiveInquire: { message: "inquire", step: receiveInquire },
    ReceiveAcknowledge: { message: "acknowledge", step: receiveAcknowledge },
    ConfirmOutcome: { request: "confirmOutcome", step: confirmOutcome },
    RequestOutcome: { request: "requestOutcome", step: requestOutcome },
  },
});

/**
 * A new transaction.
 *
 * @throws Error if a name is none or too long, if there is no participant, if two have one name, or if the coordinator is
 * one of them.
 * @spec TwoPhaseCommit!Init
 * @see [Two-phase commit](page:docs/atomic-commit/two-phase-commit.md)
 * @see [TwoPhaseCommit](page:spec/atomic-commit/TwoPhaseCommit.tla)
 * @example
 * ```ts
 * import { coordinator } from "quorate/two-phase-commit";
 *
 * const { state } = coordinator.start({ transaction: "order", self: "shop", participants: ["bank", "stock"] });
 * console.log(state.status); // working
 * ```
 */
export function start(options: CoordinatorOptions): Started<CoordinatorState, CoordinatorEffect> {
  return coordinator.start(options);
}

/**
 * The same transaction after a crash, from its record on disk: abort is presumed where there is none, and a durable
 * commit is told and sent again until everyone has acknowledged it. Its user has to confirm it once more, too.
 *
 * @throws Error if the record is none that a coordinator writes: a disk that cannot be read is not a disk without a
 * record, so nothing may be presumed from it; or as {@link start} does.
 * @see [Two-phase commit](page:docs/atomic-commit/two-phase-commit.md)
 * @see [TwoPhaseCommit](page:spec/atomic-commit/TwoPhaseCommit.tla)
 * @example
 * ```ts
 * import { coordinator } from "quorate/two-phase-commit";
 *
 * const options = { transaction: "order", self: "shop", participants: ["bank", "stock"] };
 * const { state, effects } = coordinator.recover(options, "commit");
 * console.log(state.status, effects[0]); // committed { kind: 'reply', value: 'committed' }
 * console.log(coordinator.recover(options, "none").state.status); // forgotten
 * ```
 */
export function recover(
  options: CoordinatorOptions,
  record: CoordinatorRecord,
): Started<CoordinatorState, CoordinatorEffect> {
  return coordinator.recover(options, record);
}

/**
 * The next state of the coordinator, and what is to be done. It never throws, whatever comes from outside.
 *
 * @see [Two-phase commit](page:docs/atomic-commit/two-phase-commit.md)
 * @see [TwoPhaseCommit](page:spec/atomic-commit/TwoPhaseCommit.tla)
 * @example
 * ```ts
 * import { coordinator } from "quorate/two-phase-commit";
 *
 * const { state } = coordinator.start({ transaction: "order", self: "shop", participants: ["bank"] });
 * const asked = coordinator.step(state, { kind: "requestCommit" });
 * console.log(asked.effects.map(({ kind }) => kind)); // [ 'send', 'setTimer' ]
 * const yes = { kind: "yes", transaction: "order", from: "bank", to: "shop" };
 * const decided = coordinator.step(asked.state, { kind: "receive", message: yes });
 * console.log(decided.effects[0]); // { kind: 'persist', record: 'commit' }
 * const durable = coordinator.step(decided.state, { kind: "persisted", record: "commit" });
 * console.log(durable.effects[0]); // { kind: 'reply', value: 'committed' }
 * ```
 */
export function step(state: CoordinatorState, event: CoordinatorEvent): CoordinatorResult {
  return coordinator.step(state, event);
}

function begun({ transaction, self, participants }: CoordinatorOptions, status: CoordinatorStatus): CoordinatorState {
  checkMembers({ transaction, coordinator: self, participants });
  return { transaction, self, participants: nodeSet(participants), status, votes: noNodes, acknowledged: noNodes };
}

/** @spec TwoPhaseCommit!Recovered */
function recovered(options: CoordinatorOptions, record: CoordinatorRecord): CoordinatorState {
  if (!isCoordinatorRecord(record))
    throw new Error(`two-phase commit: ${described(record)} is no record of a coordinator`);
  return begun(options, record === "commit" ? "committed" : "forgotten");
}

/**
 * @spec TwoPhaseCommit!RequestCommit
 * @spec ReplicatedCommit!RequestCommit
 */
function requestCommit(state: CoordinatorState): Then<CoordinatorTypes> {
  const status = coordinatorTable.next(state.status, "commitRequested");
  if (status === undefined) return untimely("a commit can be requested once, before the transaction ends");
  return next({ ...state, status }, messagesTo(state.participants, state, "prepare"));
}

/**
 * @spec TwoPhaseCommit!ResendPrepare
 * @spec ReplicatedCommit!ResendPrepare
 */
function resendPrepare(state: CoordinatorState): Then<CoordinatorTypes> {
  return next(state, messagesTo(excluding(state.participants, state.votes), state, "prepare"));
}

/**
 * @spec TwoPhaseCommit!ReceiveYes
 * @spec ReplicatedCommit!ReceiveYes
 */
function receiveYes(state: CoordinatorState, { from }: ToCoordinator): Then<CoordinatorTypes> {
  if (presumesAbort(state)) return next(state, messagesTo([from], state, "abort"));
  if (state.status === "working") return impossible("a vote before anybody was asked");
  return next(countYes(state, from));
}

/**
 * With the last yes the decision is written, and nobody hears of it before it is durable: that is {@link sendDecision}.
 *
 * @spec TwoPhaseCommit!CountYes
 */
function countYes(state: CoordinatorState, from: NodeId): CoordinatorState {
  const status = coordinatorTable.next(state.status, "everyoneVotedYes");
  // A late duplicate: the decision to commit is made.
  if (status === undefined) return state;
  const votes = including(state.votes, from);
  if (votes === state.votes) return state;
  return sameNodes(votes, state.participants) ? { ...state, status, votes: noNodes } : { ...state, votes };
}

/**
 * @spec TwoPhaseCommit!ReceiveNo
 * @spec ReplicatedCommit!ReceiveNo
 */
function receiveNo(state: CoordinatorState): Then<CoordinatorTypes> {
  if (presumesAbort(state)) return next(state);
  return decideAbort(state) ?? impossible("a no from a participant that has voted yes");
}

/**
 * @spec TwoPhaseCommit!GiveUp
 * @spec ReplicatedCommit!GiveUp
 */
function giveUp(state: CoordinatorState): Then<CoordinatorTypes> {
  return decideAbort(state) ?? untimely("the transaction is decided");
}

/** Needs no record, since abort is what no record means; so it is told at once. */
function decideAbort(state: CoordinatorState): Then<CoordinatorTypes> | undefined {
  const status = coordinatorTable.next(state.status, "abortDecided");
  if (status === undefined) return undefined;
  return next({ ...state, status, votes: noNodes }, messagesTo(state.participants, state, "abort"));
}

/** @spec TwoPhaseCommit!SendDecision */
function sendDecision(state: CoordinatorState): Then<CoordinatorTypes> {
  const status = present(coordinatorTable.next(state.status, "commitBecameDurable"));
  return next({ ...state, status }, messagesTo(state.participants, state, "commit"));
}

/**
 * @spec TwoPhaseCommit!ResendDecision
 * @spec ReplicatedCommit!ResendDecision
 */
function resendDecision(state: CoordinatorState): Then<CoordinatorTypes> {
  return next(state, messagesTo(unacknowledgedIn(state), state, "commit"));
}

/** The participants whose acknowledgement is missing. */
function unacknowledgedIn({ participants, acknowledged }: CoordinatorState): NodeSet {
  return excluding(participants, acknowledged);
}

/**
 * @spec TwoPhaseCommit!ReceiveInquire
 * @spec ReplicatedCommit!ReceiveInquire
 */
function receiveInquire(state: CoordinatorState, { from }: ToCoordinator): Then<CoordinatorTypes> {
  if (presumesAbort(state)) return next(state, messagesTo([from], state, "abort"));
  if (state.status === "committed") return next(state, messagesTo([from], state, "commit"));
  if (state.status === "working") return impossible("a question in doubt before anybody was asked");
  // Still undecided: there is no answer yet, and the participant will ask again.
  return next(state);
}

/**
 * @spec TwoPhaseCommit!ReceiveAcknowledge
 * @spec ReplicatedCommit!ReceiveAcknowledge
 */
function receiveAcknowledge(state: CoordinatorState, { from }: ToCoordinator): Then<CoordinatorTypes> {
  if (state.status === "forgotten") return next(state);
  const status = coordinatorTable.next(state.status, "everyoneAcknowledged");
  if (status === undefined) return impossible("an acknowledgement of a commit that was not sent");
  return next(countAcknowledgement(state, from, status));
}

/**
 * With the last acknowledgement, that of the user or of a participant, the record is removed. Nobody waits for that write:
 * if a crash undoes it, the decision is sent and told once more, and acknowledged once more.
 *
 * @spec TwoPhaseCommit!CountAcknowledgement
 */
function countAcknowledgement(state: CoordinatorState, from: NodeId, forgotten: CoordinatorStatus): CoordinatorState {
  const acknowledged = including(state.acknowledged, from);
  if (acknowledged === state.acknowledged) return state;
  return sameNodes(acknowledged, including(state.participants, state.self))
    ? { ...state, status: forgotten, acknowledged: noNodes }
    : { ...state, acknowledged };
}

/**
 * @spec TwoPhaseCommit!ConfirmOutcome
 * @spec ReplicatedCommit!ConfirmOutcome
 */
function confirmOutcome(state: CoordinatorState): Then<CoordinatorTypes> {
  const status = coordinatorTable.next(state.status, "everyoneAcknowledged");
  if (status === undefined) return untimely("no commit waits to be confirmed");
  return next(countAcknowledgement(state, state.self, status));
}

/**
 * @spec TwoPhaseCommit!RequestOutcome
 * @spec ReplicatedCommit!RequestOutcome
 */
function requestOutcome(state: CoordinatorState): Then<CoordinatorTypes> {
  return replying(state, [], { kind: "outcome", outcome: answers[state.status] });
}

const answers: Readonly<Record<CoordinatorStatus, OutcomeAnswer["outcome"]>> = {
  working: "undecided",
  voting: "undecided",
  committing: "undecided",
  committed: "committed",
  aborted: "aborted",
  forgotten: "forgotten",
};

/** A coordinator that has aborted, or knows nothing of the transaction, answers with abort. @spec TwoPhaseCommit!PresumesAbort */
function presumesAbort({ status }: CoordinatorState): boolean {
  return status === "aborted" || status === "forgotten";
}

function messagesTo(
  nodes: NodeSet,
  { transaction, self: from }: CoordinatorState,
  kind: ToParticipant["kind"],
): readonly ToParticipant[] {
  return nodes.map((to) => ({ kind, transaction, from, to }));
}
