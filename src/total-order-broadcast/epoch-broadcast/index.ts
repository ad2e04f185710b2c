/**
 * `quorate/epoch-broadcast`: a node of epoch broadcast as a pure step function, and the system that nodes make.
 *
 * @module
 */

export type { End, Log } from "./log.ts";
export {
  type BroadcastRequest,
  type ClientId,
  isEntry,
  isRequest,
  type LogEntry,
} from "./log-entry.ts";
export {
  type Acknowledge,
  type Addressing,
  type Append,
  isMessage,
  type Message,
  type Mismatch,
  type Newer,
  type RequestVote,
  type Vote,
} from "./message.ts";
export type { NodeEvent, NodeOptions } from "./node.ts";
export * as node from "./node.ts";
export { type NodeRecord, noRecord } from "./record.ts";
export type {
  Cluster,
  NodeChange,
  NodeEffect,
  NodeResult,
  NodeRole,
  NodeState,
  NodeTimer,
} from "./state.ts";
export { broadcastOf, type EpochBroadcastOptions, type EpochBroadcastRole, epochBroadcast } from "./system.ts";
