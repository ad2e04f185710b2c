/**
 * The second round, in which a proposal is accepted and decided, and how the others learn of it, in the order of the
 * specification.
 *
 * @module
 */
import type { NodeId } from "../../core/node-id.ts";
import { excluding, including } from "../../core/node-set.ts";
import { isQuorum } from "../../core/quorum.ts";
import { answered, refused } from "../../core/step.ts";
import type { Accept, Decide, Newer, Propose, Wish } from "./message.ts";
import { isSameRecord, type Value } from "./record.ts";
import {
  decisions,
  othersOf,
  patience,
  proposals,
  sendAcceptance,
  sendDecision,
  sendTo,
  sendVote,
  tellOfNewer,
} from "./sending.ts";
import {
  adopt,
  follow,
  hasProposed,
  impossible,
  mayTakeUp,
  type NodeResult,
  type NodeState,
  nodeTable,
  recordOf,
  stepTo,
  timersOf,
  untimely,
} from "./state.ts";

/**
 * A client proposes at any node, and the node passes it on, since another one may lead. A leader does so too: it cannot
 * know whether it still leads.
 *
 * @spec EpochConsensus!Propose
 */
export function propose(state: NodeState, value: Value): NodeResult {
  if (typeof value !== "string") return refused(state, "malformed", "no value");
  if (value.length > state.maxLength) return tooLong(state);
  if (state.decision !== null) return untimely(state, "a value is decided");
  const wishes = sendTo(othersOf(state), (to) => ({ kind: "wish", from: state.self, to, value }));
  const after = takeUp(state, value);
  return stepTo(state, after, [...wishes, ...(after === state ? [] : proposals(after, othersOf(after)))]);
}

/** @spec EpochConsensus!ReceiveWish */
export function receiveWish(state: NodeState, { value }: Wish): NodeResult {
  if (value.length > state.maxLength) return tooLong(state);
  const after = takeUp(state, value);
  return after === state ? answered(state, []) : stepTo(state, after, proposals(after, othersOf(after)));
}

/**
 * Whoever proposes in an epoch leads it. An acceptance that is durable already is sent again; any other waits for
 * {@link answer}.
 *
 * @spec EpochConsensus!ReceivePropose
 */
export function receivePropose(state: NodeState, { epoch, from, value }: Propose): NodeResult {
  if (epoch < state.epoch) return tellOfNewer(state, from);
  const adopted = adopt(state, epoch);
  const role = nodeTable.next(adopted.role, "hearsFromTheLeader");
  if (role === undefined) return impossible(state, "a second leader of the epoch");
  if (state.accepted.epoch === epoch && state.accepted.value !== value) {
    return impossible(state, "a second proposal in the epoch");
  }
  const isRepeated = state.leader === from && state.accepted.epoch === epoch;
  const after = isRepeated ? state : { ...follow(adopted, role, from), accepted: { epoch, value } };
  const isKnown = isSameRecord(recordOf(after), recordOf(state)) && !state.isWriting;
  return stepTo(state, after, [...(isKnown ? sendAcceptance(after, from) : []), patience]);
}

/**
 * What a follower has written is durable, and it says so to whom it matters: to the leader, once there is one, and
 * before that to the candidate for whom it has voted.
 *
 * @spec EpochConsensus!Answer
 */
export function answer(state: NodeState): NodeResult {
  const sent = state.leader === null ? sendVote(state) : sendAcceptance(state, state.leader);
  return stepTo(state, { ...state, isWriting: false }, sent);
}

/** @spec EpochConsensus!CountOwn */
export function countOwn(state: NodeState): NodeResult {
  const counted = countAcceptance({ ...state, isWriting: false }, state.self);
  return stepTo(state, counted, decisions(state, counted));
}

/** @spec EpochConsensus!ReceiveAccept */
export function receiveAccept(state: NodeState, { epoch, from }: Accept): NodeResult {
  if (epoch > state.epoch) return impossible(state, "an acceptance in an epoch in which nothing was proposed");
  if (epoch < state.epoch || state.role !== "leader") return answered(state, []);
  if (!hasProposed(state)) return impossible(state, "an acceptance before anything was proposed");
  const counted = countAcceptance(state, from);
  return stepTo(state, counted, decisions(state, counted));
}

/** @spec EpochConsensus!Resend */
export function resend(state: NodeState): NodeResult {
  if (!timersOf(state).includes("resend")) return untimely(state, "there is nothing to repeat");
  const sent =
    state.decision === null
      ? proposals(state, excluding(othersOf(state), state.acceptances))
      : sendDecision(state, state.decision);
  return stepTo(state, state, sent, "resend");
}

/** @spec EpochConsensus!ReceiveDecide */
export function receiveDecide(state: NodeState, { value }: Decide): NodeResult {
  if (state.decision === null) return stepTo(state, { ...state, decision: value }, []);
  return state.decision === value ? answered(state, []) : impossible(state, "another decision");
}

/** @spec EpochConsensus!ReceiveNewer */
export function receiveNewer(state: NodeState, { epoch }: Newer): NodeResult {
  return stepTo(state, adopt(state, epoch), []);
}

/** @spec EpochConsensus!TakeUp */
function takeUp(state: NodeState, value: Value): NodeState {
  return mayTakeUp(state) ? { ...state, accepted: { epoch: state.epoch, value } } : state;
}

/** @spec EpochConsensus!CountAcceptance */
function countAcceptance(state: NodeState, node: NodeId): NodeState {
  const acceptances = including(state.acceptances, node);
  if (acceptances === state.acceptances) return state;
  const isDecided = isQuorum(state.quorums.proposal, acceptances);
  return { ...state, acceptances, decision: isDecided ? state.accepted.value : state.decision };
}

function tooLong(state: NodeState): NodeResult {
  return refused(state, "malformed", `a value of more than ${state.maxLength} UTF-16 code units`);
}
