/**
 * `quorate/epoch-consensus`: nodes that agree on one value, each a pure step function, and the system that they make.
 *
 * @module
 */
export type { Cluster, ClusterOptions, ClusterQuorums } from "../../epochs/cluster.ts";
export type { Newer, PreVote } from "../../epochs/election.ts";
export type { EpochMessage, Leadership } from "../../epochs/leadership.ts";
export type {
  Accept,
  Decide,
  Follow,
  Lead,
  Message,
  Propose,
  RequestPreVote,
  RequestVote,
  Vote,
  Wish,
} from "./message.ts";
export type { NodeEffect, NodeEvent, NodeOptions, NodeResult, NodeTypes } from "./node.ts";
export * as node from "./node.ts";
export type { ProposeRequest } from "./proposal.ts";
export type { Accepted, NodeRecord, Value } from "./record.ts";
export type { NodeState, NodeTimer } from "./state.ts";
export { type EpochConsensusOptions, epochConsensus, type NodePart } from "./system.ts";
