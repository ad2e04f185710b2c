/**
 * `quorate/epoch-broadcast`: a node of epoch broadcast as a pure step function, and the system that nodes make.
 *
 * @module
 */
export type { Cluster, ClusterOptions, ClusterQuorums } from "../../epochs/cluster.ts";
export type { Newer, PreVote } from "../../epochs/election.ts";
export type { EpochMessage, Leadership } from "../../epochs/leadership.ts";
export { asLog, asPositionedLog } from "./as-log.ts";
export type { Followers } from "./followers.ts";
export { type HandOver, handOverTo } from "./handing-over.ts";
export type { LimitOptions, Limits } from "./limits.ts";
export type { Line, Run } from "./line.ts";
export { type Locate, locateFor } from "./locating.ts";
export type { End, Log, Verdict } from "./log.ts";
export {
  type BroadcastRequest,
  type ClientId,
  type LogEntry,
  type OpeningEntry,
  type RequestEntry,
  requestOf,
  requestsOf,
} from "./log-entry.ts";
export type {
  Acknowledge,
  Append,
  Confirmation,
  Message,
  Mismatch,
  RequestConfirmation,
  RequestPreVote,
  RequestVote,
  TakeOver,
  Vote,
} from "./message.ts";
export type { NodeEffect, NodeEvent, NodeOptions, NodeResult, NodeTypes } from "./node.ts";
export * as node from "./node.ts";
export { type NodeRecord, noRecord } from "./record.ts";
export type { Broadcast } from "./replication.ts";
export type { ReadPosition, Round, WaitingRead } from "./round.ts";
export type { NodeState, NodeTimer } from "./state.ts";
export {
  broadcastOf,
  type EpochBroadcastOptions,
  type EpochBroadcastTypes,
  epochBroadcast,
  type NodePart,
} from "./system.ts";
