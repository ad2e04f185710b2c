/**
 * The second round, in which a proposal is accepted and decided, and how the others learn of it, in the order of the
 * specification.
 *
 * @module
 */
import { impossible, type Next, next, untimely } from "../../core/description.ts";
import type { NodeId } from "../../core/node-id.ts";
import { excluding, including } from "../../core/node-set.ts";
import { isQuorum } from "../../core/quorum.ts";
import type { Refusal } from "../../core/refusal.ts";
import { newer } from "../../epochs/election.ts";
import { leadershipTable } from "../../epochs/leadership.ts";
import { election } from "./election.ts";
import type { Accept, Decide, Message, Propose, Wish } from "./message.ts";
import { isSameRecord, type Value } from "./record.ts";
import { acceptance, decisions, opening, proposals, vote, wishes } from "./sending.ts";
import { follow, hasProposed, mayTakeUp, type NodeState, type NodeTimer } from "./state.ts";

type Then = Next<NodeState, Message, NodeTimer> | Refusal;

/** A client wants this value to be decided. */
export interface ProposeRequest {
  readonly kind: "propose";
  readonly value: Value;
}

/**
 * A client proposes at any node, and the node passes it on, since another one may lead. A leader does so too: it cannot
 * know whether it still leads.
 *
 * @spec EpochConsensus!Propose
 */
export function propose(state: NodeState, { value }: ProposeRequest): Then {
  if (state.decision !== null) return untimely("a value is decided");
  const after = takeUp(state, value);
  return next(after, [...wishes(state, value), ...(after === state ? [] : opening(after))]);
}

/** @spec EpochConsensus!ReceiveWish */
export function receiveWish(state: NodeState, { value }: Wish): Then {
  const after = takeUp(state, value);
  return next(after, after === state ? [] : opening(after));
}

/**
 * Whoever proposes in an epoch leads it. An acceptance that is durable already is sent again; any other waits for
 * {@link answer}.
 *
 * @spec EpochConsensus!ReceivePropose
 */
export function receivePropose(state: NodeState, { epoch, from, value }: Propose): Then {
  if (epoch < state.epoch) return next(state, [newer(state, from)]);
  const adopted = election.adopt(state, epoch);
  const role = leadershipTable.next(adopted.role, "hearsFromTheLeader");
  if (role === undefined) return impossible("a second leader of the epoch");
  if (state.accepted.epoch === epoch && state.accepted.value !== value) {
    return impossible("a second proposal in the epoch");
  }
  const isRepeated = state.leader === from && state.accepted.epoch === epoch;
  const after = isRepeated ? state : { ...follow(adopted, role, from), accepted: { epoch, value } };
  const isKnown = isSameRecord(after, state) && !state.isWriting;
  return next(after, isKnown ? [acceptance(after, from)] : [], "suspect");
}

/**
 * What a follower has written is durable, and it says so to whom it matters: to the leader, once there is one, and
 * before that to the candidate for whom it has voted.
 *
 * @spec EpochConsensus!Answer
 */
export function answer(state: NodeState): Then {
  if (state.leader !== null) return next(state, [acceptance(state, state.leader)]);
  return next(state, state.vote === null ? [] : [vote(state, state.vote)]);
}

/** @spec EpochConsensus!CountOwn */
export function countOwn(state: NodeState): Then {
  return withAcceptance(state, state.cluster.self);
}

/** @spec EpochConsensus!ReceiveAccept */
export function receiveAccept(state: NodeState, { epoch, from }: Accept): Then {
  if (epoch > state.epoch) return impossible("an acceptance in an epoch in which nothing was proposed");
  if (epoch < state.epoch || state.role !== "leader") return next(state);
  if (!hasProposed(state)) return impossible("an acceptance before anything was proposed");
  return withAcceptance(state, from);
}

/** @spec EpochConsensus!Resend */
export function resend(state: NodeState): Then {
  if (state.decision !== null) return next(state, decisions(state));
  return next(state, proposals(state, excluding(state.cluster.others, state.acceptances)));
}

/** @spec EpochConsensus!ReceiveDecide */
export function receiveDecide(state: NodeState, { value }: Decide): Then {
  if (state.decision === null) return next({ ...state, decision: value });
  return state.decision === value ? next(state) : impossible("another decision");
}

/** @spec EpochConsensus!TakeUp */
function takeUp(state: NodeState, value: Value): NodeState {
  return mayTakeUp(state) ? { ...state, accepted: { epoch: state.epoch, value } } : state;
}

/**
 * With a quorum of acceptances the value is decided, and the others are told.
 *
 * @spec EpochConsensus!CountAcceptance
 * @spec EpochConsensus!Decisions
 */
function withAcceptance(state: NodeState, node: NodeId): Then {
  const acceptances = including(state.acceptances, node);
  if (acceptances === state.acceptances) return next(state);
  if (!isQuorum(state.cluster.quorums.proposal, acceptances)) return next({ ...state, acceptances });
  const decided = { ...state, acceptances, decision: state.accepted.value };
  return next(decided, state.decision === null ? decisions(decided) : []);
}
