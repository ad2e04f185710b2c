/**
 * The first round: how a node becomes leader of an epoch, in the order of the specification.
 *
 * @module
 */
import type { NodeId } from "../../core/node-id.ts";
import { excluding, including } from "../../core/node-set.ts";
import { isQuorum } from "../../core/quorum.ts";
import { answered } from "../../core/step.ts";
import type { RequestVote, Vote } from "./message.ts";
import { type Accepted, higher } from "./record.ts";
import { othersOf, patience, proposals, sendTo, sendVote, tellOfNewer } from "./sending.ts";
import {
  adopt,
  impossible,
  lead,
  type NodeResult,
  type NodeState,
  nodeTable,
  stepTo,
  timersOf,
  untimely,
} from "./state.ts";

/** @spec EpochConsensus!Suspect */
export function suspect(state: NodeState): NodeResult {
  const role = nodeTable.next(state.role, "suspectsTheLeader");
  if (role === undefined) return untimely(state, "a leader suspects nobody");
  return stepTo(state, { ...adopt(state, state.epoch + 1), role, vote: state.self }, [], "suspect");
}

/**
 * Its own vote is durable, and counts. Before that the candidate may not ask: in a crash it could forget that it has led
 * this epoch, and lead it once more.
 *
 * @spec EpochConsensus!AskForVotes
 */
export function askForVotes(state: NodeState): NodeResult {
  const asking = sendTo(othersOf(state), (to) => ({ kind: "requestVote", epoch: state.epoch, from: state.self, to }));
  const counted = countVote({ ...state, isWriting: false }, state.self, state.accepted);
  return stepTo(state, counted, [...asking, ...proposals(counted, othersOf(counted))]);
}

/** @spec EpochConsensus!AskAgain */
export function askAgain(state: NodeState): NodeResult {
  if (!timersOf(state).includes("askAgain")) return untimely(state, "nobody has been asked");
  const silent = excluding(othersOf(state), state.votes);
  const asking = sendTo(silent, (to) => ({ kind: "requestVote", epoch: state.epoch, from: state.self, to }));
  return stepTo(state, state, asking, "askAgain");
}

/**
 * A vote that is durable already is sent again. Any other waits for {@link answer}.
 *
 * @spec EpochConsensus!ReceiveRequestVote
 */
export function receiveRequestVote(state: NodeState, { epoch, from }: RequestVote): NodeResult {
  if (epoch < state.epoch) return tellOfNewer(state, from);
  const adopted = adopt(state, epoch);
  if (!mayVote(adopted, from)) return answered(state, []);
  const isKnown = adopted.vote === from && !state.isWriting;
  const after = adopted.vote === from ? adopted : { ...adopted, vote: from };
  return stepTo(state, after, [...(isKnown ? sendVote(after) : []), patience]);
}

/** @spec EpochConsensus!ReceiveVote */
export function receiveVote(state: NodeState, { epoch, from, accepted }: Vote): NodeResult {
  if (epoch > state.epoch) return impossible(state, "a vote in an epoch in which nobody was asked");
  if (accepted.epoch >= epoch) return impossible(state, "a vote of a node that knows the leader of the epoch");
  if (epoch < state.epoch || state.role !== "candidate") return answered(state, []);
  const counted = countVote(state, from, accepted);
  return stepTo(state, counted, proposals(counted, othersOf(counted)));
}

/**
 * Once in an epoch, and not when its leader is known, which the disk remembers.
 *
 * @spec EpochConsensus!MayVote
 */
function mayVote({ vote, accepted, epoch }: NodeState, candidate: NodeId): boolean {
  return (vote === null || vote === candidate) && accepted.epoch !== epoch;
}

/** @spec EpochConsensus!CountVote */
function countVote(state: NodeState, voter: NodeId, accepted: Accepted): NodeState {
  const votes = including(state.votes, voter);
  if (votes === state.votes) return state;
  const counted = { ...state, votes, highest: higher(state.highest, accepted) };
  const role = nodeTable.next(state.role, "isElected");
  return role !== undefined && isQuorum(state.quorums.election, votes) ? lead(counted, role) : counted;
}
