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
import { t } from "typescript-fsm";
import type { Effect } from "../../core/effect.ts";
import type { NodeId } from "../../core/node-id.ts";
import { excluding, including, type NodeSet, nodeSet, noNodes, sameNodes } from "../../core/node-set.ts";
import { answered, changed, refused, type Started, type StepResult } from "../../core/step.ts";
import { type Row, type TransitionTable, transitionTable } from "../../core/transition-table.ts";
import { isToCoordinator, type ToCoordinator, type ToParticipant, type TransactionId } from "./message.ts";
import type { Outcome } from "./outcome.ts";

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

/** One transaction as its coordinator sees it. */
export interface CoordinatorState {
  readonly transaction: TransactionId;
  /** The coordinator's own name. */
  readonly self: NodeId;
  readonly participants: NodeSet;
  readonly status: CoordinatorStatus;
  /** Whose yes has been counted. */
  readonly votes: NodeSet;
  /** Whose acknowledgement has been counted. */
  readonly acknowledged: NodeSet;
}

/** What a coordinator can be given. */
export type CoordinatorEvent =
  /** The application has done its work and asks to commit. */
  | { readonly kind: "requestCommit" }
  /** The application asks to abort, or has waited for votes long enough. */
  | { readonly kind: "giveUp" }
  /** Everything that was asked to be written is durable; `record` is the last of it. */
  | { readonly kind: "persisted"; readonly record: CoordinatorRecord }
  | { readonly kind: "timeout"; readonly timer: CoordinatorTimer }
  /** Something came from the network: it is checked, and refused if it is no message for this coordinator. */
  | { readonly kind: "receive"; readonly message: unknown };

/** What a coordinator can ask for. */
export type CoordinatorEffect = Effect<ToParticipant, CoordinatorRecord, Outcome, CoordinatorTimer>;

/** The result of {@link step}. */
export type CoordinatorResult = StepResult<CoordinatorState, CoordinatorEffect>;

/** Who coordinates which transaction of whom. */
export interface CoordinatorOptions {
  readonly transaction: TransactionId;
  readonly self: NodeId;
  readonly participants: readonly NodeId[];
}

const rows: readonly Row<CoordinatorStatus, CoordinatorChange>[] = [
  t("working", "commitRequested", "voting"),
  t("working", "abortDecided", "aborted"),
  t("voting", "everyoneVotedYes", "committing"),
  t("voting", "abortDecided", "aborted"),
  t("committing", "commitBecameDurable", "committed"),
  t("committed", "everyoneAcknowledged", "forgotten"),
];

/** The role changes of a coordinator. It starts working, and starts again as its record says. */
export const coordinatorTable: TransitionTable<CoordinatorStatus, CoordinatorChange> = transitionTable(
  rows,
  ["working", "committed", "forgotten"],
  ["aborted", "forgotten"],
);

/**
 * A new transaction.
 *
 * @throws Error if there is no participant, or if the coordinator is one of them.
 * @spec TwoPhaseCommit!Init
 */
export function start(options: CoordinatorOptions): Started<CoordinatorState, CoordinatorEffect> {
  return { state: initial(options, "working"), effects: [] };
}

/**
 * The same transaction after a crash, from its record on disk: abort is presumed where there is none, and a durable
 * commit is sent again until everyone has acknowledged it.
 *
 * @throws Error if the record is none that a coordinator writes: a disk that cannot be read is not a disk without a
 * record, so nothing may be presumed from it; or as {@link start} does.
 * @spec TwoPhaseCommit!Recovered
 */
export function recover(
  options: CoordinatorOptions,
  record: CoordinatorRecord,
): Started<CoordinatorState, CoordinatorEffect> {
  switch (record) {
    case "none":
      return { state: initial(options, "forgotten"), effects: [] };
    case "commit":
      return {
        state: initial(options, "committed"),
        effects: [
          { kind: "reply", value: "committed" },
          { kind: "setTimer", timer: "resendDecision" },
        ],
      };
    default:
      throw new Error("two-phase commit: no record of a coordinator");
  }
}

