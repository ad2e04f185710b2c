/**
 * The mistakes of the models that must fail, made once more in the step function. Each is the real node with one thing
 * wrong, and each must be rejected by conformance.
 *
 * @module
 */

import { delivered } from "../../src/core/effect.ts";
import { reachedByQuorum } from "../../src/core/quorum.ts";
import { appendAll, sequenceOf, slice, take } from "../../src/core/sequence.ts";
import { answered, changed } from "../../src/core/step.ts";
import type { Part } from "../../src/core/system.ts";
import { continued, endOf, epochAt, truncated } from "../../src/total-order-broadcast/epoch-broadcast/log.ts";
import { type BroadcastRequest, entryOf } from "../../src/total-order-broadcast/epoch-broadcast/log-entry.ts";
import type { Append, Message } from "../../src/total-order-broadcast/epoch-broadcast/message.ts";
import type { NodeEffect } from "../../src/total-order-broadcast/epoch-broadcast/node.ts";
import type { NodeRecord } from "../../src/total-order-broadcast/epoch-broadcast/record.ts";
import {
  acknowledge,
  opening,
  requestVote,
  sendOn,
  tidings,
  vote,
} from "../../src/total-order-broadcast/epoch-broadcast/sending.ts";
import { inEpoch, type NodeState } from "../../src/total-order-broadcast/epoch-broadcast/state.ts";
import { type NodePart, nodePart } from "../../src/total-order-broadcast/epoch-broadcast/system.ts";
import type { Given, Result } from "../engine/mistaken.ts";
import type { Twin } from "../engine/protocol.ts";
import { answersWhileFollowing, leadsOn } from "../epochs/mistakes.ts";
import {
  acknowledgesTooSoon,
  countsOldWrites,
  countsTruncatedWrites,
  forgetsWhatItDropped,
} from "./epoch-broadcast.disk-mistakes.ts";
import { asksFirst, handsOverTooEarly, takesWhileHandingOver } from "./epoch-broadcast.handing-mistakes.ts";
import { become, nodeThat, nodeWith, receive, received } from "./epoch-broadcast.mistaken.ts";
import { requestOf, systemOf } from "./epoch-broadcast.options.ts";
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

/** Votes and follows as if a message of a lower epoch were one of its own. */
function takesPartInLowerEpochs(state: NodeState, event: Given, part: Part<NodeState>): Result<NodeState> | undefined {
  const request = received(event, "requestVote");
  const append = received(event, "append");
  const { epoch } = state;
  if (request !== undefined && request.epoch < epoch) return part.step(state, receive({ ...request, epoch }));
  if (append === undefined || append.epoch >= epoch) return undefined;
  const result = part.step({ ...state, role: "follower", leader: null }, receive({ ...append, epoch }));
  return result.outcome === "refused" ? undefined : changed(result.state, result.effects);
}

function ignoresLogs(state: NodeState, event: Given, part: Part<NodeState>): Result<NodeState> | undefined {
  const message = received(event, "requestVote");
  return message && part.step(state, receive({ ...message, end: endOf(state.log) }));
}

/** The timer by which a candidate asks is armed as soon as there is a candidate. */
function asksBeforeDurable(state: NodeState, event: Given, part: Part<NodeState>): Result<NodeState> | undefined {
  const right = part.step(state, event);
  if (event.kind !== "timeout" || right.state.role !== "candidate" || !right.state.isWriting) return undefined;
  const armed: NodeEffect = { kind: "setTimer", timer: "askAgain" };
  return right.outcome === "changed"
    ? changed(right.state, [...right.effects, armed])
    : answered(state, [...sends(state.cluster.others.map((to) => requestVote(state, to))), armed]);
}

function votesBeforeDurable(state: NodeState, event: Given, part: Part<NodeState>): Result<NodeState> | undefined {
  const message = received(event, "requestVote");
  const right = part.step(state, event);
  const { state: after } = right;
  const isGiven = after.epoch === message?.epoch && after.vote === message.from && after.leader === null;
  if (!isGiven || !after.isWriting) return undefined;
  return become(state, after, [vote(after, message.from)]);
}

function acknowledgesBeforeDurable(
  state: NodeState,
  event: Given,
  part: Part<NodeState>,
): Result<NodeState> | undefined {
  const message = received(event, "append");
  const right = part.step(state, event);
  if (message === undefined || !takes(right, message) || !right.state.isWriting) return undefined;
  return become(state, right.state, [acknowledge(right.state, message.from, right.state.agreed)]);
}

