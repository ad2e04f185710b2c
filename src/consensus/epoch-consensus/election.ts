/**
 * The first round, the election of a leader: what epoch consensus adds to the election that all epoch protocols share.
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
 * A node that knows the leader of the epoch does not vote in it any more. If it has accepted a proposal of that leader,
 * it knows this from its disk, even after a crash.
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
