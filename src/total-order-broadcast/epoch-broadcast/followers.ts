/**
 * What a leader knows of the others' logs, and how far it may send on to each of them.
 *
 * @module
 */
import type { NodeId } from "../../core/node-id.ts";
import { excluding, including, type NodeSet, noNodes } from "../../core/node-set.ts";
import { present } from "../../core/present.ts";
import { itemAt, type Sequence } from "../../core/sequence.ts";
import type { Cluster } from "../../epochs/cluster.ts";
import type { Limits } from "./limits.ts";
import { type LogEntry, sizeOfEntry } from "./log-entry.ts";

/** Positions and sizes stand in the order of the nodes. Of a node that does not lead, all are 0. */
export interface Followers {
  /** How far each node is known to have the leader's log on disk. */
  readonly match: readonly number[];
  /** How far the log was sent to each; or after which place the leader looks for where their logs part. */
  readonly sent: readonly number[];
  /** The nodes of which it has found that. */
  readonly found: NodeSet;
  /** How large the entries are together that are on their way to each of these: those behind `match`, up to `sent`. */
  readonly onTheirWay: readonly number[];
}

/**
 * Nothing is known of anybody yet.
 *
 * @param supposed - how far everybody is supposed to have the log
 */
export function unknown({ nodes }: Cluster, supposed: number): Followers {
  const none = nodes.map(() => 0);
  return { match: none, sent: nodes.map(() => supposed), found: noNodes, onTheirWay: none };
}

/**
 * One node has more of the log on disk.
 *
 * @param at - the place of the node among all
 */
export function withMatch(followers: Followers, at: number, position: number, entries: Sequence<LogEntry>): Followers {
  const { match, sent, found, onTheirWay } = followers;
  const size = present(onTheirWay[at]);
  // Mostly all has arrived that was on its way.
  const left =
    size === 0 || position >= present(sent[at]) ? 0 : size - sizeBetween(entries, present(match[at]), position);
  return {
    match: match.with(at, position),
    sent,
    found,
    onTheirWay: left === size ? onTheirWay : onTheirWay.with(at, left),
  };
}

/**
 * Whoever has everything up to where the leader looks has told where their logs part.
 *
 * @spec EpochBroadcast!Found
 */
export function withFound(followers: Followers, at: number, node: NodeId, position: number): Followers {
  const { match, sent, found, onTheirWay } = followers;
  const before = present(sent[at]);
  const isFound = found.includes(node);
  if (position < before || (position === before && isFound)) return followers;
  return { match, sent: sent.with(at, position), found: including(found, node), onTheirWay };
}

/** The leader looks after another place, and nothing that is on its way counts. */
export function lookingAfter(followers: Followers, at: number, node: NodeId, position: number): Followers {
  const { match, sent, found, onTheirWay } = followers;
  return {
    match,
    sent: sent.with(at, position),
    found: excluding(found, [node]),
    onTheirWay: onTheirWay.with(at, 0),
  };
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
 * Up to where the log is to be sent to nodes that hold as much of it, and how large all that will then be on its way to
 * each. How much was sent of it before does not matter, since that is no more.
 */
export interface Reach {
  /** How much they are known to hold. */
  readonly held: number;
  readonly until: number;
  readonly size: number;
}

/**
 * How far a log is to be sent to a node of which it is found where the logs part. One entry may be on its way in any
 * case, or it never would.
 *
 * @spec EpochBroadcast!SendsUpTo
 */
export function sendsUpTo(
  { match, sent, onTheirWay }: Followers,
  at: number,
  entries: Sequence<LogEntry>,
  { window, windowSize }: Limits,
): Reach {
  const held = present(match[at]);
  const last = Math.min(entries.length, held + window);
  // It may be known to have more than it was sent since the leader looked after another place.
  let until = Math.max(held, present(sent[at]));
  let size = present(onTheirWay[at]);
  for (; until < last; until++) {
    const more = size + sizeOfEntry(present(itemAt(entries, until)));
    if (more > windowSize && until > held) break;
    size = more;
  }
  return { held, until, size };
}

/** How large what is on its way to each node is, found out anew. */
export function sizesOnTheirWay(
  { match, sent, found }: Omit<Followers, "onTheirWay">,
  { nodes }: Cluster,
  entries: Sequence<LogEntry>,
): readonly number[] {
  return nodes.map((node, at) =>
    found.includes(node) ? sizeBetween(entries, present(match[at]), present(sent[at])) : 0,
  );
}

function sizeBetween(entries: Sequence<LogEntry>, position: number, until: number): number {
  let size = 0;
  for (let place = position; place < until; place++) size += sizeOfEntry(present(itemAt(entries, place)));
  return size;
}
