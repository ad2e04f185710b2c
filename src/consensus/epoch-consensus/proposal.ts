/**
 * The second round: a proposal is accepted and decided, and the other nodes learn the decision. The functions stand in
 * the order of the specification.
 *
 * @module
 */
import { impossible, type Next, next, untimely } from "../../core/description.ts";
import type { NodeId } from "../../core/node-id.ts";
import { excluding, including } from "../../core/node-set.ts";
import { isQuorum } from "../../core/quorum.ts";
import type { Refusal } from "../../core/refusal.ts";
import { newer } from "../../epochs/election.ts";
import { hasLed, hearing } from "../../epochs/leadership.ts";
import { election } from "./election.ts";
import type { Accept, Decide, Follow, Lead, Message, Propose, Wish } from "./message.ts";
import { isSameRecord, type Value } from "./record.ts";
import { acceptance, decisions, opening, said, saidTo, vote, wishes } from "./sending.ts";
import { hasProposed, mayTakeUp, type NodeState, type NodeTimer } from "./state.ts";

type Then = Next<NodeState, Message, NodeTimer> | Refusal;

/** A client wants this value to be decided. */
export interface ProposeRequest {
  readonly kind: "propose";
  readonly value: Value;
}

/**
 * A client proposes at any node. The node passes the proposal on to all others, since another one may lead. Even a
 * leader does so, because it cannot know whether it still leads.
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
 * A leader that has nothing to propose yet says that it is there, so a node that hears it does not suspect it. The node
 * answers with what it said to this leader before, so that the leader hears it, too.
 *
 * @spec EpochConsensus!ReceiveLead
 */
export function receiveLead(state: NodeState, { epoch, from }: Lead): Then {
  if (epoch < state.epoch) return next(state, [newer(state, from)]);
  const after = election.follow(state, epoch, from);
  if (after === undefined) return impossible("a second leader of the epoch");
  return next(after, isSameRecord(after, state) && !state.isWriting ? [saidTo(after, from)] : [], "suspect");
}

/**
 * The message says only that its sender is there.
 *
 * @spec EpochConsensus!ReceiveFollow
 */
export function receiveFollow(state: NodeState, { epoch, from }: Follow): Then {
  if (epoch < state.epoch) return next(state);
  if (!hasLed(state, epoch)) return impossible("a follower of one that never led");
  return next(hearing(state, from));
}

/**
 * Only the leader of an epoch proposes in it. If the acceptance is on disk already, it is sent again; if not, it is
 * sent by {@link answer}, once it is on disk.
 *
 * @spec EpochConsensus!ReceivePropose
 */
export function receivePropose(state: NodeState, { epoch, from, value }: Propose): Then {
  if (epoch < state.epoch) return next(state, [newer(state, from)]);
  const follower = election.follow(state, epoch, from);
  if (follower === undefined) return impossible("a second leader of the epoch");
  const { accepted } = follower;
  if (accepted.epoch === epoch && accepted.value !== value) return impossible("a second proposal in the epoch");
  const after = accepted.epoch === epoch ? follower : { ...follower, accepted: { epoch, value } };
  const isKnown = isSameRecord(after, state) && !state.isWriting;
  return next(after, isKnown ? [acceptance(after, from)] : [], "suspect");
}

/**
 * What a follower has written is on disk now, so it may answer: to the leader whose proposal it accepted, or, if no
 * leader is known yet, to the candidate for which it voted.
 *
 * @spec EpochConsensus!Answer
 */
export function answer(state: NodeState): Then {
  const { epoch, accepted, leader } = state;
  if (leader !== null) return next(state, accepted.epoch === epoch ? [acceptance(state, leader)] : []);
  // A node that has led the epoch voted for itself, and need not answer itself.
  return next(state, state.vote === null || state.vote === state.cluster.self ? [] : [vote(state, state.vote)]);
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
  return withAcceptance(hearing(state, from), from);
}

/** @spec EpochConsensus!Resend */
export function resend(state: NodeState): Then {
  return next(state, said(state, excluding(state.cluster.others, state.acceptances)));
}

/** @spec EpochConsensus!ReceiveDecide */
export function receiveDecide(state: NodeState, { value }: Decide): Then {
  return next({ ...state, decision: value });
}

/**
 * A node that knows the decision has nothing to answer when the rest of what it has written reaches the disk.
 *
 * @spec EpochConsensus!Finish
 */
export function finish(state: NodeState): Then {
  return next(state);
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
  const { value: decision } = state.accepted;
  if (decision === null || !isQuorum(state.cluster.quorums.proposal, acceptances))
    return next({ ...state, acceptances });
  return next({ ...state, acceptances, decision }, decisions(state, decision, state.cluster.others));
}
