/**
 * The first coordinator of one transaction in three-phase commit. It has no disk: after a crash it is `gone`, and the
 * participants end the transaction without it.
 *
 * Specification: `ThreePhaseCommit`, the actions of the first phase.
 *
 * @module
 */
import type { EffectOf, EventOf, ResultOf, Outcome as Then } from "../../core/description.ts";
import { next, untimely } from "../../core/description.ts";
import { including, sameNodes } from "../../core/node-set.ts";
import { type Role, roleOf } from "../../core/role.ts";
import type { Started } from "../../core/step.ts";
import { described } from "../../core/taking-in.ts";
import { ownAddress } from "../two-phase-commit/message.ts";
import type { Outcome } from "../two-phase-commit/outcome.ts";
import {
  lead,
  receiveAcknowledge,
  roundBegun,
  type StopWaiting,
  stopWaiting,
  stopWaitingIn,
  tooLate,
} from "./leading.ts";
import { type MemberOptions, placeIn } from "./members.ts";
import { type Message, type Plain, type ToCoordinator, toCoordinator } from "./message.ts";
import { type CommitRecord, isRecord, noRecord, sameRecords } from "./record.ts";
import { endedWith, type NodeState, nodeIn, othersOf, outcomeTold, plainTo, recordIn } from "./state.ts";
import type { Status } from "./status.ts";

export { coordinatorTable } from "./status.ts";

/** What is asked of a coordinator. */
export type CoordinatorRequest =
  /** The application has done its work and asks to commit. */
  { readonly kind: "requestCommit" } | StopWaiting;

/** Who coordinates which transaction of whom, and what is taken for granted. */
export type CoordinatorOptions = MemberOptions;

