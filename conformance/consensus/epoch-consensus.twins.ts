/**
 * The mistakes of the models that must fail, made once more in the step functions. Each is the real node with one thing
 * wrong, and each must be rejected by conformance.
 *
 * @module
 */
import type { NodeEvent, NodeOptions } from "../../src/consensus/epoch-consensus/node.ts";
import { type NodeRecord, nothing, type Value } from "../../src/consensus/epoch-consensus/record.ts";
import { requestVote } from "../../src/consensus/epoch-consensus/sending.ts";
import { hasProposed, type NodeState } from "../../src/consensus/epoch-consensus/state.ts";
import { nodePart } from "../../src/consensus/epoch-consensus/system.ts";
import type { Quorums } from "../../src/core/quorum.ts";
import { changed, type Started } from "../../src/core/step.ts";
import type { AnyEffect, Part } from "../../src/core/system.ts";
import type { ClusterQuorums } from "../../src/epochs/cluster.ts";
import type { Given, Mistake, Result } from "../engine/mistaken.ts";
import { forgets, sending } from "../engine/mistakes.ts";
import type { Twin } from "../engine/protocol.ts";
import { answersWhileFollowing, leadsOn } from "../epochs/mistakes.ts";
import { nodeThat, received, send } from "./epoch-consensus.mistaken.ts";
import { systemOf } from "./epoch-consensus.options.ts";

type Against =
  | "EpochConsensus_2"
  | "EpochConsensus_2_CheckQuorum"
  | "EpochConsensus_2_Following"
  | "EpochConsensus_2_PreVotes"
  | "EpochConsensus_3_TwoCandidates"
  | "EpochConsensus_Live_2";

export const epochConsensusTwins: readonly Twin[] = [
  twin("ProposalsMissElections", countingAsIf({ proposal: atLeast(1) })),
  twin("ElectionsApart", countingAsIf({ election: atLeast(1) })),
  twin("VotesForLowerEpoch", votesForLowerEpoch),
  twin("AcceptsForLowerEpoch", acceptsForLowerEpoch),
  twin("IgnoresAccepted", ignoresAccepted),
  twin("VoteSentBeforeDurable", votesBeforeDurable, "EpochConsensus_3_TwoCandidates"),
  twin("AcceptanceSentBeforeDurable", acceptsBeforeDurable),
  twin("AsksBeforeDurable", asksBeforeDurable),
  twin("DecidesTwice", decidesTwice),
  twin("LeadsUnelected", countingAsIf({ election: atLeast(1) })),
  twin("DecidesOnOneAcceptance", countingAsIf({ proposal: atLeast(1) })),
  twin("WaitsForEveryone", waitsForEveryone, "EpochConsensus_3_TwoCandidates"),
  twin("IgnoresAccepted_Votes", ignoresAccepted),
  twin("KeepsCounting", keepsCounting),
  twin("KeepsItToItself", withoutEffects(isProposal)),
  twin(
    "TellsNoUser",
    withoutEffects(({ kind }) => kind === "deliver"),
  ),
  twin("VoteNotWritten", writesNoVotes),
  twin("AlwaysNull", alwaysProposes("null")),
  twin("ProposesNoValue", alwaysProposes("None")),
  twin("InventsAValue", inventsAValue),
  twin("VotesTwice", votesTwice, "EpochConsensus_3_TwoCandidates"),
  twin("VotesTwice_Agreement", votesTwice, "EpochConsensus_3_TwoCandidates"),
  twin("Dictator", countsOnTheDictator, "EpochConsensus_3_TwoCandidates"),
  twin("SuspectsAlone", countingAsIf({ preVote: atLeast(1) }), "EpochConsensus_2_PreVotes"),
  twin("PreVoteOfAFollower", answersWhileFollowing, "EpochConsensus_2_PreVotes"),
  twin("LeadsWithoutAQuorum", leadsOn, "EpochConsensus_2_CheckQuorum"),
  twin("NoResending", neverSendsAgain, "EpochConsensus_Live_2"),
  twin("NeverRests", neverRests),
  twin("NeverRests_Liveness", neverRests),
  twin("TellsNobodyWhoAsks", tellsNobodyWhoAsks),
  twin("LeadsInSilence", forgets(sending("lead"))),
  twin("FollowsInSilence", forgets(sending("follow")), "EpochConsensus_2_Following"),
  {
    name: "EpochConsensus_Bug_BelievesATornRecord",
    against: "EpochConsensus_3_TornWrite",
    systemOf: (constants) => systemOf(constants, believingWhatItFinds),
  },
];

