/**
 * A participant of one transaction in three-phase commit, which may come to lead it.
 *
 * Specification: `ThreePhaseCommit`, the actions of a participant. What is durable is its status once it has promised, and
 * the numbers that it has heard of; everything else is lost in a crash. What it says to others, and what it tells its
 * user, waits until that is on disk.
 *
 * @module
 */
import type { EffectOf, EventOf, ResultOf } from "../../core/description.ts";
import type { NodeId } from "../../core/node-id.ts";
import { type Role, roleOf } from "../../core/role.ts";
import type { Started } from "../../core/step.ts";
import { described } from "../../core/taking-in.ts";
import { ownAddress } from "../two-phase-commit/message.ts";
import type { Outcome } from "../two-phase-commit/outcome.ts";
import { receiveAcknowledge, type StopWaiting, stopWaiting, stopWaitingIn } from "./leading.ts";
import { type MemberOptions, placeIn } from "./members.ts";
import { type Message, type ToParticipant, toParticipant } from "./message.ts";
import { type CommitRecord, isRecord, noRecord, sameRecords } from "./record.ts";
import { deliveriesOf, goOn, type NodeState, nodeIn, othersOf, recordIn } from "./state.ts";
import type { Status } from "./status.ts";
import {
  abortAlone,
  receiveAbort,
  receiveCommit,
  receivePreAbort,
  receivePreCommit,
  receivePrepare,
} from "./taking-part.ts";
import {
  ask,
  type DecideAlone,
  decideAlone,
  receiveAnswer,
  receiveInquire,
  receivePoll,
  receiveReport,
  suspectedIn,
  type TakeOver,
  takeOver,
} from "./termination.ts";

export { waitsFor } from "./leading.ts";
export { participantTable } from "./status.ts";
export { awaited } from "./termination.ts";

/** What is asked of a participant. All but the first are said by whoever knows how long to wait. */
export type ParticipantRequest =
  /** The work cannot be committed, or nobody has asked for it for too long. */
  | { readonly kind: "abortAlone" }
  | TakeOver
  | DecideAlone
  | StopWaiting
  /** It was down, and is to ask the others what became of the transaction. */
  | { readonly kind: "ask" };

/** Who takes part in which transaction with whom, and what is taken for granted. */
export interface ParticipantOptions extends MemberOptions {
  readonly self: NodeId;
}

