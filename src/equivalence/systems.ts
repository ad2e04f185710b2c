/**
 * Nodes that stand on objects, as a system: all alike, with nothing in common but the objects.
 *
 * @module
 */
import type { Value } from "../consensus/epoch-consensus/record.ts";
import type { NodeId } from "../core/node-id.ts";
import { nodeSet } from "../core/node-set.ts";
import type { SharedObject } from "../core/object.ts";
import type { Part, System } from "../core/system.ts";
import type { ProposerOptions } from "./proposing.ts";

/** Who is to agree. All nodes have the same options, but for the name of their own. */
export interface ConsensusOptions extends Omit<ProposerOptions, "self"> {
  readonly nodes: readonly NodeId[];
  /** What the clients of a node may propose, for whoever explores the system: its name, if not given. */
  readonly valuesOf?: (node: NodeId) => readonly Value[];
}

/** The system of these nodes. @param partOf - makes each of them */
export function onObjects(
  nodes: readonly NodeId[],
  partOf: (self: NodeId) => Part,
  objects: readonly SharedObject[],
): System {
  return { parts: nodeSet(nodes).map(partOf), links: [], linkOf: () => "none", objects };
}

/** The system of nodes that are to agree. */
export function systemOfProposers(
  { nodes, valuesOf = (name) => [name], ...common }: ConsensusOptions,
  makePart: (options: ProposerOptions, values: readonly Value[]) => Part,
  objects: readonly SharedObject[],
): System {
  return onObjects(nodes, (self) => makePart({ ...common, self }, valuesOf(self)), objects);
}
