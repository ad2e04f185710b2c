/**
 * Sequenced broadcast as a system: its nodes, all alike, a link for each two of them, and the objects that they share until
 * something else takes their place.
 *
 * @module
 */
import { type Deliver, delivered, type Reply } from "../../core/effect.ts";
import { partOf } from "../../core/role.ts";
import type { Part, System } from "../../core/system.ts";
import { sharedCells } from "../../environment/shared-cells.ts";
import { sharedSequencer } from "../../environment/shared-sequencer.ts";
import { clusterSystem } from "../../epochs/cluster-system.ts";
import type { BroadcastRequest } from "../epoch-broadcast/log-entry.ts";
import { type Broadcast, type NodeOptions, type NodeTypes, node } from "./node.ts";
import type { NodeState } from "./state.ts";

/** All nodes have the same options, but for the name of their own. */
export interface SequencedBroadcastOptions extends Omit<NodeOptions, "self"> {
  /** What clients may broadcast at any time and at any node, where that is to be told in advance. */
  readonly requests?: readonly BroadcastRequest[];
}

/** How a node is made a part of the system. */
export type NodePart = (options: NodeOptions, requests: readonly BroadcastRequest[]) => Part<NodeState>;

/** What the user of a node meets. */
export interface SequencedBroadcastTypes extends Pick<NodeTypes, "record" | "request" | "status"> {
  /** Each request that is delivered, in the order of the numbers. */
  readonly told: BroadcastRequest;
}

/**
 * The whole of sequenced broadcast, of nodes as they are specified, or of others. The part of each node has its name.
 *
 * @see [Sequenced broadcast](page:docs/total-order-broadcast/sequenced-broadcast.md)
 * @see [SequencedBroadcast](page:spec/total-order-broadcast/SequencedBroadcast.tla)
 * @example
 * ```ts
 * import { sequencedBroadcast } from "quorate/sequenced-broadcast";
 *
 * const { parts, objects } = sequencedBroadcast({ nodes: ["a", "b"], gaps: "cells" });
 * console.log(parts.length, objects?.map(({ name }) => name)); // 2 [ 'sequencer', 'cells' ]
 * ```
 */
export function sequencedBroadcast(options: SequencedBroadcastOptions): System<SequencedBroadcastTypes>;
export function sequencedBroadcast(options: SequencedBroadcastOptions, makePart: NodePart | undefined): System;
export function sequencedBroadcast(options: SequencedBroadcastOptions, makePart: NodePart = nodePart): System {
  const { requests = [], ...common } = options;
  return {
    ...clusterSystem(options.nodes, (self) => makePart({ ...common, self }, requests)),
    objects: [sharedSequencer("sequencer"), ...(options.gaps === "cells" ? [sharedCells("cells")] : [])],
  };
}

/**
 * The event with which a client asks that this request be delivered everywhere.
 *
 * @example
 * ```ts
 * import { broadcastOf } from "quorate/sequenced-broadcast";
 *
 * console.log(broadcastOf({ client: "till", number: 1, value: "bread" }).kind); // broadcast
 * ```
 */
export function broadcastOf(request: BroadcastRequest): Broadcast {
  return { kind: "broadcast", request };
}

/** A node as it is specified. */
export function nodePart(options: NodeOptions, requests: readonly BroadcastRequest[]): Part<NodeState> {
  const { self, gaps } = options;
  const place = { name: self, instance: "log", node: self, role: "node", tellsFromTheStart: true, learns: requestsIn };
  const asked = requests.length === 0 ? [{ client: "", number: 1 }] : requests;
  const part = partOf(place, node, options, asked.map(broadcastOf));
  return gaps === "cells" ? part : { ...part, objects: ["sequencer"] };
}

/** The user of a node learns of requests. That a place holds nothing is nothing to it. */
function requestsIn(telling: Deliver<unknown> | Reply<unknown>): readonly unknown[] {
  return telling.kind === "reply" ? [] : delivered(telling).filter((content) => content !== null);
}
