/**
 * Epoch broadcast as a system: a node for each name, and a link between any two.
 *
 * @module
 */
import type { NodeId } from "../../core/node-id.ts";
import type { Addressed, Part, System } from "../../core/system.ts";
import type { BroadcastRequest } from "./log-entry.ts";
import { type NodeEvent, type NodeOptions, recover, start, step } from "./node.ts";
import { type NodeRecord, noRecord } from "./record.ts";
import type { NodeState } from "./state.ts";

/** All nodes have the same options, but for the name of their own. */
export interface EpochBroadcastOptions extends Omit<NodeOptions, "self"> {
  /** What clients may broadcast at any time, each batch at once and at any node, where that is to be told in advance. */
  readonly batches?: readonly (readonly BroadcastRequest[])[];
}

/** A node, as part of a system. */
export type EpochBroadcastRole = (
  options: NodeOptions,
  batches: readonly (readonly BroadcastRequest[])[],
) => Part<NodeState>;

/** The whole of epoch broadcast. The part of each node has the node's name. */
export function epochBroadcast(
  { batches = [], ...options }: EpochBroadcastOptions,
  role: EpochBroadcastRole = nodePart,
): System {
  const { nodes } = options;
  const pairs = nodes.flatMap((one, i) => nodes.slice(i + 1).map((other) => linkBetween(one, other)));
  return {
    parts: nodes.map((self) => role({ ...options, self }, batches)),
    links: pairs,
    linkOf: ({ from, to }: Addressed) => linkBetween(from, to),
  };
}

/** The event with which clients ask that these requests be delivered everywhere. */
export function broadcastOf(...requests: readonly BroadcastRequest[]): NodeEvent {
  return { kind: "broadcast", requests };
}

/** The node as it is specified. */
export function nodePart(options: NodeOptions, batches: readonly (readonly BroadcastRequest[])[]): Part<NodeState> {
  return {
    name: options.self,
    instance: "log",
    node: options.self,
    role: "node",
    requests: batches.length === 0 ? [broadcastOf()] : batches.map((batch) => broadcastOf(...batch)),
    noRecord,
    recordParts: [["epoch", "vote"], ["log"]],
    tellsFromTheStart: true,
    start: () => start(options),
    recover: (record: NodeRecord) => recover(options, record),
    step: (state, event: NodeEvent) => step(state, event),
  };
}

function linkBetween(one: NodeId, other: NodeId): string {
  return one < other ? `${one}-${other}` : `${other}-${one}`;
}
