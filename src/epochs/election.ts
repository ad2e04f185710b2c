/**
 * How a node comes to lead an epoch: the actions of an election, in the order of the specification. Each protocol says
 * in its {@link Ballot} what a vote carries, whether it may be given, and what a leader begins with.
 *
 * @module
 */
import { impossible, type Next, next, untimely } from "../core/description.ts";
import type { NodeId } from "../core/node-id.ts";
import { excluding, including, type NodeSet, noNodes, sameNodes } from "../core/node-set.ts";
import { present } from "../core/present.ts";
import { isQuorum } from "../core/quorum.ts";
import type { Refusal } from "../core/refusal.ts";
import { greatestNumber } from "../core/taking-in.ts";
import {
  type EpochMessage,
  type EpochState,
  hearing,
  type Leadership,
  leadershipTable,
  messageOf,
} from "./leadership.ts";

/** Any message of an epoch. */
export interface OfEpoch {
  readonly epoch: number;
  readonly from: NodeId;
}

/** The answer to a node that is behind: there is a higher epoch. */
export type Newer = EpochMessage<"newer">;

/** The answer of a node that suspects, too. It is not a vote, and promises nothing. */
export type PreVote = EpochMessage<"preVote">;

/** The types of an election. */
export interface ElectionTypes {
  readonly state: EpochState;
  readonly requestPreVote: OfEpoch;
  readonly requestVote: OfEpoch;
  readonly vote: OfEpoch;
  /** All messages that a node sends, those of the election among them. */
  readonly message: unknown;
}

/** What a protocol adds to the election that all epoch protocols share. */
export interface Ballot<Types extends ElectionTypes> {
  /** The state in a higher epoch. What belonged to the old epoch is gone. */
  readonly inEpoch: (state: Types["state"], epoch: number, role: Leadership) => Types["state"];
  /** Asks whether the node would start the epoch after its own too. */
  readonly requestPreVote: (state: Types["state"], to: NodeId) => Types["message"];
  readonly requestVote: (state: Types["state"], to: NodeId) => Types["requestVote"] & Types["message"];
  readonly vote: (state: Types["state"], to: NodeId) => Types["vote"] & Types["message"];
  /** Whether the node that asks this could be elected. */
  readonly isEligible: (state: Types["state"], request: Types["requestPreVote"]) => boolean;
  /** Whether a node that has not voted may vote for the node that asks this. */
  readonly mayVote: (state: Types["state"], request: Types["requestVote"]) => boolean;
  /** What a candidate learns from a vote. */
  readonly heed: (state: Types["state"], vote: Types["vote"]) => Types["state"];
  /** The follower that a node becomes. */
  readonly follow: (state: Types["state"], role: Leadership, leader: NodeId) => Types["state"];
  /** The leader that a candidate becomes. */
  readonly lead: (state: Types["state"], role: Leadership) => Types["state"];
  /** From whom a leader expects to hear. */
  readonly expected: (state: Types["state"]) => NodeSet;
  /** The state of a leader that steps down. */
  readonly deposed: (state: Types["state"], role: Leadership) => Types["state"];
  /** What a leader sends at once; nothing, if it does not lead. */
  readonly opening: (state: Types["state"]) => readonly Types["message"][];
}

type Then<Types extends ElectionTypes> = Next<Types["state"], Types["message"] | Newer | PreVote, "suspect"> | Refusal;

/** How nodes come to lead, in one protocol. */
export interface Election<Types extends ElectionTypes> {
  /** The follower of whoever leads the epoch; `undefined` if the epoch has another leader. */
  readonly follow: (state: Types["state"], epoch: number, leader: NodeId) => Types["state"] | undefined;
  /** The node stands for the next epoch, without asking what others suspect. */
  readonly stand: (state: Types["state"]) => Then<Types>;
  /** As a description of a role has them. */
  readonly actions: {
    readonly Suspect: About<Types, { readonly timer: "suspect" }>;
    readonly ReceiveRequestPreVote: About<Types, { readonly message: "requestPreVote" }, [Types["requestPreVote"]]>;
    readonly ReceivePreVote: About<Types, { readonly message: "preVote" }, [OfEpoch]>;
    readonly AskForVotes: About<Types, { readonly durable: "candidate" }>;
    readonly AskAgain: About<Types, { readonly timer: "askAgain" }>;
    readonly ReceiveRequestVote: About<Types, { readonly message: "requestVote" }, [Types["requestVote"]]>;
    readonly ReceiveVote: About<Types, { readonly message: "vote" }, [Types["vote"]]>;
    readonly ReceiveNewer: About<Types, { readonly message: "newer" }, [OfEpoch]>;
    readonly CheckQuorum: About<Types, { readonly timer: "checkQuorum" }>;
  };
}

