/**
 * The first round: what epoch broadcast makes of an election.
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
 * One that could not be elected need not begin.
 *
 * @spec EpochBroadcast!IsEligible
 */
function isEligible({ log }: NodeState, { end }: RequestPreVote): boolean {
  return isAsFarAs(end, endOf(log));
}

/**
 * For nobody whose log lacks what may be decided, and not when the leader of the epoch is known.
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
 * A vote tells nothing but that it is given: whatever may be decided is in the candidate's log.
 *
 * @spec EpochBroadcast!Heed
 */
function heed(state: NodeState): NodeState {
  return state;
}
