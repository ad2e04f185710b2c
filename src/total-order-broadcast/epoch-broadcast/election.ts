/**
 * How a node becomes leader of an epoch: the actions of an election, in the order of the specification.
 *
 * @module
 */
import type { NodeId } from "../../core/node-id.ts";
import { including, noNodes } from "../../core/node-set.ts";
import { present } from "../../core/present.ts";
import { isQuorum } from "../../core/quorum.ts";
import { answered, refused } from "../../core/step.ts";
import { continued, type End, endOf } from "./log.ts";
import type { Append, RequestVote, Vote } from "./message.ts";
import { appendToAll, vote, voteRequests } from "./sending.ts";
import { adopt, become, becomeOnceDurable, type NodeResult, type NodeState, nodeTable } from "./state.ts";

/** @spec EpochBroadcast!Suspect */
export function suspect(state: NodeState): NodeResult {
  const role = nodeTable.next(state.role, "suspected");
  if (role === undefined) return refused(state, "untimely", "it leads, and does not suspect itself");
  const adopted = adopt(state, state.epoch + 1);
  return become(state, { ...adopted, role, vote: state.cluster.self }, [], "suspect");
}

/** @spec EpochBroadcast!AskForVotes */
export function askForVotes(state: NodeState): NodeResult {
  const counted = withVote(state, state.cluster.self);
  return becomeOnceDurable(state, counted, [...voteRequests(state), ...opening(counted)]);
}

/** @spec EpochBroadcast!AskAgain */
export function askAgain(state: NodeState): NodeResult {
  if (state.role !== "candidate") return refused(state, "untimely", "it is no candidate");
  if (!state.isDurable) return refused(state, "untimely", "its vote for itself is not durable yet");
  return become(state, state, voteRequests(state), "askAgain");
}

/** @spec EpochBroadcast!ReceiveRequestVote */
export function receiveRequestVote(state: NodeState, message: RequestVote): NodeResult {
  const adopted = adopt(state, message.epoch);
  if (message.epoch < adopted.epoch || !mayVote(adopted, message)) return become(state, adopted, []);
  if (adopted.vote === null) return become(state, { ...adopted, vote: message.from }, [], "suspect");
  // While the vote is on its way to disk, a crash could take it back.
  return become(state, adopted, state.isDurable ? [vote(adopted, message.from)] : []);
}

/** @spec EpochBroadcast!ReceiveVote */
export function receiveVote(state: NodeState, message: Vote): NodeResult {
  if (message.epoch < state.epoch) return answered(state, []);
  const isCandidate = state.role === "candidate";
  const hasAsked = message.epoch === state.epoch && state.vote === state.cluster.self;
  if (!hasAsked || (isCandidate && !state.isDurable)) {
    return refused(state, "impossible", "a vote for which it has not asked");
  }
  // Since it asked it has been elected, or has gone down.
  if (!isCandidate) return answered(state, []);
  const counted = withVote(state, message.from);
  return become(state, counted, opening(counted));
}

/**
 * A node votes once in an epoch, and for nobody whose log lacks what may be decided.
 *
 * @spec EpochBroadcast!MayVote
 */
function mayVote(state: NodeState, message: RequestVote): boolean {
  const isFree = state.vote === null || state.vote === message.from;
  return isFree && state.leader === null && isAsFarAs(message.end, endOf(state.log));
}

/** @spec EpochBroadcast!IsAsFarAs */
function isAsFarAs(theirs: End, own: End): boolean {
  return theirs.epoch > own.epoch || (theirs.epoch === own.epoch && theirs.position >= own.position);
}

/** @spec EpochBroadcast!CountVote */
function withVote(state: NodeState, voter: NodeId): NodeState {
  const votes = including(state.votes, voter);
  return isQuorum(state.cluster.electionQuorums, votes) ? lead(state) : { ...state, votes };
}

/** @spec EpochBroadcast!Lead */
function lead(state: NodeState): NodeState {
  const role = present(nodeTable.next(state.role, "elected"));
  const log = present(continued(state.log, [{ epoch: state.epoch, request: null }]));
  return { ...state, role, leader: state.cluster.self, votes: noNodes, log };
}

/** @spec EpochBroadcast!Opening */
function opening(state: NodeState): readonly Append[] {
  return state.role === "leader" ? appendToAll(state, state.log, state.log.entries.length - 1) : [];
}