/** An action, and the event that it is about. */
type About<Types extends ElectionTypes, Event, Given extends readonly unknown[] = []> = Event & {
  step(state: Types["state"], ...given: Given): Then<Types>;
};

/** The election of a protocol. */
export function electionOf<Types extends ElectionTypes>(ballot: Ballot<Types>): Election<Types> {
  return {
    follow: (state, epoch, leader) => follow(ballot, state, epoch, leader),
    stand: (state) => stand(ballot, state),
    actions: {
      Suspect: { timer: "suspect", step: (state) => suspect(ballot, state) },
      ReceiveRequestPreVote: {
        message: "requestPreVote",
        step: (state, asked) => receiveRequestPreVote(ballot, state, asked),
      },
      ReceivePreVote: { message: "preVote", step: (state, preVote) => receivePreVote(ballot, state, preVote) },
      AskForVotes: { durable: "candidate", step: (state) => askForVotes(ballot, state) },
      AskAgain: { timer: "askAgain", step: (state) => askAgain(ballot, state) },
      ReceiveRequestVote: { message: "requestVote", step: (state, asked) => receiveRequestVote(ballot, state, asked) },
      ReceiveVote: { message: "vote", step: (state, vote) => receiveVote(ballot, state, vote) },
      ReceiveNewer: { message: "newer", step: (state, newer) => receiveNewer(ballot, state, newer) },
      CheckQuorum: { timer: "checkQuorum", step: (state) => checkQuorum(ballot, state) },
    },
  };
}

/**
 * A node that sends a message of a lower epoch is told of the newer one.
 *
 * @spec EpochConsensus!Newer
 * @spec EpochBroadcast!Newer
 */
export function newer(state: EpochState, to: NodeId): Newer {
  return messageOf("newer", state, to);
}

/**
 * A higher epoch is adopted as soon as it is heard of.
 *
 * @spec EpochConsensus!Adopt
 * @spec EpochBroadcast!Adopt
 */
function adopt<Types extends ElectionTypes>(
  { inEpoch }: Ballot<Types>,
  state: Types["state"],
  epoch: number,
): Types["state"] {
  if (epoch <= state.epoch) return state;
  return inEpoch(state, epoch, present(leadershipTable.next(state.role, "hearsOfAHigherEpoch")));
}

/**
 * All other nodes of an epoch follow its leader. A node that follows it already stays as it is.
 */
function follow<Types extends ElectionTypes>(
  ballot: Ballot<Types>,
  state: Types["state"],
  epoch: number,
  leader: NodeId,
): Types["state"] | undefined {
  const adopted = adopt(ballot, state, epoch);
  if (adopted.leader === leader && adopted.preVotes.length === 0) return adopted;
  const role = leadershipTable.next(adopted.role, "hearsFromTheLeader");
  const hasAnother = adopted.leader !== null && adopted.leader !== leader;
  return role === undefined || hasAnother ? undefined : ballot.follow(adopted, role, leader);
}

/**
 * A node suspects that nobody leads, rightly or not. It asks the others whether they suspect so, too, unless its epoch
 * has the highest number that there is.
 *
 * @spec EpochConsensus!Suspect
 * @spec EpochBroadcast!Suspect
 */
function suspect<Types extends ElectionTypes>(ballot: Ballot<Types>, state: Types["state"]): Then<Types> {
  const refusal = withoutANext(state);
  if (refusal !== undefined) return refusal;
  // A node that suspects has given itself a pre-vote, so it counts that one.
  const suspecting = withPreVotes(ballot, state, state.preVotes.length === 1 ? state.preVotes : [state.cluster.self]);
  return next(suspecting, requestsForPreVotes(ballot, suspecting));
}

