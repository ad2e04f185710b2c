/**
 * The messages that a node sends, each made from its state.
 *
 * @module
 */
import type { NodeId } from "../../core/node-id.ts";
import type { NodeSet } from "../../core/node-set.ts";
import { type EpochEnvelope, messageOf } from "../../epochs/leadership.ts";
import type { Accept, Decide, Follow, Lead, Propose, RequestPreVote, RequestVote, Vote, Wish } from "./message.ts";
import type { Value } from "./record.ts";
import { hasProposed, type NodeState } from "./state.ts";

/** @spec EpochConsensus!RequestPreVote */
export function requestPreVote(state: NodeState, to: NodeId): RequestPreVote {
  return { ...messageOf("requestPreVote", state, to), epoch: state.epoch + 1 };
}

/** @spec EpochConsensus!RequestVote */
export function requestVote(state: NodeState, to: NodeId): RequestVote {
  return messageOf("requestVote", state, to);
}

/** @spec EpochConsensus!Vote */
export function vote(state: NodeState, to: NodeId): Vote {
  return { ...messageOf("vote", state, to), accepted: state.accepted };
}

/**
 * What a leader says: its proposal, or, while it has none, that it leads. A node that does not lead says nothing.
 *
 * @spec EpochConsensus!Proposal
 * @spec EpochConsensus!Leading
 * @spec EpochConsensus!Said
 */
export function said(state: NodeState, nodes: NodeSet): readonly (Lead | Propose)[] {
  if (state.role !== "leader") return [];
  const { value } = state.accepted;
  if (!hasProposed(state) || value === null) return nodes.map((to) => messageOf("lead", state, to));
  return nodes.map((to) => ({ ...messageOf("propose", state, to), value }));
}

/** @spec EpochConsensus!Opening */
export function opening(state: NodeState): readonly (Lead | Propose)[] {
  return said(state, state.cluster.others);
}

/** @spec EpochConsensus!Acceptance */
export function acceptance(state: NodeState, to: NodeId): Accept {
  return messageOf("accept", state, to);
}

/**
 * What a node with nothing left to write says to the leader of its epoch: that it accepted the proposal; before that,
 * its vote; and if it did not vote for this leader, that it follows.
 *
 * @spec EpochConsensus!SaidTo
 * @spec EpochConsensus!Following
 */
export function saidTo(state: NodeState, leader: NodeId): Accept | Vote | Follow {
  if (state.accepted.epoch === state.epoch) return acceptance(state, leader);
  return state.vote === leader ? vote(state, leader) : messageOf("follow", state, leader);
}

/** @spec EpochConsensus!Decision */
export function decisions(state: NodeState, value: Value, nodes: NodeSet): readonly Decide[] {
  return nodes.map((to) => ({ ...ofNoEpoch("decide", state, to), value }));
}

/** @spec EpochConsensus!Wish */
export function wishes(state: NodeState, value: Value): readonly Wish[] {
  return state.cluster.others.map((to) => ({ ...ofNoEpoch("wish", state, to), value }));
}

function ofNoEpoch<Kind extends string>(kind: Kind, { cluster }: NodeState, to: NodeId): EpochEnvelope<Kind> {
  return { kind, cluster: cluster.identity, from: cluster.self, to };
}
