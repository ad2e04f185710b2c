/**
 * What a node sends in which state.
 *
 * @module
 */
import type { NodeId } from "../../core/node-id.ts";
import { type End, endOf, entriesAfter, epochAt, type Log } from "./log.ts";
import type { Acknowledge, Append, Mismatch, Newer, RequestVote, Vote } from "./message.ts";
import type { NodeState } from "./state.ts";

/** @spec EpochBroadcast!VoteRequests */
export function voteRequests({ cluster, epoch, log }: NodeState): readonly RequestVote[] {
  return cluster.others.map((to) => ({ kind: "requestVote", epoch, from: cluster.self, to, end: endOf(log) }));
}

/** @spec EpochBroadcast!Vote */
export function vote({ cluster, epoch }: NodeState, to: NodeId): Vote {
  return { kind: "vote", epoch, from: cluster.self, to };
}

/**
 * What comes after the position, or as much of it as an append can carry.
 *
 * @spec EpochBroadcast!AppendEntries
 */
export function appendEntries(state: NodeState, to: NodeId, position: number): Append {
  return append(
    state,
    to,
    endAt(state.log, position),
    entriesAfter(state.log, position, position + state.cluster.maxEntries),
  );
}

/** The same to everybody else, from a log that the node may only be about to have. */
export function appendToAll(state: NodeState, log: Log, position: number): readonly Append[] {
  const after = endAt(log, position);
  const entries = entriesAfter(log, position, position + state.cluster.maxEntries);
  return state.cluster.others.map((to) => append(state, to, after, entries));
}

function append({ cluster, epoch, decided }: NodeState, to: NodeId, after: End, entries: Append["entries"]): Append {
  return { kind: "append", epoch, from: cluster.self, to, after, entries, decided };
}

function endAt(log: Log, position: number): End {
  return { epoch: epochAt(log, position), position };
}

/** @spec EpochBroadcast!Acknowledge */
export function acknowledge({ cluster, epoch, agreed }: NodeState, to: NodeId): Acknowledge {
  return { kind: "acknowledge", epoch, from: cluster.self, to, position: agreed };
}

/** @spec EpochBroadcast!Mismatch */
export function mismatch({ cluster, epoch }: NodeState, to: NodeId, position: number): Mismatch {
  return { kind: "mismatch", epoch, from: cluster.self, to, position };
}

/** @spec EpochBroadcast!Newer */
export function newer({ cluster, epoch }: NodeState, to: NodeId): Newer {
  return { kind: "newer", epoch, from: cluster.self, to };
}
