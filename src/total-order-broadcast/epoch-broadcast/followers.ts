/**
 * What a leader knows of the logs of the others, and how much more it may send to each of them now.
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

/** Positions and sizes stand in the order of the nodes. On a node that does not lead, all are 0. */
export interface Followers {
  /** How far each node is known to have the leader's log on disk. */
  readonly match: readonly number[];
  /**
   * Up to which position the log was sent to each node; or, while the leader still looks for the point where their logs
   * part, the position after which it looks now.
   */
  readonly sent: readonly number[];
  /** The nodes for which the leader has found where their logs part. */
  readonly found: NodeSet;
  /** The total size of the entries that are on their way to each of these nodes: those after `match`, up to `sent`. */
  readonly onTheirWay: readonly number[];
}

/**
 * The leader knows nothing of the others yet.
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
  // In most cases all that was on its way has arrived.
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
 * A node that has everything up to the point at which the leader looks has told it where their logs part.
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

/** The leader looks at another point, and no longer counts what was on its way. */
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
 * Whether it is news that the node lacks this place. Several appends that were sent together, or one that came twice,
 * all find the same place missing; only one of these messages is answered.
 *
 * @spec EpochBroadcast!IsNews
 */
export function isNews({ match, sent, found }: Followers, at: number, node: NodeId, position: number): boolean {
  const last = present(sent[at]);
  return found.includes(node) ? position > present(match[at]) && position <= last : position === last;
}

/**
 * Up to which position the log is to be sent to nodes that hold equally much of it, and the total size that will then
 * be on its way to each. It does not matter how much was sent before.
 */
export interface Reach {
  /** How much they are known to hold. */
  readonly held: number;
  readonly until: number;
  readonly size: number;
}

/**
 * Up to which position the log is to be sent to a node, once it is found where their logs part. One entry may always be
 * on its way, however large it is: otherwise it would never be sent.
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
  // The leader may know that it has more than was sent since the leader looked at another point.
  let until = Math.max(held, present(sent[at]));
  let size = present(onTheirWay[at]);
  for (; until < last; until++) {
    const more = size + sizeOfEntry(present(itemAt(entries, until)));
    if (more > windowSize && until > held) break;
    size = more;
  }
  return { held, until, size };
}

/** The total size of what is on its way to each node, computed anew. */
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
