/**
 * The nodes of a cluster as a system: all alike, with a link for each two of them.
 *
 * @module
 */
import type { NodeId } from "../core/node-id.ts";
import { nodeSet } from "../core/node-set.ts";
import type { Part, PartTypes, System } from "../core/system.ts";

/** The system of the nodes. @param partOf - makes each of them */
export function clusterSystem<Types extends PartTypes>(
  nodes: readonly NodeId[],
  partOf: (self: NodeId) => Part<unknown, Types>,
): System<Types> {
  const all = nodeSet(nodes);
  return {
    parts: all.map(partOf),
    links: all.flatMap((one, i) => all.slice(i + 1).map((other) => linkBetween(one, other))),
    linkOf: ({ from, to }) => linkBetween(from, to),
  };
}

/**
 * The name of the link between two nodes, the same in both directions. No two links have the same name, whatever the
 * nodes are called.
 */
function linkBetween(one: NodeId, other: NodeId): string {
  return JSON.stringify(one < other ? [one, other] : [other, one]);
}
