/**
 * What a leader knows of the others' logs, and how far it may send on to each of them.
 *
 * @module
 */
import type { NodeId } from "../../core/node-id.ts";
import { excluding, including, type NodeSet, noNodes } from "../../core/node-set.ts";
import { present } from "../../core/present.ts";
import type { Cluster } from "../../epochs/cluster.ts";

/** Positions stand in the order of the nodes. Of a node that does not lead, all are 0. */
export interface Followers {
  /** How far each node is known to have the leader's log on disk. */
  readonly match: readonly number[];
  /** How far the log was sent to each; or after which place the leader looks for where their logs part. */
  readonly sent: readonly number[];
  /** The nodes of which it has found that. */
  readonly found: NodeSet;
}

/**
 * Nothing is known of anybody yet.
 *
 * @param supposed - how far everybody is supposed to have the log
 */
export function unknown({ nodes }: Cluster, supposed: number): Followers {
  return { match: nodes.map(() => 0), sent: nodes.map(() => supposed), found: noNodes };
}

/** @param at - the place of the node among all */
export function withMatch({ match, sent, found }: Followers, at: number, position: number): Followers {
  return { match: match.with(at, position), sent, found };
}

/**
 * Whoever has everything up to where the leader looks has told where their logs part.
 *
 * @spec EpochBroadcast!Found
 */
export function withFound(followers: Followers, at: number, node: NodeId, position: number): Followers {
  const { match, sent, found } = followers;
  const before = present(sent[at]);
  const isFound = found.includes(node);
  if (position < before || (position === before && isFound)) return followers;
  return { match, sent: sent.with(at, position), found: including(found, node) };
}

/** The leader looks after another place. */
export function lookingAfter({ match, sent, found }: Followers, at: number, node: NodeId, position: number): Followers {
  return { match, sent: sent.with(at, position), found: excluding(found, [node]) };
}

/**
 * Whether a place that the node lacks is news. Of what was sent together, and of what came twice, each is found missing,
 * and only one is to be answered.
 *
 * @spec EpochBroadcast!IsNews
 */
export function isNews({ match, sent, found }: Followers, at: number, node: NodeId, position: number): boolean {
  const last = present(sent[at]);
  return found.includes(node) ? position > present(match[at]) && position <= last : position === last;
}

/**
 * How far a log is to be sent to a node of which it is found where the logs part.
 *
 * @spec EpochBroadcast!SendsUpTo
 */
export function sendsUpTo({ match, sent }: Followers, at: number, length: number, window: number): number {
  return Math.max(present(sent[at]), Math.min(length, present(match[at]) + window));
}
