/**
 * The mistakes of the models that must fail, made once more in the step function. Each is the real node with one thing
 * wrong, and each must be rejected by conformance.
 *
 * @module
 */
import { answered, changed } from "../../src/core/step.ts";
import type { Part } from "../../src/core/system.ts";
import { endOf } from "../../src/total-order-broadcast/epoch-broadcast/log.ts";
import { vote } from "../../src/total-order-broadcast/epoch-broadcast/sending.ts";
import { inEpoch, type NodeState } from "../../src/total-order-broadcast/epoch-broadcast/state.ts";
import type { NodePart } from "../../src/total-order-broadcast/epoch-broadcast/system.ts";
import type { Given, Result } from "../engine/mistaken.ts";
import type { Twin } from "../engine/protocol.ts";
import { answersWhileFollowing, asksBeforeDurable, leadsOn } from "../epochs/mistakes.ts";
import {
  acknowledgesAll,
  acknowledgesBeforeDurable,
  appendsAnywhere,
  takesItsTail,
  takesPartInLowerEpochs,
  truncatesAlways,
} from "./epoch-broadcast.append-mistakes.ts";
import {
  countsItself,
  decidesByCounting,
  decidesSilently,
  skipsADelivery,
} from "./epoch-broadcast.deciding-mistakes.ts";
import {
  acknowledgesTooSoon,
  countsOldWrites,
  countsTruncatedWrites,
  forgetsWhatItDropped,
  staysInItsEpoch,
} from "./epoch-broadcast.disk-mistakes.ts";
import { asksFirst, handsOverTooEarly, takesWhileHandingOver } from "./epoch-broadcast.handing-mistakes.ts";
import { become, nodeThat, nodeWith, receive, received } from "./epoch-broadcast.mistaken.ts";
import { systemOf } from "./epoch-broadcast.options.ts";
import {
  looksAtItsEpochOnly,
  opensWithARequest,
  opensWithNothing,
  replacesTheLast,
  takesOutOfTurn,
} from "./epoch-broadcast.request-mistakes.ts";
import { answersEveryMismatch, namesItsEnd } from "./epoch-broadcast.search-mistakes.ts";

const anyOne = { kind: "atLeast", count: 1 } as const;
/** In models of three nodes. Where there are fewer, nobody decides anything. */
const everyone = { kind: "atLeast", count: 3 } as const;
const eachAlone = nodeWith({ quorums: { election: anyOne, proposal: anyOne } });
const missEachOther = nodeWith({ quorums: { election: anyOne, proposal: everyone } });

