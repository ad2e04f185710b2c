/**
 * The first round: what epoch consensus makes of an election.
 *
 * @module
 */
import { type Election, electionOf } from "../../epochs/election.ts";
import type { Message, RequestPreVote, RequestVote, Vote } from "./message.ts";
import { higher } from "./record.ts";
import { opening, requestPreVote, requestVote, vote } from "./sending.ts";
import { deposed, expected, follow, inEpoch, lead, type NodeState } from "./state.ts";

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
  isEligible: () => true,
  mayVote,
  heed,
  follow,
  lead,
  expected,
  deposed,
  opening,
});

/**
 * Not when the leader of the epoch is known, which the disk remembers of one whose proposal was accepted.
 *
 * @spec EpochConsensus!MayVote
 */
function mayVote({ leader, accepted, epoch }: NodeState): boolean {
  return leader === null && accepted.epoch !== epoch;
}

/** @spec EpochConsensus!Heed */
function heed(state: NodeState, { accepted }: Vote): NodeState {
  return { ...state, highest: higher(state.highest, accepted) };
}
