/**
 * Quorums: sets of nodes that are enough for something, such as a majority. They are plain data, so that a state can
 * carry them.
 *
 * @module
 */
import type { NodeId } from "./node-id.ts";
import { excluding, type NodeSet, nodeSet } from "./node-set.ts";
import { present } from "./present.ts";
import { described } from "./taking-in.ts";

/** Which sets of nodes are quorums: all of at least so many nodes, or all that contain one of these sets. */
export type Quorums =
  | { readonly kind: "atLeast"; readonly count: number }
  | { readonly kind: "anyOf"; readonly sets: readonly NodeSet[] };

/** The most nodes for which quorums can be given by a predicate: it is asked about every set of nodes. */
const mostNodes = 12;

/**
 * More than half of the nodes.
 *
 * @example
 * ```ts
 * import { isQuorum, majorityOf } from "quorate/core";
 *
 * const majority = majorityOf(["a", "b", "c", "d"]);
 * console.log(majority, isQuorum(majority, ["a", "b"])); // { kind: 'atLeast', count: 3 } false
 * ```
 */
export function majorityOf(nodes: NodeSet): Quorums {
  return { kind: "atLeast", count: Math.floor(nodes.length / 2) + 1 };
}

/**
 * The quorums for which the predicate is true. Every set that contains a quorum is a quorum, too.
 *
 * @throws Error if there is none, or if there are more nodes than 12.
 * @example
 * ```ts
 * import { isQuorum, quorumsWhere } from "quorate/core";
 *
 * // Two rooms of two machines: one of each room is enough.
 * const hasBoth = (nodes: readonly string[]) => ["a", "b"].every((room) => nodes.join().includes(room));
 * const quorums = quorumsWhere(["a1", "a2", "b1", "b2"], hasBoth);
 * console.log(isQuorum(quorums, ["a1", "a2"]), isQuorum(quorums, ["a1", "b2"])); // false true
 * ```
 */
export function quorumsWhere(nodes: NodeSet, isQuorum: (nodes: NodeSet) => boolean): Quorums {
  if (nodes.length > mostNodes) throw new Error(`quorums: a predicate tells those of at most ${mostNodes} nodes`);
  const smallestFirst = subsetsOf(nodeSet(nodes)).toSorted((one, other) => one.length - other.length);
  const sets: NodeSet[] = [];
  for (const candidate of smallestFirst) {
    if (!sets.some((set) => contains(candidate, set)) && isQuorum(candidate)) sets.push(candidate);
  }
  if (sets.length === 0) throw new Error("quorums: not even all nodes together are a quorum");
  return { kind: "anyOf", sets };
}

/** Why these are no quorums of the nodes; `undefined` if they are. */
export function flawIn(quorums: Quorums, nodes: NodeSet): string | undefined {
  if (quorums.kind === "atLeast") {
    const { count } = quorums;
    const isPossible = Number.isSafeInteger(count) && count >= 1 && count <= nodes.length;
    return isPossible ? undefined : `a quorum of at least ${described(count)} of ${nodes.length} nodes`;
  }
  if (quorums.sets.length === 0) return "there is no quorum";
  if (quorums.sets.some((set) => set.length === 0)) return "a quorum of nobody";
  const stranger = quorums.sets.flat().find((node) => !nodes.includes(node));
  return stranger === undefined ? undefined : `a quorum with ${described(stranger)}, which is none of the nodes`;
}

/**
 * Whether the nodes are a quorum.
 *
 * @example
 * ```ts
 * import { isQuorum } from "quorate/core";
 *
 * const quorums = { kind: "atLeast", count: 2 } as const;
 * console.log(isQuorum(quorums, ["a"]), isQuorum(quorums, ["a", "c"])); // false true
 * ```
 */
export function isQuorum(quorums: Quorums, nodes: NodeSet): boolean {
  return quorums.kind === "atLeast"
    ? nodes.length >= quorums.count
    : quorums.sets.some((quorum) => contains(nodes, quorum));
}

/**
 * The greatest number that all of some quorum have reached.
 *
 * @param nodes - all nodes
 * @param reached - how far each of them is, in their order
 * @example
 * ```ts
 * import { majorityOf, reachedByQuorum } from "quorate/core";
 *
 * const nodes = ["a", "b", "c"];
 * console.log(reachedByQuorum(majorityOf(nodes), nodes, [7, 5, 2])); // 5
 * ```
 */
export function reachedByQuorum(quorums: Quorums, nodes: NodeSet, reached: readonly number[]): number {
  return quorums.kind === "atLeast"
    ? reachedByCount(quorums.count, reached)
    : Math.max(...quorums.sets.map((set) => Math.min(...set.map((node) => present(reached[nodes.indexOf(node)])))));
}

/**
 * Whether each quorum of the one kind has a node in common with each of the other.
 *
 * @example
 * ```ts
 * import { alwaysMeet, majorityOf } from "quorate/core";
 *
 * const nodes = ["a", "b", "c", "d"];
 * const two = { kind: "atLeast", count: 2 } as const;
 * console.log(alwaysMeet(nodes, majorityOf(nodes), two), alwaysMeet(nodes, two, two)); // true false
 * ```
 */
export function alwaysMeet(nodes: NodeSet, one: Quorums, other: Quorums): boolean {
  if (one.kind === "atLeast") {
    return other.kind === "atLeast" ? one.count + other.count > nodes.length : alwaysMeet(nodes, other, one);
  }
  // The nodes that are not in a quorum must not make a quorum of the other kind.
  return one.sets.every((set) => !isQuorum(other, excluding(nodes, set)));
}

function reachedByCount(count: number, reached: readonly number[]): number {
  let greatest = 0;
  for (const candidate of reached) {
    if (candidate <= greatest) continue;
    let those = 0;
    for (const other of reached) if (other >= candidate) those++;
    if (those >= count) greatest = candidate;
  }
  return greatest;
}

function contains(nodes: NodeSet, quorum: NodeSet): boolean {
  return quorum.every((node) => nodes.includes(node));
}

function subsetsOf(nodes: readonly NodeId[]): readonly NodeSet[] {
  const [first, ...others] = nodes;
  if (first === undefined) return [[]];
  const without = subsetsOf(others);
  return [...without.map((set) => [first, ...set]), ...without];
}