/** The leader counts its own entries with the others', on disk or not. */
function countsItself(state: NodeState, event: Given, part: Part<NodeState>): Result<NodeState> | undefined {
  const { state: after } = part.step(state, event);
  if (received(event, "acknowledge") === undefined || after.role !== "leader") return undefined;
  const { nodes, self, quorums } = after.cluster;
  const match = after.followers.match.with(nodes.indexOf(self), after.log.entries.length);
  const decided = reachedByQuorum(quorums.proposal, nodes, match);
  if (decided <= after.decided || epochAt(after.log, decided) !== after.epoch) return undefined;
  return become(state, { ...after, decided }, []);
}

/** Tells nobody at once that all of its log is decided. */
function decidesSilently(state: NodeState, event: Given, part: Part<NodeState>): Result<NodeState> | undefined {
  const right = part.step(state, event);
  if (right.state.role !== "leader" || tidings(state, right.state).length === 0) return undefined;
  // Where all is decided that it has, there is nothing else to send.
  return changed(
    right.state,
    right.effects.filter(({ kind }) => kind !== "send"),
  );
}

/** Decides what a quorum has, of whatever epoch it is. */
function decidesByCounting(state: NodeState, event: Given, part: Part<NodeState>): Result<NodeState> | undefined {
  const right = part.step(state, event);
  const { role, cluster, followers, decided } = right.state;
  if (role !== "leader" || right.outcome !== "changed") return undefined;
  const reached = reachedByQuorum(cluster.quorums.proposal, cluster.nodes, followers.match);
  return reached > decided ? changed({ ...right.state, decided: reached }, right.effects) : undefined;
}

/** Replaces everything after the place that the leader names, also what agrees. */
function truncatesAlways(state: NodeState, event: Given, part: Part<NodeState>): Result<NodeState> | undefined {
  const message = received(event, "append");
  const right = part.step(state, event);
  if (message === undefined || !takes(right, message)) return undefined;
  const log = continued(truncated(right.state.log, message.after.position), message.entries);
  const isSame = log === undefined || log.entries.length === right.state.log.entries.length;
  return isSame ? undefined : become(state, { ...right.state, log, isWriting: state.isWriting }, []);
}

/** The second node does not deliver what the first client broadcasts. */
function skipsADelivery(state: NodeState, event: Given, part: Part<NodeState>): Result<NodeState> | undefined {
  const right = part.step(state, event);
  const { self, nodes } = state.cluster;
  if (self !== nodes[1] || right.outcome !== "changed") return undefined;
  const isSkipped = (entry: unknown): boolean => Reflect.get(Object(entry), "client") === "a";
  return changed(
    right.state,
    right.effects.map((effect) =>
      effect.kind === "deliver"
        ? { kind: "deliver", first: 1, values: sequenceOf(delivered(effect).filter((entry) => !isSkipped(entry))) }
        : effect,
    ),
  );
}

/** Acknowledges also what the leader has not sent, as far as its own log goes. */
function acknowledgesAll(state: NodeState, event: Given, part: Part<NodeState>): Result<NodeState> | undefined {
  const message = received(event, "append");
  const right = part.step(state, event);
  const { state: after } = right;
  const agreed = after.log.entries.length;
  if (message === undefined || !takes(right, message) || after.agreed === agreed) return undefined;
  const whole = { ...after, agreed, decided: Math.max(after.decided, Math.min(message.decided, agreed)) };
  return become(state, whole, whole.isWriting ? [] : [acknowledge(whole, message.from, agreed)]);
}

/** Takes a request again that the log has from an earlier leader. */
function looksAtItsEpochOnly(state: NodeState, event: Given): Result<NodeState> | undefined {
  const asked = askedBy(event);
  if (state.role !== "leader" || asked.length === 0) return undefined;
  const { entries, lines } = state.log;
  const own = slice(entries, 0).filter(({ epoch }) => epoch === state.epoch);
  const isNext = ({ client, number }: BroadcastRequest): boolean =>
    number === 1 + own.filter((entry) => entry.client === client).length;
  const again = asked.filter(isNext).map((request) => entryOf(state.epoch, request));
  if (again.length === 0) return undefined;
  const log = { entries: appendAll(entries, again), lines };
  return extended(state, { ...state, log });
}

