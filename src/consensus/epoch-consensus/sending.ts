/**
 * What a node sends in which state.
 *
 * @module
 */
import type { NodeId } from "../../core/node-id.ts";
import type { NodeSet } from "../../core/node-set.ts";
import type { Accept, Decide, Propose, RequestVote, Vote, Wish } from "./message.ts";
import type { Value } from "./record.ts";
import { hasProposed, type NodeState } from "./state.ts";

/** @spec EpochConsensus!RequestVote */
export function requestVote({ cluster, epoch }: NodeState, to: NodeId): RequestVote {
  return { kind: "requestVote", cluster: cluster.identity, epoch, from: cluster.self, to };
}

/** @spec EpochConsensus!Vote */
export function vote({ cluster, epoch, accepted }: NodeState, to: NodeId): Vote {
  return { kind: "vote", cluster: cluster.identity, epoch, from: cluster.self, to, accepted };
}

/** What a leader has put to the vote; nothing before it has. @spec EpochConsensus!Proposal */
export function proposals(state: NodeState, nodes: NodeSet): readonly Propose[] {
  const { cluster, epoch, accepted } = state;
  const { value } = accepted;
  if (!hasProposed(state) || value === null) return [];
  return nodes.map((to) => ({ kind: "propose", cluster: cluster.identity, epoch, from: cluster.self, to, value }));
}

/** @spec EpochConsensus!Opening */
export function opening(state: NodeState): readonly Propose[] {
  return proposals(state, state.cluster.others);
}

/** @spec EpochConsensus!Acceptance */
export function acceptance({ cluster, epoch }: NodeState, to: NodeId): Accept {
  return { kind: "accept", cluster: cluster.identity, epoch, from: cluster.self, to };
}

/** @spec EpochConsensus!Decision */
export function decisions({ cluster, epoch, decision }: NodeState): readonly Decide[] {
  if (decision === null) return [];
  const { identity, self: from, others } = cluster;
  return others.map((to) => ({ kind: "decide", cluster: identity, epoch, from, to, value: decision }));
}

/** @spec EpochConsensus!Wish */
export function wishes({ cluster }: NodeState, value: Value): readonly Wish[] {
  const { identity, self: from, others } = cluster;
  return others.map((to) => ({ kind: "wish", cluster: identity, from, to, value }));
}
