/**
 * A node of epoch broadcast. The nodes elect a leader for each epoch, and all logs become the same as the leader's.
 *
 * Specification: `EpochBroadcast`, which knows of requests, and not of their values: what a client is replied at once is
 * no part of it. The durable part is the record of epoch, vote and log; {@link recover} begins again from the record
 * alone, and then tells everything decided once more, from the first entry on.
 *
 * @module
 */
import type { EffectOf, EventOf, ResultOf } from "../../core/description.ts";
import type { NodeId } from "../../core/node-id.ts";
import { identityIn } from "../../core/request-identity.ts";
import { type Role, roleOf } from "../../core/role.ts";
import type { Started } from "../../core/step.ts";
import { fieldsIn, lengthIn, listIn, Malformed } from "../../core/taking-in.ts";
import { type Cluster, type ClusterOptions, clusterOf } from "../../epochs/cluster.ts";
import { addressing, knowledgeOf, type Leadership } from "../../epochs/leadership.ts";
import { election } from "./election.ts";
import { giveUp, type HandOver, handOver, receiveTakeOver } from "./handing-over.ts";
import { type LimitOptions, type Limits, limitsOf } from "./limits.ts";
import { type Locate, locate, receiveConfirmation, receiveRequestConfirmation } from "./locating.ts";
import type { Verdict } from "./log.ts";
import { type BroadcastRequest, type LogEntry, requestIn, sizeOfRequest } from "./log-entry.ts";
import { type Message, messages } from "./message.ts";
import { isRecord, isSameRecord, logIn, type NodeRecord, noRecord, recordParts } from "./record.ts";
import {
  answer,
  type Broadcast,
  broadcast,
  countOwn,
  receiveAcknowledge,
  receiveAppend,
  receiveMismatch,
  replicate,
} from "./replication.ts";
import type { ReadPosition } from "./round.ts";
import {
  flawIn,
  type NodeState,
  type NodeTimer,
  recordOf,
  recovered,
  timersOf,
  toldOf,
  withStored,
  withWriting,
} from "./state.ts";

/**
 * Who this node is, who the others are, and how much it takes. All nodes must be given the same options, except `self`.
 */
export interface NodeOptions extends ClusterOptions, LimitOptions {}

/** The types of a node. */
export interface NodeTypes {
  readonly options: NodeOptions;
  readonly state: NodeState;
  readonly record: NodeRecord;
  readonly received: Message;
  readonly sent: Message;
  readonly request: Broadcast | HandOver | Locate;
  /** The entries of the log in their order. Those without a request are openings, which a host skips. */
  readonly told: LogEntry;
  /** What becomes of each request of a broadcast, in their order; or the positions that were asked for. */
  readonly replied: readonly Verdict[] | readonly ReadPosition[];
  readonly timer: NodeTimer;
  readonly status: Leadership;
}

/** What a node can be given. */
export type NodeEvent = EventOf<NodeTypes>;

/** What a node can ask for. */
export type NodeEffect = EffectOf<NodeTypes>;

/** The result of a step. */
export type NodeResult = ResultOf<NodeTypes>;

const protocol = "epoch broadcast";

/**
 * The node as a description.
 *
 * @example
 * ```ts
 * import { node } from "quorate/epoch-broadcast";
 *
 * const { state } = node.start({ self: "a", nodes: ["a", "b", "c"] });
 * console.log(node.node.actionOf(state, { kind: "timeout", timer: "suspect" })); // Suspect
 * ```
 */
export const node: Role<NodeTypes> = roleOf<NodeTypes>({
  name: protocol,
  specification: "EpochBroadcast",
  begin: (options) => begun(options, noRecord),
  recover: begun,
  status: ({ role }) => role,
  knows: knowledgeOf,
  addressing,
  record: {
    none: noRecord,
    parts: recordParts,
    of: recordOf,
    is: isRecord,
    isSame: isSameRecord,
    stays,
  },
  writing: { is: ({ isWriting }) => isWriting, mark: withWriting, reached: withStored },
  told: toldOf,
  flawIn,
  timers: timersOf,
  messages,
  requests: {
    broadcast: ({ requests }, { limits }) => ({ kind: "broadcast", requests: requestsIn(requests, limits) }),
    handOver: ({ to }, { cluster }) => ({ kind: "handOver", to: otherIn(to, cluster) }),
    locate: ({ read }) => ({ kind: "locate", read: identityIn(fieldsIn(read, "read"), "read") }),
  },
  actions: {
    ...election.actions,
    Broadcast: { request: "broadcast", step: broadcast },
    Replicate: { timer: "replicate", step: replicate },
    ReceiveAppend: { message: "append", step: receiveAppend },
    Answer: { durable: "follower", step: answer },
    CountOwn: { durable: "leader", step: countOwn },
    ReceiveAcknowledge: { message: "acknowledge", step: receiveAcknowledge },
    ReceiveMismatch: { message: "mismatch", step: receiveMismatch },
    HandOver: { request: "handOver", step: handOver },
    ReceiveTakeOver: { message: "takeOver", step: receiveTakeOver },
    GiveUp: { timer: "giveUp", step: giveUp },
    Locate: { request: "locate", step: locate },
    ReceiveRequestConfirmation: { message: "requestConfirmation", step: receiveRequestConfirmation },
    ReceiveConfirmation: { message: "confirmation", step: receiveConfirmation },
  },
});