/** The types of a participant. */
export interface ParticipantTypes {
  readonly options: ParticipantOptions;
  readonly state: NodeState;
  readonly record: CommitRecord;
  readonly received: ToParticipant;
  readonly sent: Message;
  readonly request: ParticipantRequest;
  readonly told: Outcome;
  readonly timer: never;
  readonly status: Status;
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
 * import { participant } from "quorate/three-phase-commit";
 *
 * const options = {
 *   transaction: "order",
 *   self: "bank",
 *   coordinator: "shop",
 *   participants: ["bank"],
 *   assumes: "boundedDelay",
 * } as const;
 * console.log(participant.participant.start(options).state.status); // working
 * ```
 */
export const participant: Role<ParticipantTypes> = roleOf<ParticipantTypes>({
  name: "a participant of three-phase commit",
  specification: "ThreePhaseCommit",
  begin: (options) => begun(options, "working"),
  recover: recovered,
  status: ({ status }) => status,
  addressing: { ...ownAddress, peers: (state) => [state.coordinator, ...othersOf(state)] },
  record: { none: noRecord, of: recordIn, is: isRecord, isSame: sameRecords },
  writing: { is: ({ isWriting }) => isWriting, mark: (state, isWriting) => ({ ...state, isWriting }) },
  told: deliveriesOf,
  timers: () => [],
  messages: toParticipant,
  requests: {
    abortAlone: () => ({ kind: "abortAlone" }),
    takeOver: (fields, state) => ({ kind: "takeOver", ...suspectedIn(fields, state) }),
    decideAlone: (fields, state) => ({ kind: "decideAlone", ...suspectedIn(fields, state) }),
    stopWaiting: stopWaitingIn,
    ask: () => ({ kind: "ask" }),
  },
  actions: {
    ReceivePrepare: { message: "prepare", step: receivePrepare },
    AbortAlone: { request: "abortAlone", step: abortAlone },
    ReceivePreCommit: { message: "preCommit", step: receivePreCommit },
    ReceivePreAbort: { message: "preAbort", step: receivePreAbort },
    ReceiveAcknowledge: { message: "acknowledge", step: receiveAcknowledge },
    ReceiveCommit: { message: "commit", step: receiveCommit },
    ReceiveAbort: { message: "abort", step: receiveAbort },
    StopWaiting: { request: "stopWaiting", step: stopWaiting },
    TakeOver: { request: "takeOver", step: takeOver },
    DecideAlone: { request: "decideAlone", step: decideAlone },
    ReceivePoll: { message: "poll", step: receivePoll },
    ReceiveAnswer: { message: "answer", step: receiveAnswer },
    Ask: { request: "ask", step: ask },
    ReceiveInquire: { message: "inquire", step: receiveInquire },
    ReceiveReport: { message: "report", step: receiveReport },
    GoOn: { durable: ["prepared", "preCommitted", "preAborted", "committed", "aborted"], step: goOn },
  },
});

/**
 * A participant that has begun to work in the transaction.
 *
 * @throws Error as `coordinator.start` does, or if the node is no participant.
 * @spec ThreePhaseCommit!Init
 * @see [Three-phase commit](page:docs/atomic-commit/three-phase-commit.md)
 * @see [ThreePhaseCommit](page:spec/atomic-commit/ThreePhaseCommit.tla)
 * @example
 * ```ts
 * import { participant } from "quorate/three-phase-commit";
 *
 * const options = {
 *   transaction: "order",
 *   self: "bank",
 *   coordinator: "shop",
 *   participants: ["bank", "stock"],
 *   order: ["bank", "stock"],
 *   assumes: "boundedDelay",
 * } as const;
 * const { state } = participant.start(options);
 * console.log(state.status, participant.awaited(state)); // working []
 * ```
 */
export function start(options: ParticipantOptions): Started<NodeState, ParticipantEffect> {
  return participant.start(options);
}

/**
 * The same transaction after a crash, from its record on disk. Without a record the work is lost and the participant has
 * aborted. In doubt, it takes part no longer, unless nothing is assumed of the network, and is to `ask` the others.
 *
 * @throws Error if the record is none that a participant writes: a disk that cannot be read is not a disk without a
 * record, so nothing may be presumed from it; or as {@link start} does.
 * @see [Three-phase commit](page:docs/atomic-commit/three-phase-commit.md)
 * @see [ThreePhaseCommit](page:spec/atomic-commit/ThreePhaseCommit.tla)
 * @example
 * ```ts
 * import { participant } from "quorate/three-phase-commit";
 *
 * const options = {
 *   transaction: "order",
 *   self: "bank",
 *   coordinator: "shop",
 *   participants: ["bank", "stock"],
 *   assumes: "boundedDelay",
 * } as const;
 * const { state } = participant.recover(options, { status: "prepared", promised: 0, accepted: 0 });
 * const asked = participant.step(state, { kind: "ask" });
 * console.log(asked.effects.map((effect) => effect.kind === "send" && effect.message.to)); // [ 'stock' ]
 * ```
 */
export function recover(options: ParticipantOptions, record: CommitRecord): Started<NodeState, ParticipantEffect> {
  return participant.recover(options, record);
}

/**
 * The next state of the participant, and what is to be done. It never throws, whatever comes from outside.
 *
 * @see [Three-phase commit](page:docs/atomic-commit/three-phase-commit.md)
 * @see [ThreePhaseCommit](page:spec/atomic-commit/ThreePhaseCommit.tla)
 * @example
 * ```ts
 * import { participant } from "quorate/three-phase-commit";
 *
 * const options = {
 *   transaction: "order",
 *   self: "bank",
 *   coordinator: "shop",
 *   participants: ["bank", "stock"],
 *   order: ["bank", "stock"],
 *   assumes: "boundedDelay",
 * } as const;
 * const message = { kind: "prepare", transaction: "order", from: "shop", to: "bank" };
 * const asked = participant.step(participant.start(options).state, { kind: "receive", message });
 * console.log(asked.effects.map(({ kind }) => kind)); // [ 'persist' ]
 * const record = { status: "prepared", promised: 0, accepted: 0 };
 * const promised = participant.step(asked.state, { kind: "persisted", record });
 * console.log(participant.awaited(promised.state)); // [ 'shop' ]
 * const leading = participant.step(promised.state, { kind: "takeOver", suspected: ["shop"] });
 * console.log(leading.state.phase, participant.waitsFor(leading.state)); // polling [ 'stock' ]
 * ```
 */
export function step(state: NodeState, event: ParticipantEvent): ParticipantResult {
  return participant.step(state, event);
}

function begun(options: ParticipantOptions, status: Status): NodeState {
  const { self, participants } = options;
  const place = placeIn(options, self);
  if (!participants.includes(self)) throw new Error(`three-phase commit: self: ${described(self)} is no participant`);
  return nodeIn(place, status);
}

/** @spec ThreePhaseCommit!Recovered */
function recovered(options: ParticipantOptions, record: CommitRecord): NodeState {
  const { length } = begun(options, "working").order;
  if (!isRecord(record) || record.promised > length || record.accepted > length)
    throw new Error(`three-phase commit: ${described(record)} is no record of a participant`);
  const { status, promised, accepted } = record;
  if (status === "none") return { ...begun(options, "aborted"), wasDown: true };
  if (status === "committed") return { ...begun(options, "committed"), wasDown: true };
  const back = begun(options, status);
  return { ...back, promised, accepted, wasDown: !back.rules.countsRestarted };
}
