/**
 * The first round, the election of a leader: what epoch broadcast adds to the election that all epoch protocols share.
 *
 * @module
 */
import { type Election, electionOf } from "../../epochs/election.ts";
import { type End, endOf } from "./log.ts";
import type { Message, RequestPreVote, RequestVote, Vote } from "./message.ts";
import { opening, requestPreVote, requestVote, vote } from "./sending.ts";
import { deposed, follow, inEpoch, lead, type NodeState } from "./state.ts";

interface NodeElection {
  readonly state: NodeState;
  readonly requestPreVote: RequestPreVote;
  readonly requestVote: RequestVote;
  readonly vote: Vote;
  readonly message: Message;
}

export const election: Election<NodeElection> = electionOf<NodeElection>({
  inEpoch,
  requestPreVote,
  requestVote,
  vote,
  isEligible,
  mayVote,
  heed,
  follow,
  lead,
  expected: ({ cluster }) => cluster.others,
  deposed,
  opening,
});

/**
 * A node whose log is too short to be elected need not start an epoch.
 *
 * @spec EpochBroadcast!IsEligible
 */
function isEligible({ log }: NodeState, { end }: RequestPreVote): boolean {
  return isAsFarAs(end, endOf(log));
}

/**
 * A node does not vote for one whose log may lack a decided entry. It does not vote either once it knows the leader of
 * the epoch.
 *
 * @spec EpochBroadcast!MayVote
 */
function mayVote({ leader, log }: NodeState, { end }: RequestVote): boolean {
  return leader === null && isAsFarAs(end, endOf(log));
}

/** @spec EpochBroadcast!IsAsFarAs */
function isAsFarAs(theirs: End, own: End): boolean {
  return theirs.epoch > own.epoch || (theirs.epoch === own.epoch && theirs.position >= own.position);
}

/**
 * A vote carries nothing else: everything that may be decided is in the candidate's own log.
 *
 * @spec EpochBroadcast!Heed
 */
function heed(state: NodeState): NodeState {
  return state;
}