/** The epoch with the highest number has no next epoch. */
function withoutANext({ epoch }: EpochState): Refusal | undefined {
  return epoch >= greatestNumber ? untimely("there is no number for another epoch") : undefined;
}

/** A candidate's timer starts anew. */
function stand<Types extends ElectionTypes>(ballot: Ballot<Types>, state: Types["state"]): Then<Types> {
  return withoutANext(state) ?? next(candidacy(ballot, state), [], "suspect");
}

/**
 * A node that suspects, too, says so. Its own state does not change.
 *
 * @spec EpochConsensus!ReceiveRequestPreVote
 * @spec EpochBroadcast!ReceiveRequestPreVote
 */
function receiveRequestPreVote<Types extends ElectionTypes>(
  ballot: Ballot<Types>,
  state: Types["state"],
  request: Types["requestPreVote"],
): Then<Types> {
  const { epoch, from } = request;
  if (epoch <= state.epoch) return next(state, [newer(state, from)]);
  if (!suspects(state) || !ballot.isEligible(state, request)) return next(state);
  return next(state, [{ ...messageOf("preVote", state, from), epoch }]);
}

/**
 * @spec EpochConsensus!ReceivePreVote
 * @spec EpochBroadcast!ReceivePreVote
 */
function receivePreVote<Types extends ElectionTypes>(
  ballot: Ballot<Types>,
  state: Types["state"],
  { epoch, from }: OfEpoch,
): Then<Types> {
  if (epoch !== state.epoch + 1 || state.preVotes.length === 0) return next(state);
  const after = withPreVotes(ballot, state, including(state.preVotes, from));
  // A candidate's timer starts anew.
  return after.epoch === state.epoch ? next(after) : next(after, [], "suspect");
}

/**
 * A node that has heard from a leader suspects that nobody leads only if its timer has fired since then.
 *
 * @spec EpochConsensus!Suspects
 * @spec EpochBroadcast!Suspects
 */
function suspects({ leader, preVotes }: EpochState): boolean {
  return leader === null || preVotes.length > 0;
}

/**
 * With the pre-votes of a quorum a node starts the next epoch, with its vote for itself.
 *
 * @spec EpochConsensus!CountPreVote
 * @spec EpochBroadcast!CountPreVote
 */
function withPreVotes<Types extends ElectionTypes>(
  ballot: Ballot<Types>,
  state: Types["state"],
  preVotes: NodeSet,
): Types["state"] {
  const { quorums } = state.cluster;
  if (isQuorum(quorums.preVote, preVotes)) return candidacy(ballot, state);
  return preVotes === state.preVotes ? state : { ...state, preVotes };
}

/**
 * A node votes for itself in the epoch that it starts.
 *
 * @spec EpochConsensus!Candidacy
 * @spec EpochBroadcast!Candidacy
 */
function candidacy<Types extends ElectionTypes>(ballot: Ballot<Types>, state: Types["state"]): Types["state"] {
  const role = present(leadershipTable.next(state.role, "startsAnEpoch"));
  return { ...adopt(ballot, state, state.epoch + 1), role, vote: state.cluster.self };
}

/** As long as the node suspects, it asks all that have not answered that they suspect, too. */
function requestsForPreVotes<Types extends ElectionTypes>(
  ballot: Ballot<Types>,
  state: Types["state"],
): readonly Types["message"][] {
  const { preVotes, cluster } = state;
  if (preVotes.length === 0) return [];
  return excluding(cluster.others, preVotes).map((to) => ballot.requestPreVote(state, to));
}

/**
 * The candidate's own vote is on disk, so it counts, and the candidate asks the others. It may not ask before: after a
 * crash it could have forgotten that it led this epoch, and lead it again.
 *
 * @spec EpochConsensus!AskForVotes
 * @spec EpochBroadcast!AskForVotes
 */
function askForVotes<Types extends ElectionTypes>(ballot: Ballot<Types>, state: Types["state"]): Then<Types> {
  const { self, others } = state.cluster;
  const counted = countVote(ballot, state, self, ballot.vote(state, self));
  return next(counted, [...others.map((to) => ballot.requestVote(state, to)), ...ballot.opening(counted)]);
}

