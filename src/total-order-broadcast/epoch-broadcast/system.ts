/**
 * Epoch broadcast as a system: its nodes, all alike, and a link for each two of them.
 *
 * @module
 */
import { type Deliver, delivered, type Reply } from "../../core/effect.ts";
import { partOf } from "../../core/role.ts";
import type { Part, System } from "../../core/system.ts";
import { hasFields } from "../../core/taking-in.ts";
import { clusterSystem } from "../../epochs/cluster-system.ts";
import { handOverTo } from "./handing-over.ts";
import type { Verdict } from "./log.ts";
import { type BroadcastRequest, type LogEntry, requestsOf } from "./log-entry.ts";
import { type NodeOptions, type NodeTypes, node } from "./node.ts";
import type { Broadcast } from "./replication.ts";
import type { ReadPosition } from "./round.ts";
import type { NodeState } from "./state.ts";

/** All nodes have the same options, except their own names. */
export interface EpochBroadcastOptions extends Omit<NodeOptions, "self"> {
  /** For whoever explores the system: the batches that clients may broadcast, at any time and at any node. */
  readonly batches?: readonly (readonly BroadcastRequest[])[];
}

/** How a node is made a part of the system. */
export type NodePart = (options: NodeOptions, batches: readonly (readonly BroadcastRequest[])[]) => Part<NodeState>;

/** What the user of a node meets. */
export interface EpochBroadcastTypes extends Pick<NodeTypes, "record" | "request" | "status"> {
  /**
   * Each request that is delivered, in the order of the log, and what a leader replies: of the requests of a broadcast, or
   * positions.
   */
  readonly told: BroadcastRequest | readonly Verdict[] | readonly ReadPosition[];
}

/**
 * The whole system, made of the specified nodes, or of others. The part of each node has the node's name.
 *
 * @see [Epoch broadcast](page:docs/total-order-broadcast/epoch-broadcast.md)
 * @see [EpochBroadcast](page:spec/total-order-broadcast/EpochBroadcast.tla)
 * @example
 * ```ts
 * import { broadcastOf, epochBroadcast } from "quorate/epoch-broadcast";
 * import { InMemoryHost } from "quorate/in-memory";
 *
 * const nodes = ["a", "b", "c"];
 * const host = new InMemoryHost(epochBroadcast({ nodes }));
 * const leader = () => nodes.find((node) => host.status(node)?.is === "leader");
 * host.runUntil(() => leader() !== undefined);
 * host.request(leader() ?? "", broadcastOf({ client: "till", number: 1, value: "bread" }));
 * host.runUntil(() => nodes.every((node) => host.told(node, "deliver").length > 0));
 * console.log(host.told("c", "deliver")); // [ { client: 'till', number: 1, value: 'bread' } ]
 * ```
 */
export function epochBroadcast(options: EpochBroadcastOptions): System<EpochBroadcastTypes>;
export function epochBroadcast(options: EpochBroadcastOptions, makePart: NodePart | undefined): System;
export function epochBroadcast(options: EpochBroadcastOptions, makePart: NodePart = nodePart): System {
  const { batches = [], ...common } = options;
  return clusterSystem(options.nodes, (self) => makePart({ ...common, self }, batches));
}

/**
 * The event with which clients ask that these requests be delivered everywhere.
 *
 * @example
 * ```ts
 * import { broadcastOf } from "quorate/epoch-broadcast";
 *
 * const { kind, requests } = broadcastOf({ client: "till", number: 1, value: "bread" });
 * console.log(kind, requests.length); // broadcast 1
 * ```
 */
export function broadcastOf(...requests: readonly BroadcastRequest[]): Broadcast {
  return { kind: "broadcast", requests };
}

/** A node as it is specified. */
export function nodePart(options: NodeOptions, batches: readonly (readonly BroadcastRequest[])[]): Part<NodeState> {
  const { self } = options;
  const place = { name: self, instance: "log", node: self, role: "node", tellsFromTheStart: true, learns: learntFrom };
  const broadcasts = batches.length === 0 ? [broadcastOf()] : batches.map((some) => broadcastOf(...some));
  const others = options.nodes.filter((other) => other !== self);
  return partOf(place, node, options, [...broadcasts, ...others.map(handOverTo)]);
}

/**
 * The user of a node learns of requests, and of positions. Openings are nothing to it, and what a leader replies at once of
 * requests is no fact yet.
 */
function learntFrom(telling: Deliver<unknown> | Reply<unknown>): readonly unknown[] {
  return telling.kind === "reply" ? positionsIn(telling.value) : requestsOf(delivered(telling).filter(isEntry));
}

/** The positions of a reply: verdicts on requests are none. */
export function positionsIn(reply: unknown): readonly unknown[] {
  return Array.isArray(reply) ? reply.filter(hasFields) : [];
}

/** A node delivers nothing else. */
function isEntry(value: unknown): value is LogEntry {
  return hasFields(value);
}