/** Believes of its whole log what the leader says of its own. */
function takesItsTail(state: NodeState, event: Given, part: Part<NodeState>): Result<NodeState> | undefined {
  const message = received(event, "append");
  const right = part.step(state, event);
  if (message === undefined || !takes(right, message)) return undefined;
  const decided = Math.max(right.state.decided, Math.min(message.decided, right.state.log.entries.length));
  return decided === right.state.decided ? undefined : changed({ ...right.state, decided }, right.effects);
}

/** Takes entries behind a position without looking at the epoch of what stands there. */
function appendsAnywhere(state: NodeState, event: Given, part: Part<NodeState>): Result<NodeState> | undefined {
  const message = received(event, "append");
  if (message === undefined || message.after.position > state.log.entries.length) return undefined;
  const after = { position: message.after.position, epoch: epochAt(state.log, message.after.position) };
  return after.epoch === message.after.epoch ? undefined : part.step(state, receive({ ...message, after }));
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

/** Recovers with the epoch and the vote that are on its disk, wherever its log ends. */
function staysInItsEpoch(...[options, batches]: Parameters<NodePart>): Part<NodeState> {
  const part = nodePart(options, batches);
  return {
    ...part,
    recover: (record: NodeRecord) => {
      const { epoch, vote: given } = record;
      const { state } = part.recover(record);
      const timer: NodeEffect = { kind: "setTimer", timer: "suspect" };
      return { state: { ...state, epoch, vote: given, isWriting: false }, effects: [timer] };
    },
  };
}

function replacesTheLast(state: NodeState, event: Given, part: Part<NodeState>): Result<NodeState> | undefined {
  const { log: right } = part.step(state, event).state;
  const before = state.log.entries.length;
  if (state.role !== "leader" || before < 2 || right.entries.length !== before + 1) return undefined;
  const entries = appendAll(take(state.log.entries, before - 1), slice(right.entries, before));
  return become(state, { ...state, log: { entries, lines: right.lines } }, []);
}

/** Takes every request that its log does not have. */
function takesOutOfTurn(state: NodeState, event: Given): Result<NodeState> | undefined {
  const asked = askedBy(event);
  if (state.role !== "leader" || asked.length === 0) return undefined;
  const { entries, lines } = state.log;
  const has = ({ client, number }: BroadcastRequest): boolean =>
    slice(entries, 0).some((entry) => entry.client === client && entry.number === number);
  const lacking = asked.filter((request) => !has(request));
  if (lacking.length === 0) return undefined;
  const more = lacking.map((request) => entryOf(state.epoch, request));
  const log = { entries: appendAll(entries, more), lines };
  return extended(state, { ...state, log });
}

/** Opens its epoch with the first request of a client that has not asked for it. */
function opensWithARequest(state: NodeState, event: Given, part: Part<NodeState>): Result<NodeState> | undefined {
  const right = part.step(state, event);
  if (state.role === "leader" || right.state.role !== "leader") return undefined;
  const log = continued(state.log, [entryOf(right.state.epoch, requestOf("a", 1))]);
  if (log === undefined) return undefined;
  const opened = { ...right.state, log };
  return become(state, opened, opening(opened));
}

function opensWithNothing(state: NodeState, event: Given, part: Part<NodeState>): Result<NodeState> | undefined {
  const right = part.step(state, event);
  if (state.role === "leader" || right.state.role !== "leader") return undefined;
  const effects = right.effects.filter(({ kind }) => kind !== "persist" && kind !== "send");
  return changed({ ...right.state, log: state.log, isWriting: false }, effects);
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

/** A leader that has appended to its log sends on what is new. */
function extended(before: NodeState, after: NodeState): Result<NodeState> {
  const sent = sendOn(after, after.cluster.others);
  return become(before, sent.state, sent.appends);
}

/** What clients ask for by the event, which is none that the node refuses. */
function askedBy(event: Given): readonly BroadcastRequest[] {
  const { requests = [] }: { readonly requests?: readonly BroadcastRequest[] } = Object(event);
  return requests;
}

function sends(messages: readonly Message[]): readonly NodeEffect[] {
  return messages.map((message) => ({ kind: "send", message }));
}

/** Whether the message was of the epoch, and its entries had a place in the log. */
function takes({ outcome, state, effects }: Result<NodeState>, { epoch }: Append): boolean {
  const isMissed = effects.some((effect) => effect.kind === "send" && effect.message.kind === "mismatch");
  return outcome !== "refused" && epoch === state.epoch && !isMissed;
}
