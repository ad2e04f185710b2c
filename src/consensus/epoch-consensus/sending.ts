/**
 * What a node sends in which state.
 *
 * @module
 */
import type { NodeId } from "../../core/node-id.ts";
import type { NodeSet } from "../../core/node-set.ts";
import { messageOf } from "../../epochs/leadership.ts";
import type { Accept, Decide, Propose, RequestVote, Vote, Wish } from "./message.ts";
import type { Value } from "./record.ts";
import { hasProposed, type NodeState } from "./state.ts";

/** @spec EpochConsensus!RequestVote */
export function requestVote(state: NodeState, to: NodeId): RequestVote {
  return messageOf("requestVote", state, to);
}

/** @spec EpochConsensus!Vote */
export function vote(state: NodeState, to: NodeId): Vote {
  return { ...messageOf("vote", state, to), accepted: state.accepted };
}

/** What a leader has put to the vote; nothing before it has. @spec EpochConsensus!Proposal */
export function proposals(state: NodeState, nodes: NodeSet): readonly Propose[] {
  const { value } = state.accepted;
  return hasProposed(state) && value !== null ? nodes.map((to) => ({ ...messageOf("propose", state, to), value })) : [];
}

/** @spec EpochConsensus!Opening */
export function opening(state: NodeState): readonly Propose[] {
  return proposals(state, state.cluster.others);
}

/** @spec EpochConsensus!Acceptance */
export function acceptance(state: NodeState, to: NodeId): Accept {
  return messageOf("accept", state, to);
}

/** @spec EpochConsensus!Decision */
export function decisions(state: NodeState): readonly Decide[] {
  const { decision: value, cluster } = state;
  return value === null ? [] : cluster.others.map((to) => ({ ...messageOf("decide", state, to), value }));
}

/** @spec EpochConsensus!Wish */
export function wishes({ cluster }: NodeState, value: Value): readonly Wish[] {
  const { identity, self: from, others } = cluster;
  return others.map((to) => ({ kind: "wish", cluster: identity, from, to, value }));
}