/**
 * The question or the answer may be lost, so the node asks again, except those that have answered.
 *
 * @spec EpochConsensus!AskAgain
 * @spec EpochBroadcast!AskAgain
 */
function askAgain<Types extends ElectionTypes>(ballot: Ballot<Types>, state: Types["state"]): Then<Types> {
  const { role, isWriting, cluster, votes } = state;
  const silent = role === "candidate" && !isWriting ? excluding(cluster.others, votes) : noNodes;
  const forVotes = silent.map((to) => ballot.requestVote(state, to));
  return next(state, [...forVotes, ...requestsForPreVotes(ballot, state)]);
}

/**
 * A vote that is on disk already is sent again. Otherwise it is sent once it is on disk.
 *
 * @spec EpochConsensus!ReceiveRequestVote
 * @spec EpochBroadcast!ReceiveRequestVote
 */
function receiveRequestVote<Types extends ElectionTypes>(
  ballot: Ballot<Types>,
  state: Types["state"],
  request: Types["requestVote"],
): Then<Types> {
  const { epoch, from } = request;
  if (epoch < state.epoch) return next(state, [newer(state, from)]);
  const adopted = adopt(ballot, state, epoch);
  const isFree = adopted.vote === null || adopted.vote === from;
  if (!isFree || !ballot.mayVote(adopted, request)) return next(adopted);
  if (adopted.vote === null) return next({ ...adopted, vote: from, preVotes: noNodes }, [], "suspect");
  return next(adopted, adopted.isWriting ? [] : [ballot.vote(adopted, from)]);
}

/**
 * @spec EpochConsensus!ReceiveVote
 * @spec EpochBroadcast!ReceiveVote
 */
function receiveVote<Types extends ElectionTypes>(
  ballot: Ballot<Types>,
  state: Types["state"],
  vote: Types["vote"],
): Then<Types> {
  const { epoch, from } = vote;
  if (epoch < state.epoch) return next(state);
  const isCandidate = state.role === "candidate";
  const hasAsked = epoch === state.epoch && state.vote === state.cluster.self && !(isCandidate && state.isWriting);
  if (!hasAsked) return impossible("a vote for which it has not asked");
  // It has been elected since it asked, or it has crashed.
  if (!isCandidate) return next(hearing(state, from));
  const counted = countVote(ballot, state, from, vote);
  return next(counted, counted === state ? [] : ballot.opening(counted));
}

/**
 * @spec EpochConsensus!ReceiveNewer
 * @spec EpochBroadcast!ReceiveNewer
 */
function receiveNewer<Types extends ElectionTypes>(
  ballot: Ballot<Types>,
  state: Types["state"],
  { epoch }: OfEpoch,
): Then<Types> {
  return next(adopt(ballot, state, epoch));
}

/**
 * From time to time a leader checks whether it has heard of a quorum since the last check. If it has not, it steps
 * down.
 *
 * @spec EpochConsensus!CheckQuorum
 * @spec EpochBroadcast!CheckQuorum
 */
function checkQuorum<Types extends ElectionTypes>(ballot: Ballot<Types>, state: Types["state"]): Then<Types> {
  const { nodes, quorums } = state.cluster;
  if (!isQuorum(quorums.proposal, excluding(nodes, state.unheard))) {
    return next(ballot.deposed(state, present(leadershipTable.next(state.role, "hearsOfNoQuorum"))));
  }
  const unheard = ballot.expected(state);
  return next(sameNodes(unheard, state.unheard) ? state : { ...state, unheard });
}

/**
 * With the votes of a quorum a candidate leads.
 *
 * @spec EpochConsensus!CountVote
 * @spec EpochBroadcast!CountVote
 */
function countVote<Types extends ElectionTypes>(
  ballot: Ballot<Types>,
  state: Types["state"],
  voter: NodeId,
  vote: Types["vote"],
): Types["state"] {
  const votes = including(state.votes, voter);
  if (votes === state.votes) return state;
  const counted = ballot.heed({ ...state, votes }, vote);
  if (!isQuorum(state.cluster.quorums.election, votes)) return counted;
  return ballot.lead(counted, present(leadershipTable.next(state.role, "isElected")));
}
