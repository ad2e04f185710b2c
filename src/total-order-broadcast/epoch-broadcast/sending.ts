/**
 * What a node sends in which state.
 *
 * @module
 */
import type { NodeId } from "../../core/node-id.ts";
import { present } from "../../core/present.ts";
import { messageOf } from "../../epochs/leadership.ts";
import { type End, endOf, entriesAfter, epochAt, type Log } from "./log.ts";
import { type LogEntry, sizeOfEntry } from "./log-entry.ts";
import type { Acknowledge, Append, Mismatch, RequestVote, Vote } from "./message.ts";
import type { NodeState } from "./state.ts";

/** @spec EpochBroadcast!RequestVote */
export function requestVote(state: NodeState, to: NodeId): RequestVote {
  return { ...messageOf("requestVote", state, to), end: endOf(state.log) };
}

/** @spec EpochBroadcast!Vote */
export function vote(state: NodeState, to: NodeId): Vote {
  return messageOf("vote", state, to);
}

/**
 * What comes after the position, or as much of it as an append can carry.
 *
 * @spec EpochBroadcast!AppendEntries
 */
export function appendEntries(state: NodeState, to: NodeId, position: number): Append {
  return append(state, to, endAt(state.log, position), entriesFrom(state, position));
}

/** The same to everybody else. */
export function appendToAll(state: NodeState, position: number): readonly Append[] {
  const after = endAt(state.log, position);
  const entries = entriesFrom(state, position);
  return state.cluster.others.map((to) => append(state, to, after, entries));
}

/**
 * What a leader sends at once when it leads.
 *
 * @spec EpochBroadcast!Opening
 */
export function opening(state: NodeState): readonly Append[] {
  return state.role === "leader" ? appendToAll(state, state.log.entries.length - 1) : [];
}

function append({ cluster, epoch, decided }: NodeState, to: NodeId, after: End, entries: Append["entries"]): Append {
  return { kind: "append", cluster: cluster.identity, epoch, from: cluster.self, to, after, entries, decided };
}

/**
 * An append carries one entry at least, if there is one.
 *
 * @spec EpochBroadcast!EntriesAfter
 */
function entriesFrom({ log, limits }: NodeState, position: number): readonly LogEntry[] {
  const entries = entriesAfter(log, position, position + limits.maxEntries);
  let size = 0;
  for (let count = 0; count < entries.length; count++) {
    size += sizeOfEntry(present(entries[count]));
    // The first goes in any case, or nothing ever would.
    if (size > limits.maxTotalSize && count > 0) return entries.slice(0, count);
  }
  return entries;
}

function endAt(log: Log, position: number): End {
  return { epoch: epochAt(log, position), position };
}

/** @spec EpochBroadcast!Acknowledge */
export function acknowledge({ cluster, epoch }: NodeState, to: NodeId, position: number): Acknowledge {
  return { kind: "acknowledge", cluster: cluster.identity, epoch, from: cluster.self, to, position };
}

/**
 * What a follower has to say of its disk to its leader.
 *
 * @spec EpochBroadcast!Acknowledged
 */
export function acknowledged(state: NodeState, leader: NodeId): readonly Acknowledge[] {
  const held = heldUpTo(state);
  return held > 0 ? [acknowledge(state, leader, held)] : [];
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
export function mismatch(state: NodeState, to: NodeId, position: number): Mismatch {
  return { ...messageOf("mismatch", state, to), position };
}
