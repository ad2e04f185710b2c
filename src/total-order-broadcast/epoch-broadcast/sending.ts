/**
 * What a node sends in which state.
 *
 * @module
 */
import type { NodeId } from "../../core/node-id.ts";
import { endOf, entriesAfter, epochAt } from "./log.ts";
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

/** @spec EpochBroadcast!AppendEntries */
export function appendEntries({ cluster, epoch, log, decided }: NodeState, to: NodeId, position: number): Append {
  const after = { epoch: epochAt(log, position), position };
  return { kind: "append", epoch, from: cluster.self, to, after, entries: entriesAfter(log, position), decided };
}

/** The same to everybody else. */
export function appendToAll(state: NodeState, position: number): readonly Append[] {
  const message = appendEntries(state, state.cluster.self, position);
  return state.cluster.others.map((to) => ({ ...message, to }));
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