/**
 * A node that was never started before.
 *
 * @throws Error if the node is none of the nodes, if two nodes have one name, if a quorum is none of the nodes, if quorums
 * need not meet that must (two that elect, or one that elects and one that accepts), or if a limit is none.
 * @spec EpochBroadcast!Init
 * @see [Epoch broadcast](page:docs/total-order-broadcast/epoch-broadcast.md)
 * @see [EpochBroadcast](page:spec/total-order-broadcast/EpochBroadcast.tla)
 * @example
 * ```ts
 * import { node } from "quorate/epoch-broadcast";
 *
 * const { state, effects } = node.start({ self: "a", nodes: ["a", "b", "c"] });
 * console.log(state.role, effects); // follower [ { kind: 'setTimer', timer: 'suspect' } ]
 * ```
 */
export function start(options: NodeOptions): Started<NodeState, NodeEffect> {
  return node.start(options);
}

/**
 * The same node after a crash, from its record on disk, as a follower. A write that was torn by the crash may have left a
 * log that ends in a higher epoch than the record's: the node takes that epoch, with no vote in it, and puts its disk
 * right.
 *
 * @throws Error if the record is none that a crash can leave, contradicts itself, or is not of this node: a disk that
 * cannot be read is not an empty disk, so nothing may be presumed from it; or as {@link start} does.
 * @see [Epoch broadcast](page:docs/total-order-broadcast/epoch-broadcast.md)
 * @see [EpochBroadcast](page:spec/total-order-broadcast/EpochBroadcast.tla)
 * @example
 * ```ts
 * import { append } from "quorate/core";
 * import { node, noRecord } from "quorate/epoch-broadcast";
 *
 * const options = { self: "a", nodes: ["a", "b", "c"] };
 * const { identity } = node.start(options).state.cluster;
 * const log = append(noRecord.log, { epoch: 3, client: "till", number: 1, value: "bread" });
 * const { state } = node.recover(options, { cluster: identity, epoch: 3, vote: "b", log });
 * console.log(state.role, state.epoch, state.decided); // follower 3 0
 * ```
 */
export function recover(options: NodeOptions, record: NodeRecord): Started<NodeState, NodeEffect> {
  return node.recover(options, record);
}

/**
 * The next state of the node, and what is to be done. It never throws, whatever comes from outside.
 *
 * @see [Epoch broadcast](page:docs/total-order-broadcast/epoch-broadcast.md)
 * @see [EpochBroadcast](page:spec/total-order-broadcast/EpochBroadcast.tla)
 * @example
 * ```ts
 * import { broadcastOf, node } from "quorate/epoch-broadcast";
 *
 * const { state } = node.start({ self: "a", nodes: ["a", "b", "c"] });
 * const result = node.step(state, broadcastOf({ client: "till", number: 1, value: "bread" }));
 * console.log(result.outcome === "refused" && result.refusal); // { kind: 'untimely', because: 'it is not the leader' }
 * ```
 */
export function step(state: NodeState, event: NodeEvent): NodeResult {
  return node.step(state, event);
}

/**
 * The state with its changed fields. A log that did not change stays the same object, so a host can see at once whether
 * it did.
 */
function stays(one: NodeState, other: NodeState): boolean {
  return one.log === other.log && one.epoch === other.epoch && one.vote === other.vote;
}

function begun(options: NodeOptions, record: NodeRecord): NodeState {
  const cluster = clusterOf(options, protocol);
  const limits = limitsOf(options, protocol);
  const log = logIn(record, cluster, limits.value);
  if (typeof log === "string") throw new Error(`${protocol}: no record of this node: ${log}`);
  return recovered(cluster, limits, record, log);
}

function otherIn(candidate: unknown, { others }: Cluster): NodeId {
  const found = others.find((node) => node === candidate);
  if (found === undefined) throw new Malformed("to", candidate, `one of the other nodes, ${others.join(", ")}`);
  return found;
}

function requestsIn(candidate: unknown, { maxRequests, maxTotalSize, value }: Limits): readonly BroadcastRequest[] {
  const list = listIn(candidate, "requests");
  const length = lengthIn(list, "requests", maxRequests);
  const requests: BroadcastRequest[] = [];
  let size = 0;
  for (let place = 0; place < length; place++) {
    const request = requestIn(list[place], "requests", place, value);
    size += sizeOfRequest(request);
    if (size > maxTotalSize) throw new Malformed("requests", list, `list of at most ${maxTotalSize} in size`);
    requests.push(request);
  }
  return requests;
}
