/**
 * Epoch consensus as a system: its nodes, all alike, and a link for each two of them.
 *
 * @module
 */
import type { NodeId } from "../../core/node-id.ts";
import { nodeSet } from "../../core/node-set.ts";
import type { Part, System } from "../../core/system.ts";
import * as node from "./node.ts";
import { type NodeRecord, noRecord, recordParts, type Value } from "./record.ts";
import type { NodeQuorums, NodeState } from "./state.ts";

/** Who is to agree. */
export interface EpochConsensusOptions {
  readonly nodes: readonly NodeId[];
  /** Majorities, if not given. */
  readonly quorums?: NodeQuorums;
  /** How long a value may be that is proposed, in UTF-16 code units; 1,048,576 unless given. */
  readonly maxLength?: number;
  /** What the clients of a node may propose, for whoever explores the system: its name, if not given. */
  readonly valuesOf?: (node: NodeId) => readonly Value[];
}

/** How a node is made a part of the system. */
export type NodePart = (options: node.NodeOptions, values: readonly Value[]) => Part<NodeState>;

/** The whole of epoch consensus. */
export function epochConsensus(options: EpochConsensusOptions, partOf: NodePart = nodePart): System {
  const { valuesOf = (node) => [node], ...common } = options;
  const nodes = nodeSet(options.nodes);
  return {
    parts: nodes.map((self) => partOf({ ...common, self }, valuesOf(self))),
    links: nodes.flatMap((one, i) => nodes.slice(i + 1).map((other) => linkBetween(one, other))),
    linkOf: ({ from, to }) => linkBetween(from, to),
  };
}

/** A node as it is specified. */
export function nodePart(options: node.NodeOptions, values: readonly Value[]): Part<NodeState> {
  return {
    name: options.self,
    instance: "consensus",
    node: options.self,
    role: "node",
    requests: values.map((value) => ({ kind: "propose", value })),
    noRecord,
    recordParts,
    tellsFromTheStart: true,
    start: () => node.start(options),
    recover: (record: NodeRecord) => node.recover(options, record),
    step: (state, event: node.NodeEvent) => node.step(state, event),
  };
}

function linkBetween(one: NodeId, other: NodeId): string {
  return nodeSet([one, other]).join("-");
}
