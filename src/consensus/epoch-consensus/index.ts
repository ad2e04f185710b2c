/**
 * `quorate/epoch-consensus`: nodes that agree on one value, each a pure step function, and the system that they make.
 *
 * @module
 */
export type { Accept, Decide, Message, Newer, Propose, RequestVote, Vote, Wish } from "./message.ts";
export { isMessage } from "./message.ts";
export type { NodeEvent, NodeOptions } from "./node.ts";
export * as node from "./node.ts";
export type { Accepted, NodeRecord, Value } from "./record.ts";
export type { NodeEffect, NodeQuorums, NodeResult, NodeState, NodeTimer, Role, RoleChange } from "./state.ts";
export { type EpochConsensusOptions, epochConsensus, type NodePart } from "./system.ts";