export const epochBroadcastTwins: readonly Twin[] = [
  twin("EpochBroadcast_Bug_ElectionsMissDecisions", nodeWith({ quorums: { proposal: anyOne } })),
  twin("EpochBroadcast_Bug_ElectionsMissEachOther", missEachOther, "EpochBroadcast_Elections"),
  twin("EpochBroadcast_Bug_ElectionsMissEachOther_TotalOrder", missEachOther, "EpochBroadcast_Recovery"),
  twin("EpochBroadcast_Bug_FailoverWithoutConsensus", eachAlone),
  twin("EpochBroadcast_Bug_FailoverWithoutConsensus_Order", eachAlone, "EpochBroadcast_TailDisagrees"),
  twin("EpochBroadcast_Bug_FailoverWithoutConsensus_Common", eachAlone, "EpochBroadcast_Duplicates"),
  twin("EpochBroadcast_Bug_HalfIsAQuorum", eachAlone, "EpochBroadcast_Restarts"),
  twin("EpochBroadcast_Bug_EveryMismatchIsAnswered", nodeThat(answersEveryMismatch), "EpochBroadcast_TailDisagrees"),
  twin("EpochBroadcast_Bug_NamesItsEnd", nodeThat(namesItsEnd), "EpochBroadcast_SurpassedTail"),
  twin("EpochBroadcast_Bug_WindowIsIgnored", nodeWith({ limits: { window: 10_000 } }), "EpochBroadcast_Window"),
  twin("EpochBroadcast_Bug_SizesAreIgnored", nodeWith({ limits: { maxTotalSize: 10_000 } }), "EpochBroadcast_Sizes"),
  twin(
    "EpochBroadcast_Bug_WindowSizeIsIgnored",
    nodeWith({ limits: { windowSize: 10_000 } }),
    "EpochBroadcast_WindowSize",
  ),
  twin("EpochBroadcast_Bug_RoomIsIgnored", nodeWith({ limits: { maxUndecided: 10_000 } }), "EpochBroadcast_Room"),
  twin("EpochBroadcast_Bug_DecidesSilently", nodeThat(decidesSilently), "EpochBroadcast_Duplicates"),
  twin(
    "EpochBroadcast_Bug_AppendsTooMuch",
    nodeWith({ limits: { maxEntries: 1_000 } }),
    "EpochBroadcast_TailDisagrees",
  ),
  twin("EpochBroadcast_Bug_VotesTwice", nodeThat(votesTwice), "EpochBroadcast_Elections"),
  twin("EpochBroadcast_Bug_VotesTwice_TotalOrder", nodeThat(votesTwice), "EpochBroadcast_Elections"),
  twin("EpochBroadcast_Bug_LowerEpochCounts", nodeThat(takesPartInLowerEpochs)),
  twin("EpochBroadcast_Bug_VoterIgnoresLogs", nodeThat(ignoresLogs)),
  twin("EpochBroadcast_Bug_VoterIgnoresLogs_Log", nodeThat(ignoresLogs)),
  twin("EpochBroadcast_Bug_AskedBeforeDurable", nodeThat(asksBeforeDurable), "EpochBroadcast_Elections"),
  twin("EpochBroadcast_Bug_VoteSentBeforeDurable", nodeThat(votesBeforeDurable), "EpochBroadcast_Elections"),
  twin("EpochBroadcast_Bug_AcknowledgedBeforeDurable", nodeThat(acknowledgesBeforeDurable)),
  twin("EpochBroadcast_Bug_AcknowledgesTooSoon", nodeThat(acknowledgesTooSoon), "EpochBroadcast_HoldsAll"),
  twin("EpochBroadcast_Bug_TruncatedWriteCounts", nodeThat(countsTruncatedWrites), "EpochBroadcast_Prefixes"),
  twin("EpochBroadcast_Bug_OldWriteCounts", nodeThat(countsOldWrites), "EpochBroadcast_Prefixes"),
  twin("EpochBroadcast_Bug_DroppedStaysStored", nodeThat(forgetsWhatItDropped), "EpochBroadcast_Prefixes"),
  twin("EpochBroadcast_Bug_OwnEntryCountedBeforeDurable", nodeThat(countsItself), "EpochBroadcast_Elections"),
  twin("EpochBroadcast_Bug_OldEpochDecidedByCounting", nodeThat(decidesByCounting), "EpochBroadcast_TailDisagrees"),
  twin("EpochBroadcast_Bug_LateAppendTruncates", nodeThat(truncatesAlways)),
  twin("EpochBroadcast_Bug_SkipsADelivery", nodeThat(skipsADelivery), "EpochBroadcast_Duplicates"),
  twin("EpochBroadcast_Bug_AcknowledgesWholeLog", nodeThat(acknowledgesAll), "EpochBroadcast_Restarts"),
  twin("EpochBroadcast_Bug_DeliveredTwice", nodeThat(looksAtItsEpochOnly), "EpochBroadcast_Duplicates"),
  twin("EpochBroadcast_Bug_TakesItsTailForDecided", nodeThat(takesItsTail), "EpochBroadcast_TailDisagrees"),
  twin("EpochBroadcast_Bug_AppendsAnywhere", nodeThat(appendsAnywhere), "EpochBroadcast_TailDisagrees"),
  twin("EpochBroadcast_Bug_AdoptsALowerEpoch", nodeThat(adoptsLowerEpochs), "EpochBroadcast_LateNews"),
  twin("EpochBroadcast_Bug_EpochIsNotWritten", nodeThat(keepsTheEpochInMemory)),
  twin("EpochBroadcast_Bug_TornEpochIsIgnored", staysInItsEpoch, "EpochBroadcast_TornWrites"),
  twin("EpochBroadcast_Bug_LeaderReplaces", nodeThat(replacesTheLast), "EpochBroadcast_1"),
  twin("EpochBroadcast_Bug_SkipsANumber", nodeThat(takesOutOfTurn), "EpochBroadcast_1"),
  twin("EpochBroadcast_Bug_InventsARequest", nodeThat(opensWithARequest)),
  twin("EpochBroadcast_Bug_NoEntryOfItsOwn", nodeThat(opensWithNothing)),
  twin("EpochBroadcast_Bug_OldCandidateIsNotTold", nodeThat(ignoresOldCandidates), "EpochBroadcast_LateNews"),
  twin("EpochBroadcast_Bug_SuspectsAlone", nodeWith({ quorums: { preVote: anyOne } }), "EpochBroadcast_PreVotes"),
  twin("EpochBroadcast_Bug_PreVoteOfAFollower", nodeThat(answersWhileFollowing), "EpochBroadcast_PreVotes"),
  twin("EpochBroadcast_Bug_LeadsWithoutAQuorum", nodeThat(leadsOn), "EpochBroadcast_CheckQuorum"),
  twin("EpochBroadcast_Bug_HandsOverTooEarly", nodeThat(handsOverTooEarly), "EpochBroadcast_HandsOver"),
  twin("EpochBroadcast_Bug_TakesWhileHandingOver", nodeThat(takesWhileHandingOver), "EpochBroadcast_HandsOver"),
  twin("EpochBroadcast_Bug_HeirAsksFirst", nodeThat(asksFirst), "EpochBroadcast_HandsOver"),
  twin("EpochBroadcast_Bug_NoResending", nodeThat(neverSendsAgain), "EpochBroadcast_Lossy"),
];