/** The next state of the coordinator, and what is to be done. It never throws, whatever comes from the network. */
export function step(state: CoordinatorState, event: CoordinatorEvent): CoordinatorResult {
  switch (event.kind) {
    case "requestCommit":
      return requestCommit(state);
    case "giveUp":
      return giveUp(state);
    case "persisted":
      return persisted(state, event.record);
    case "timeout":
      return timeout(state, event.timer);
    case "receive":
      return receive(state, event.message);
    default:
      return refused(state, "malformed", "no such event");
  }
}

/** @spec TwoPhaseCommit!RequestCommit */
function requestCommit(state: CoordinatorState): CoordinatorResult {
  const status = coordinatorTable.next(state.status, "commitRequested");
  if (status === undefined) return untimely(state, "a commit can be requested once, before the transaction ends");
  return changed({ ...state, status }, [
    ...sendTo(state, "prepare", state.participants),
    { kind: "setTimer", timer: "resendPrepare" },
  ]);
}

/** @spec TwoPhaseCommit!ResendPrepare */
function resendPrepare(state: CoordinatorState): CoordinatorResult {
  if (state.status !== "voting") return untimely(state, "nobody is waited for");
  return answered(state, [
    ...sendTo(state, "prepare", excluding(state.participants, state.votes)),
    { kind: "setTimer", timer: "resendPrepare" },
  ]);
}

/** @spec TwoPhaseCommit!ReceiveYes */
function receiveYes(state: CoordinatorState, from: NodeId): CoordinatorResult {
  if (presumesAbort(state)) return answered(state, sendTo(state, "abort", [from]));
  if (state.status === "working") return impossible(state, "a vote before anybody was asked");
  const status = coordinatorTable.next(state.status, "everyoneVotedYes");
  // A late duplicate: the decision to commit is made.
  if (status === undefined) return answered(state, []);
  const votes = including(state.votes, from);
  if (sameNodes(votes, state.participants)) return decideCommit(state, status);
  return votes === state.votes ? answered(state, []) : changed({ ...state, votes }, []);
}

/**
 * The decision is written, and nobody hears of it before it is durable: that is {@link sendDecision}.
 *
 * @spec TwoPhaseCommit!CountYes
 */
function decideCommit(state: CoordinatorState, status: CoordinatorStatus): CoordinatorResult {
  return changed({ ...state, status, votes: noNodes }, [
    { kind: "cancelTimer", timer: "resendPrepare" },
    { kind: "persist", record: "commit" },
  ]);
}

/** @spec TwoPhaseCommit!ReceiveNo */
function receiveNo(state: CoordinatorState): CoordinatorResult {
  if (presumesAbort(state)) return answered(state, []);
  return decideAbort(state) ?? impossible(state, "a no from a participant that has voted yes");
}

/** @spec TwoPhaseCommit!GiveUp */
function giveUp(state: CoordinatorState): CoordinatorResult {
  return decideAbort(state) ?? untimely(state, "the transaction is decided");
}

/** Needs no record, since abort is what no record means; so it is told at once. */
function decideAbort(state: CoordinatorState): CoordinatorResult | undefined {
  const status = coordinatorTable.next(state.status, "abortDecided");
  if (status === undefined) return undefined;
  return changed({ ...state, status, votes: noNodes }, [
    { kind: "cancelTimer", timer: "resendPrepare" },
    { kind: "reply", value: "aborted" },
    ...sendTo(state, "abort", state.participants),
  ]);
}

/** @spec TwoPhaseCommit!SendDecision */
function sendDecision(state: CoordinatorState): CoordinatorResult {
  const status = coordinatorTable.next(state.status, "commitBecameDurable");
  if (status === undefined) return untimely(state, "no decision waits to become durable");
  return changed({ ...state, status }, [
    { kind: "reply", value: "committed" },
    ...sendTo(state, "commit", state.participants),
    { kind: "setTimer", timer: "resendDecision" },
  ]);
}

/** @spec TwoPhaseCommit!ResendDecision */
function resendDecision(state: CoordinatorState): CoordinatorResult {
  if (state.status !== "committed") return untimely(state, "no acknowledgement is waited for");
  return answered(state, [
    ...sendTo(state, "commit", excluding(state.participants, state.acknowledged)),
    { kind: "setTimer", timer: "resendDecision" },
  ]);
}

