/**
 * A set of nodes as a sorted array: plain data with one representation for each set, so that equal sets are equal
 * states.
 *
 * @module
 */
import type { NodeId } from "./node-id.ts";

/** Sorted, without duplicates. */
export type NodeSet = readonly NodeId[];

/**
 * The set of no nodes.
 *
 * @example
 * ```ts
 * import { including, noNodes } from "quorate/core";
 *
 * console.log(noNodes, including(noNodes, "a")); // [] [ 'a' ]
 * ```
 */
export const noNodes: NodeSet = [];

/**
 * The set of the given nodes.
 *
 * @example
 * ```ts
 * import { excluding, including, nodeSet } from "quorate/core";
 *
 * const nodes = nodeSet(["b", "a", "b"]);
 * console.log(nodes, including(nodes, "c"), excluding(nodes, ["a"])); // [ 'a', 'b' ] [ 'a', 'b', 'c' ] [ 'b' ]
 * ```
 */
export function nodeSet(nodes: readonly NodeId[]): NodeSet {
  return [...new Set(nodes)].sort();
}

/**
 * The set with one node more; the same object if the node is in it already.
 *
 * @example
 * ```ts
 * import { including } from "quorate/core";
 *
 * console.log(including(["a", "c"], "b"), including(["a", "c"], "c")); // [ 'a', 'b', 'c' ] [ 'a', 'c' ]
 * ```
 */
export function including(set: NodeSet, node: NodeId): NodeSet {
  return set.includes(node) ? set : nodeSet([...set, node]);
}

/**
 * Those of `nodes` that are not in `set`.
 *
 * @example
 * ```ts
 * import { excluding } from "quorate/core";
 *
 * console.log(excluding(["a", "b", "c"], ["b"])); // [ 'a', 'c' ]
 * ```
 */
export function excluding(nodes: NodeSet, set: NodeSet): NodeSet {
  return nodes.filter((node) => !set.includes(node));
}

/**
 * Whether two sets have the same nodes.
 *
 * @example
 * ```ts
 * import { nodeSet, sameNodes } from "quorate/core";
 *
 * console.log(sameNodes(nodeSet(["a", "b"]), nodeSet(["b", "a"]))); // true
 * ```
 */
export function sameNodes(one: NodeSet, other: NodeSet): boolean {
  return one.length === other.length && one.every((node, i) => node === other[i]);
}