/** Recovers with the epoch on its disk, whatever it finds accepted. */
function believingWhatItFinds(options: NodeOptions, values: readonly Value[]): Part<NodeState> {
  const part = nodePart(options, values);
  const recover = (record: NodeRecord): Started<NodeState, AnyEffect> => {
    const { state, effects } = part.recover(record);
    const { epoch, vote, accepted } = record;
    return { state: { ...state, epoch, vote, accepted }, effects };
  };
  return { ...part, recover };
}

function atLeast(count: number): Quorums {
  return { kind: "atLeast", count };
}

function twin(name: string, mistake: Mistake<NodeState>, against: Against = "EpochConsensus_2"): Twin {
  return {
    name: `EpochConsensus_Bug_${name}`,
    against,
    systemOf: (constants) => systemOf(constants, nodeThat(mistake)),
  };
}

function waitsForEveryone(state: NodeState, event: Given, part: Part<NodeState>): Result<NodeState> {
  return countingAsIf({ proposal: atLeast(state.cluster.nodes.length) })(state, event, part) ?? part.step(state, event);
}

/** Steps as if these quorums had other sizes. */
function countingAsIf(quorums: Partial<ClusterQuorums>): Mistake<NodeState> {
  return (state, event, part) => {
    const { cluster } = state;
    const right = part.step({ ...state, cluster: { ...cluster, quorums: { ...cluster.quorums, ...quorums } } }, event);
    return right.outcome === "changed" ? changed({ ...right.state, cluster }, right.effects) : { ...right, state };
  };
}

/** Goes back to the epoch of whoever asks for its vote. */
function votesForLowerEpoch(state: NodeState, event: Given, part: Part<NodeState>): Result<NodeState> | undefined {
  const { epoch } = received(event, "requestVote") ?? {};
  if (typeof epoch !== "number" || epoch >= state.epoch) return undefined;
  const right = part.step({ ...state, epoch: epoch - 1 }, event);
  return right.outcome === "changed" ? right : undefined;
}

/** Believes that every proposal is of its own epoch, and says so to whoever proposed. */
function acceptsForLowerEpoch(state: NodeState, event: Given): Result<NodeState> | undefined {
  const proposal = received(event, "propose");
  if (proposal === undefined || proposal.epoch >= state.epoch || state.role === "leader" || state.isWriting) {
    return undefined;
  }
  const { epoch, from, value } = proposal;
  const accepted = { epoch, value };
  const { vote, cluster } = state;
  return changed({ ...state, role: "follower", leader: from, accepted, isWriting: true }, [
    { kind: "persist", record: { cluster: cluster.identity, epoch: state.epoch, vote, accepted } },
    { kind: "cancelTimer", timer: "askAgain" },
  ]);
}

/** Counts votes as if nobody had accepted anything. */
function ignoresAccepted(state: NodeState, event: Given, part: Part<NodeState>): Result<NodeState> | undefined {
  const vote = received(event, "vote");
  if (vote === undefined || state.role !== "candidate") return undefined;
  return part.step({ ...state, highest: nothing }, { kind: "receive", message: { ...vote, accepted: nothing } });
}

function votesBeforeDurable(state: NodeState, event: Given, part: Part<NodeState>): Result<NodeState> | undefined {
  const request = received(event, "requestVote");
  return request === undefined ? undefined : asIfDurable(state, event, part);
}

function acceptsBeforeDurable(state: NodeState, event: Given, part: Part<NodeState>): Result<NodeState> | undefined {
  const proposal = received(event, "propose");
  return proposal === undefined ? undefined : asIfDurable(state, event, part);
}

/** Answers a duplicate at once, although what it answers is still being written. */
function asIfDurable(state: NodeState, event: Given, part: Part<NodeState>): Result<NodeState> | undefined {
  if (!state.isWriting) return undefined;
  const right = part.step({ ...state, isWriting: false }, event);
  return right.outcome === "changed"
    ? changed({ ...right.state, isWriting: true }, right.effects)
    : { ...right, state };
}

function asksBeforeDurable(state: NodeState, event: Given, part: Part<NodeState>): Result<NodeState> | undefined {
  const right = part.step(state, event);
  if (right.state.role !== "candidate" || !right.state.isWriting) return undefined;
  const asking = right.state.cluster.others.map((to) => send(requestVote(right.state, to)));
  return changed(right.state, [...right.effects, ...asking]);
}

/** Takes a second value for the same epoch. */
function decidesTwice(state: NodeState, event: Given, part: Part<NodeState>): Result<NodeState> | undefined {
  const { value } = received(event, "wish") ?? ("value" in event ? event : {});
  if (typeof value !== "string" || !hasProposed(state) || state.accepted.value === value) return undefined;
  return part.step({ ...state, accepted: nothing, acceptances: [], decision: null }, event);
}