/** @spec TwoPhaseCommit!ReceiveInquire */
function receiveInquire(state: CoordinatorState, from: NodeId): CoordinatorResult {
  if (presumesAbort(state)) return answered(state, sendTo(state, "abort", [from]));
  if (state.status === "committed") return answered(state, sendTo(state, "commit", [from]));
  if (state.status === "working") return impossible(state, "a question in doubt before anybody was asked");
  // Still undecided: there is no answer yet, and the participant will ask again.
  return answered(state, []);
}

/**
 * With the last acknowledgement the record is removed. Nobody waits for that write: if a crash undoes it, the decision
 * is sent and acknowledged once more.
 *
 * @spec TwoPhaseCommit!ReceiveAcknowledge
 */
function receiveAcknowledge(state: CoordinatorState, from: NodeId): CoordinatorResult {
  if (state.status === "forgotten") return answered(state, []);
  const status = coordinatorTable.next(state.status, "everyoneAcknowledged");
  if (status === undefined) return impossible(state, "an acknowledgement of a commit that was not sent");
  const acknowledged = including(state.acknowledged, from);
  if (sameNodes(acknowledged, state.participants)) return forget(state, status);
  return acknowledged === state.acknowledged ? answered(state, []) : changed({ ...state, acknowledged }, []);
}

function forget(state: CoordinatorState, status: CoordinatorStatus): CoordinatorResult {
  return changed({ ...state, status, acknowledged: noNodes }, [
    { kind: "cancelTimer", timer: "resendDecision" },
    { kind: "persist", record: "none" },
  ]);
}

function persisted(state: CoordinatorState, record: CoordinatorRecord): CoordinatorResult {
  switch (record) {
    case "commit":
      return sendDecision(state);
    // The removal of the record is awaited by nobody.
    case "none":
      return answered(state, []);
    default:
      return refused(state, "malformed", "no such record");
  }
}

function timeout(state: CoordinatorState, timer: CoordinatorTimer): CoordinatorResult {
  switch (timer) {
    case "resendPrepare":
      return resendPrepare(state);
    case "resendDecision":
      return resendDecision(state);
    default:
      return refused(state, "malformed", "no such timer");
  }
}

function receive(state: CoordinatorState, message: unknown): CoordinatorResult {
  if (!isToCoordinator(message)) return refused(state, "malformed", "no message to a coordinator");
  const foreign = foreignTo(state, message);
  if (foreign !== undefined) return refused(state, "foreign", foreign);
  switch (message.kind) {
    case "yes":
      return receiveYes(state, message.from);
    case "no":
      return receiveNo(state);
    case "inquire":
      return receiveInquire(state, message.from);
    case "acknowledge":
      return receiveAcknowledge(state, message.from);
  }
}

function foreignTo(state: CoordinatorState, message: ToCoordinator): string | undefined {
  if (message.transaction !== state.transaction) return "a message of another transaction";
  if (message.to !== state.self) return "a message to another node";
  if (!state.participants.includes(message.from)) return "a message from a node that takes no part";
  return undefined;
}

/** A coordinator that has aborted, or knows nothing of the transaction, answers with abort. */
function presumesAbort(state: CoordinatorState): boolean {
  return state.status === "aborted" || state.status === "forgotten";
}

function initial(options: CoordinatorOptions, status: CoordinatorStatus): CoordinatorState {
  const participants = nodeSet(options.participants);
  if (participants.length === 0) throw new Error("two-phase commit: a transaction needs a participant");
  if (participants.includes(options.self)) throw new Error("two-phase commit: the coordinator is no participant");
  const { transaction, self } = options;
  return { transaction, self, participants, status, votes: noNodes, acknowledged: noNodes };
}

function sendTo(state: CoordinatorState, kind: ToParticipant["kind"], nodes: NodeSet): CoordinatorEffect[] {
  const { transaction, self: from } = state;
  return nodes.map((to) => ({ kind: "send", message: { kind, transaction, from, to } }));
}

function untimely(state: CoordinatorState, because: string): CoordinatorResult {
  return refused(state, "untimely", because);
}

function impossible(state: CoordinatorState, because: string): CoordinatorResult {
  return refused(state, "impossible", because);
}
