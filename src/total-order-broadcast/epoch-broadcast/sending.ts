/**
 * The messages that a node sends, each made from its state.
 *
 * @module
 */
import type { NodeId } from "../../core/node-id.ts";
import { present } from "../../core/present.ts";
import { messageOf } from "../../epochs/leadership.ts";
import { type Reach, sendsUpTo } from "./followers.ts";
import { type End, endOf, entriesAfter, lastWithin, placeAt } from "./log.ts";
import { type LogEntry, sizeOfEntry } from "./log-entry.ts";
import type { Acknowledge, Append, Mismatch, RequestPreVote, RequestVote, TakeOver, Vote } from "./message.ts";
import { type NodeState, withFollowers } from "./state.ts";

/** @spec EpochBroadcast!RequestPreVote */
export function requestPreVote(state: NodeState, to: NodeId): RequestPreVote {
  return { ...messageOf("requestPreVote", state, to), epoch: state.epoch + 1, end: endOf(state.log) };
}

/** @spec EpochBroadcast!RequestVote */
export function requestVote(state: NodeState, to: NodeId): RequestVote {
  return { ...messageOf("requestVote", state, to), end: endOf(state.log) };
}

/** @spec EpochBroadcast!Vote */
export function vote(state: NodeState, to: NodeId): Vote {
  return messageOf("vote", state, to);
}

/**
 * The append with the entries after one position, up to another, or as many of them as an append can carry.
 *
 * @spec EpochBroadcast!AppendEntries
 */
export function appendEntries(state: NodeState, to: NodeId, position: number, until: number): Append {
  return append(state, to, placeAt(state.log, position), entriesFrom(state, position, until));
}

/**
 * What a leader sends at once when it leads: its own entry.
 *
 * @spec EpochBroadcast!Opening
 */
export function opening(state: NodeState): readonly Append[] {
  if (state.role !== "leader") return [];
  const { length } = state.log.entries;
  return state.cluster.others.map((to) => appendEntries(state, to, length - 1, length));
}

/**
 * What is sent to the nodes now: all that each may be sent, and was not sent yet.
 *
 * @spec EpochBroadcast!SentOn
 * @spec EpochBroadcast!News
 */
export function sendOn(
  state: NodeState,
  to: readonly NodeId[],
): { readonly state: NodeState; readonly appends: readonly Append[] } {
  const { followers, limits, log, cluster, decided } = state;
  const appends: Append[] = [];
  let { sent, onTheirWay } = followers;
  let reach: Reach | undefined;
  let last: { readonly append: Append; readonly until: number } | undefined;
  for (const node of to) {
    if (!followers.found.includes(node)) continue;
    const at = cluster.nodes.indexOf(node);
    const first = present(sent[at]);
    // In most cases all nodes hold equally much.
    if (reach === undefined || reach.held !== followers.match[at]) {
      reach = sendsUpTo(followers, at, log.entries, limits);
    }
    const { until, size } = reach;
    for (let position = first; position < until; ) {
      const isSame = last?.append.after.position === position && last.until === until;
      const next =
        isSame && last !== undefined
          ? append(state, node, last.append.after, last.append.entries)
          : appendEntries(state, node, position, until);
      appends.push(next);
      last = { append: next, until };
      position += next.entries.length;
    }
    if (until === first) continue;
    sent = sent.with(at, until);
    onTheirWay = onTheirWay.with(at, size);
  }
  const { match, found } = followers;
  const isSame = sent === followers.sent;
  return { state: isSame ? state : withFollowers(state, { match, sent, found, onTheirWay }, decided), appends };
}

/**
 * The next append tells how far the log is decided. If no append is due, because the whole log is decided, the nodes
 * that were sent the whole log are told at once.
 *
 * @spec EpochBroadcast!Tidings
 */
export function tidings(before: NodeState, state: NodeState): readonly Append[] {
  const { decided, log, cluster, followers } = state;
  if (decided === before.decided || decided < log.entries.length) return [];
  const { nodes, others } = cluster;
  const place = endOf(log);
  return others
    .filter((node) => followers.found.includes(node) && followers.sent[nodes.indexOf(node)] === decided)
    .map((node) => append(state, node, place, []));
}

/**
 * A leader that hands over tells its heir, once the heir has the whole log on disk.
 *
 * @spec EpochBroadcast!TakeOvers
 */
export function takeOvers(state: NodeState): readonly TakeOver[] {
  const { heir, cluster, followers, log } = state;
  if (heir === null || followers.match[cluster.nodes.indexOf(heir)] !== log.entries.length) return [];
  return [messageOf("takeOver", state, heir)];
}

function append({ cluster, epoch, decided }: NodeState, to: NodeId, after: End, entries: Append["entries"]): Append {
  return { kind: "append", cluster: cluster.identity, epoch, from: cluster.self, to, after, entries, decided };
}

/**
 * An append carries at least one entry, if there is one.
 *
 * @spec EpochBroadcast!EntriesAfter
 * @spec EpochBroadcast!FitsUpTo
 */
function entriesFrom({ log, limits }: NodeState, position: number, until: number): readonly LogEntry[] {
  const entries = entriesAfter(log, position, Math.min(position + limits.maxEntries, until));
  let size = 0;
  for (let count = 0; count < entries.length; count++) {
    size += sizeOfEntry(present(entries[count]));
    // The first entry goes in any case, however large it is: otherwise it would never be sent.
    if (size > limits.maxTotalSize && count > 0) return entries.slice(0, count);
  }
  return entries;
}

/** @spec EpochBroadcast!Acknowledge */
export function acknowledge({ cluster, epoch }: NodeState, to: NodeId, position: number): Acknowledge {
  return { kind: "acknowledge", cluster: cluster.identity, epoch, from: cluster.self, to, position };
}

/**
 * What a follower tells its leader of its disk. It tells that it holds nothing only if it had nothing to write.
 *
 * @spec EpochBroadcast!Acknowledged
 */
export function acknowledged(state: NodeState, leader: NodeId, isOnDisk: boolean): readonly Acknowledge[] {
  const held = heldUpTo(state);
  return held > 0 || isOnDisk ? [acknowledge(state, leader, held)] : [];
}

/**
 * A follower says up to which position it agrees with its leader, but no further than its disk has the log.
 *
 * @spec EpochBroadcast!HeldUpTo
 */
function heldUpTo({ agreed, stored }: NodeState): number {
  return Math.min(agreed, stored);
}

/** @spec EpochBroadcast!Mismatch */
export function mismatch(state: NodeState, to: NodeId, after: End): Mismatch {
  const end = placeAt(state.log, lastWithin(state.log, after));
  return { ...messageOf("mismatch", state, to), position: after.position, end };
}