/** The types of a coordinator. */
export interface CoordinatorTypes {
  readonly options: CoordinatorOptions;
  readonly state: NodeState;
  readonly record: CommitRecord;
  readonly received: ToCoordinator;
  readonly sent: Message;
  readonly request: CoordinatorRequest;
  readonly told: Outcome;
  readonly timer: never;
  readonly status: Status;
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
 * import { coordinator } from "quorate/three-phase-commit";
 *
 * const options = {
 *   transaction: "order",
 *   coordinator: "shop",
 *   participants: ["bank"],
 *   assumes: "boundedDelay",
 * } as const;
 * console.log(coordinator.coordinator.start(options).state.status); // working
 * ```
 */
export const coordinator: Role<CoordinatorTypes> = roleOf<CoordinatorTypes>({
  name: "a coordinator of three-phase commit",
  specification: "ThreePhaseCommit",
  begin: (options) => nodeIn(placeIn(options, options.coordinator), "working"),
  recover: recovered,
  status: ({ status }) => status,
  addressing: { ...ownAddress, peers: ({ participants }) => participants },
  record: { none: noRecord, of: recordIn, is: isRecord, isSame: sameRecords },
  told: (before, after) => outcomeTold(before, after).map((value) => ({ kind: "reply", value })),
  timers: () => [],
  messages: toCoordinator,
  requests: { requestCommit: () => ({ kind: "requestCommit" }), stopWaiting: stopWaitingIn },
  actions: {
    RequestCommit: { request: "requestCommit", step: requestCommit },
    ReceiveNo: { message: "no", step: receiveNo },
    ReceiveYes: { message: "yes", step: receiveYes },
    ReceiveAcknowledge: { message: "acknowledge", step: receiveAcknowledge },
    StopWaiting: { request: "stopWaiting", step: stopWaiting },
  },
});

/**
 * A new transaction.
 *
 * @throws Error if a name is none or too long, if there is no participant, if two have one name, if the coordinator is
 * one of them, or if the options contradict each other.
 * @spec ThreePhaseCommit!Init
 * @see [Three-phase commit](page:docs/atomic-commit/three-phase-commit.md)
 * @see [ThreePhaseCommit](page:spec/atomic-commit/ThreePhaseCommit.tla)
 * @example
 * ```ts
 * import { coordinator } from "quorate/three-phase-commit";
 *
 * const options = {
 *   transaction: "order",
 *   coordinator: "shop",
 *   participants: ["bank", "stock"],
 *   order: ["bank", "stock"],
 *   assumes: "boundedDelay",
 * } as const;
 * const { state } = coordinator.start(options);
 * const asked = coordinator.step(state, { kind: "requestCommit" });
 * console.log(asked.state.phase, coordinator.waitsFor(asked.state)); // voting [ 'bank', 'stock' ]
 * ```
 */
export function start(options: CoordinatorOptions): Started<NodeState, CoordinatorEffect> {
  return coordinator.start(options);
}

/**
 * The same transaction after a crash. The coordinator has no disk, and knows nothing of it any more: it takes part no
 * longer.
 *
 * @throws Error if there is a record, which no coordinator writes; or as {@link start} does.
 * @see [Three-phase commit](page:docs/atomic-commit/three-phase-commit.md)
 * @see [ThreePhaseCommit](page:spec/atomic-commit/ThreePhaseCommit.tla)
 * @example
 * ```ts
 * import { coordinator } from "quorate/three-phase-commit";
 *
 * const options = { transaction: "order", coordinator: "shop", participants: ["bank"], assumes: "boundedDelay" } as const;
 * console.log(coordinator.recover(options, { status: "none", promised: 0, accepted: 0 }).state.status); // gone
 * ```
 */
export function recover(options: CoordinatorOptions, record: CommitRecord): Started<NodeState, CoordinatorEffect> {
  return coordinator.recover(options, record);
}

/**
 * The next state of the coordinator, and what is to be done. It never throws, whatever comes from outside.
 *
 * @see [Three-phase commit](page:docs/atomic-commit/three-phase-commit.md)
 * @see [ThreePhaseCommit](page:spec/atomic-commit/ThreePhaseCommit.tla)
 * @example
 * ```ts
 * import { coordinator } from "quorate/three-phase-commit";
 *
 * const options = { transaction: "order", coordinator: "shop", participants: ["bank"], assumes: "boundedDelay" } as const;
 * const asked = coordinator.step(coordinator.start(options).state, { kind: "requestCommit" });
 * const message = { kind: "yes", transaction: "order", from: "bank", to: "shop" };
 * const voted = coordinator.step(asked.state, { kind: "receive", message });
 * console.log(voted.state.phase); // preCommitting
 * const late = coordinator.step(voted.state, { kind: "receive", message });
 * console.log(late.outcome); // refused
 * ```
 */
export function step(state: NodeState, event: CoordinatorEvent): CoordinatorResult {
  return coordinator.step(state, event);
}

export { waitsFor } from "./leading.ts";

function recovered(options: CoordinatorOptions, record: CommitRecord): NodeState {
  if (!isRecord(record) || !sameRecords(record, noRecord))
    throw new Error(`three-phase commit: ${described(record)} is no record of a coordinator, which has none`);
  return nodeIn(placeIn(options, options.coordinator), "gone");
}

/** The first phase: the coordinator asks for votes. @spec ThreePhaseCommit!RequestCommit */
function requestCommit(state: NodeState): Then<CoordinatorTypes> {
  if (state.status !== "working" || state.phase !== "none") return untimely("it has been asked, or is gone");
  return next(
    { ...state, phase: "voting" },
    othersOf(state).map((node) => plainTo(state, "prepare", node)),
  );
}

/** @spec ThreePhaseCommit!ReceiveNo */
function receiveNo(state: NodeState): Then<CoordinatorTypes> {
  return state.phase === "voting" ? lead(state, endedWith(state, "aborted")) : tooLate;
}

/** The second phase: when all have promised, all are told so. @spec ThreePhaseCommit!ReceiveYes */
function receiveYes(state: NodeState, { from }: Plain<"yes">): Then<CoordinatorTypes> {
  if (state.phase !== "voting") return tooLate;
  const acknowledged = including(state.acknowledged, from);
  const mayPreCommit = sameNodes(acknowledged, state.participants);
  return lead(state, mayPreCommit ? roundBegun(state, "preCommitting") : { ...state, acknowledged });
}
