/**
 * What a node sends in which state.
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
 * What comes after the position, up to another, or as much of it as an append can carry.
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
 * What is sent on to the nodes: all that each of them may be sent, and was not yet.
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
    // Mostly all hold the same.
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
 * What is decided travels with the next append. Where none is due, since all of the log is decided, it is told at once to
 * whom all of it was sent.
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
 * Who hands over tells its heir, once that has all of its log on disk.
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
 * An append carries one entry at least, if there is one.
 *
 * @spec EpochBroadcast!EntriesAfter
 * @spec EpochBroadcast!FitsUpTo
 */
function entriesFrom({ log, limits }: NodeState, position: number, until: number): readonly LogEntry[] {
  const entries = entriesAfter(log, position, Math.min(position + limits.maxEntries, until));
  let size = 0;
  for (let count = 0; count < entries.length; count++) {
    size += sizeOfEntry(present(entries[count]));
    // The first goes in any case, or nothing ever would.
    if (size > limits.maxTotalSize && count > 0) return entries.slice(0, count);
  }
  return entries;
}

/** @spec EpochBroadcast!Acknowledge */
export function acknowledge({ cluster, epoch }: NodeState, to: NodeId, position: number): Acknowledge {
  return { kind: "acknowledge", cluster: cluster.identity, epoch, from: cluster.self, to, position };
}

/**
 * What a follower has to say of its disk to its leader; that it holds nothing, only if nothing was on its way there.
 *
 * @spec EpochBroadcast!Acknowledged
 */
export function acknowledged(state: NodeState, leader: NodeId, isOnDisk: boolean): readonly Acknowledge[] {
  const held = heldUpTo(state);
  return held > 0 || isOnDisk ? [acknowledge(state, leader, held)] : [];
}

/**
 * How far a follower agrees with its leader is said as far as it is on disk.
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
