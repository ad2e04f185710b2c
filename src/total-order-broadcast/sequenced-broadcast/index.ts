/**
 * `quorate/sequenced-broadcast`: a node of sequenced broadcast as a pure step function, which stands on a sequencer and, if
 * it is to, on cells; and the system that nodes make.
 *
 * @module
 */
export type { AtomicObject, Pending } from "../../environment/atomic-object.ts";
export { type Cell, sharedCells } from "../../environment/shared-cells.ts";
export { type NumberTaken, sharedSequencer, type TakeNumber } from "../../environment/shared-sequencer.ts";
export type { Cluster, ClusterQuorums } from "../../epochs/cluster.ts";
export type { BroadcastRequest, ClientId } from "../epoch-broadcast/log-entry.ts";
export { asLog } from "./as-log.ts";
export type { LimitOptions, Limits } from "./limits.ts";
export type { Content, Message, Missing, OfCluster, Places } from "./message.ts";
export {
  type Broadcast,
  type NodeEffect,
  type NodeEvent,
  type NodeOptions,
  type NodeResult,
  type NodeTypes,
  node,
} from "./node.ts";
export { type NodeRecord, noRecord } from "./record.ts";
export type { Gaps, Invoked, NodeState, NodeTimer, Place } from "./state.ts";
export {
  broadcastOf,
  type NodePart,
  type SequencedBroadcastOptions,
  type SequencedBroadcastTypes,
  sequencedBroadcast,
} from "./system.ts";