function twin(name: string, role: NodePart, against = "EpochBroadcast_Recovery"): Twin {
  return { name, against, systemOf: (constants) => systemOf(constants, role) };
}

/** Gives its vote to another candidate of the epoch too, and also when the epoch has a leader. */
function votesTwice(state: NodeState, event: Given, part: Part<NodeState>): Result<NodeState> | undefined {
  const message = received(event, "requestVote");
  if (message?.epoch !== state.epoch || message.from === state.vote) return undefined;
  const result = part.step({ ...state, vote: null, leader: null }, event);
  return result.state.vote === null ? undefined : changed({ ...result.state, leader: state.leader }, result.effects);
}

function ignoresLogs(state: NodeState, event: Given, part: Part<NodeState>): Result<NodeState> | undefined {
  const message = received(event, "requestVote");
  return message && part.step(state, receive({ ...message, end: endOf(state.log) }));
}

function votesBeforeDurable(state: NodeState, event: Given, part: Part<NodeState>): Result<NodeState> | undefined {
  const message = received(event, "requestVote");
  const right = part.step(state, event);
  const { state: after } = right;
  const isGiven = after.epoch === message?.epoch && after.vote === message.from && after.leader === null;
  if (!isGiven || !after.isWriting) return undefined;
  return become(state, after, [vote(after, message.from)]);
}

function adoptsLowerEpochs(state: NodeState, event: Given): Result<NodeState> | undefined {
  const message = received(event, "newer");
  if (message === undefined || message.epoch >= state.epoch) return undefined;
  return become(state, inEpoch(state, message.epoch, "follower"), []);
}

/** Does not write an epoch in which it has not voted, as long as its log stays. */
function keepsTheEpochInMemory(state: NodeState, event: Given, part: Part<NodeState>): Result<NodeState> | undefined {
  const right = part.step(state, event);
  const { epoch, vote: given, log } = right.state;
  if (epoch === state.epoch || given !== state.vote || log !== state.log) return undefined;
  const effects = right.effects.filter(({ kind }) => kind !== "persist");
  return changed({ ...right.state, isWriting: state.isWriting }, effects);
}

/** Says nothing to a candidate whose epoch is over. */
function ignoresOldCandidates(state: NodeState, event: Given): Result<NodeState> | undefined {
  const request = received(event, "requestVote");
  return request !== undefined && request.epoch < state.epoch ? answered(state, []) : undefined;
}

function neverSendsAgain(state: NodeState, event: Given): Result<NodeState> | undefined {
  if (event.kind !== "timeout" || !("timer" in event) || event.timer === "suspect") return undefined;
  return answered(state, [{ kind: "setTimer", timer: event.timer }]);
}