/** Takes along to the next epoch what it has counted in this one. */
function keepsCounting(state: NodeState, event: Given, part: Part<NodeState>): Result<NodeState> | undefined {
  const right = part.step(state, event);
  if (right.outcome !== "changed" || right.state.epoch === state.epoch) return undefined;
  const { votes, highest, acceptances } = state;
  return changed({ ...right.state, votes, highest, acceptances }, right.effects);
}

function isProposal(effect: AnyEffect): boolean {
  return effect.kind === "send" && effect.message.kind === "propose";
}

/** Does all but one thing. */
function withoutEffects(isLeftOut: (effect: AnyEffect) => boolean): Mistake<NodeState> {
  return (state, event, part) => {
    const right = part.step(state, event);
    if (right.outcome !== "changed") return undefined;
    return changed(
      right.state,
      right.effects.filter((effect) => !isLeftOut(effect)),
    );
  };
}

/** Writes what it has accepted, and nothing else. */
function writesNoVotes(state: NodeState, event: Given, part: Part<NodeState>): Result<NodeState> | undefined {
  const right = part.step(state, event);
  if (right.outcome !== "changed" || right.state.accepted.epoch !== state.accepted.epoch) return undefined;
  const effects = right.effects.filter(({ kind }) => kind !== "persist");
  return effects.length === right.effects.length ? undefined : changed({ ...right.state, isWriting: false }, effects);
}

/** Whatever the client wants, this leader has made up its mind. */
function alwaysProposes(value: string): Mistake<NodeState> {
  return (state, event, part) => {
    if (event.kind !== "propose") return undefined;
    const right = part.step(state, event);
    if (right.outcome !== "changed" || right.state.accepted.epoch === 0) return undefined;
    const accepted = { ...right.state.accepted, value };
    return changed(
      { ...right.state, accepted },
      right.effects.map((effect) => withValue(effect, value)),
    );
  };
}

function withValue(effect: AnyEffect, value: string): AnyEffect {
  if (effect.kind === "send" && effect.message.kind === "propose") {
    return { kind: "send", message: Object.assign({}, effect.message, { value }) };
  }
  if (effect.kind !== "persist") return effect;
  return { kind: "persist", record: Object.assign({}, effect.record, { accepted: { epoch: 1, value } }) };
}

const invented: NodeEvent = { kind: "propose", value: "v2" };

/** Does not wait for a client when it is elected and free to choose. */
function inventsAValue(state: NodeState, event: Given, part: Part<NodeState>): Result<NodeState> | undefined {
  const elected = part.step(state, event);
  if (state.role !== "candidate" || elected.state.role !== "leader" || hasProposed(elected.state)) return undefined;
  const { state: after, effects } = part.step(elected.state, invented);
  return changed(after, [
    ...elected.effects,
    ...effects.filter((effect) => effect.kind !== "send" || effect.message.kind === "propose"),
  ]);
}

/** Forgets its vote when somebody else asks. */
function votesTwice(state: NodeState, event: Given, part: Part<NodeState>): Result<NodeState> | undefined {
  const { epoch } = received(event, "requestVote") ?? {};
  if (epoch !== state.epoch || state.role !== "follower" || state.accepted.epoch === epoch) return undefined;
  const right = part.step({ ...state, vote: null, leader: null }, event);
  return right.state.vote === null ? undefined : changed({ ...right.state, leader: state.leader }, right.effects);
}

/** Whoever has the vote of the first node leads, and what that node accepts is decided. */
function countsOnTheDictator(state: NodeState, event: Given, part: Part<NodeState>): Result<NodeState> | undefined {
  const dictator: Quorums = { kind: "anyOf", sets: [state.cluster.nodes.slice(0, 1)] };
  return countingAsIf({ election: dictator, proposal: dictator })(state, event, part);
}

/** Goes on, once it knows the decision, as if it did not. */
function neverRests(state: NodeState, event: Given, part: Part<NodeState>): Result<NodeState> | undefined {
  const { decision } = state;
  const right = part.step({ ...state, decision: null }, event);
  if (right.outcome !== "changed") return decision === null ? undefined : { ...right, state };
  if (decision === null && right.state.decision === null) return undefined;
  return changed(
    { ...right.state, decision: decision ?? right.state.decision },
    right.effects.filter(({ kind }) => kind !== "cancelTimer" && (kind !== "deliver" || decision === null)),
  );
}

/** Knows the decision, and keeps silent. */
function tellsNobodyWhoAsks(state: NodeState, event: Given): Result<NodeState> | undefined {
  return state.decision !== null && event.kind === "receive" ? { outcome: "answered", state, effects: [] } : undefined;
}

function neverSendsAgain(state: NodeState, event: Given): Result<NodeState> | undefined {
  if (!("timer" in event) || event.timer === "suspect") return undefined;
  return { outcome: "answered", state, effects: [{ kind: "setTimer", timer: event.timer }] };
}
