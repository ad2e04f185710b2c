/**
 * Epoch consensus as a system: its nodes, all alike, and a link for each two of them.
 *
 * @module
 */
import type { NodeId } from "../../core/node-id.ts";
import { partOf } from "../../core/role.ts";
import type { Part, System } from "../../core/system.ts";
import { clusterSystem } from "../../epochs/cluster-system.ts";
import { type NodeOptions, type NodeTypes, node } from "./node.ts";
import type { Value } from "./record.ts";
import type { NodeState } from "./state.ts";

/** Who is to agree. */
export interface EpochConsensusOptions extends Omit<NodeOptions, "self"> {
  /** What the clients of a node may propose, for whoever explores the system: its name, if not given. */
  readonly valuesOf?: (node: NodeId) => readonly Value[];
}

/** How a node is made a part of the system. */
export type NodePart = (options: NodeOptions, values: readonly Value[]) => Part<NodeState>;

/**
 * The whole of epoch consensus, of nodes as they are specified, or of others.
 *
 * @see [Epoch consensus](page:docs/consensus/epoch-consensus.md)
 * @see [EpochConsensus](page:spec/consensus/EpochConsensus.tla)
 * @example
 * ```ts
 * import { epochConsensus } from "quorate/epoch-consensus";
 * import { InMemoryHost } from "quorate/in-memory";
 *
 * const nodes = ["a", "b", "c"];
 * const host = new InMemoryHost(epochConsensus({ nodes }));
 * host.runUntil(() => host.status("a")?.is === "leader");
 * host.request("a", { kind: "propose", value: "tea" });
 * host.runUntil(() => nodes.every((node) => host.told(node).length > 0));
 * console.log(nodes.map((node) => host.told(node)[0])); // [ 'tea', 'tea', 'tea' ]
 * ```
 */
export function epochConsensus(options: EpochConsensusOptions): System<NodeTypes>;
export function epochConsensus(options: EpochConsensusOptions, makePart: NodePart | undefined): System;
export function epochConsensus(options: EpochConsensusOptions, makePart: NodePart = nodePart): System {
  const { valuesOf = (name) => [name], ...common } = options;
  return clusterSystem(options.nodes, (self) => makePart({ ...common, self }, valuesOf(self)));
}

/** A node as it is specified. */
export function nodePart(options: NodeOptions, values: readonly Value[]): Part<NodeState, NodeTypes> {
  const { self } = options;
  const place = { name: self, instance: "consensus", node: self, role: "node", tellsFromTheStart: true };
  const requests = values.map((value) => ({ kind: "propose", value }) as const);
  return partOf(place, node, options, requests);
}
