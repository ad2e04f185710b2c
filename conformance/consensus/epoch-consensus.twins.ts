/**
 * The mistakes of the models that must fail, made once more in the step functions. Each is the real node with one thing
 * wrong, and each must be rejected by conformance.
 *
 * @module
 */
import { nothing } from "../../src/consensus/epoch-consensus/record.ts";
import type { NodeState } from "../../src/consensus/epoch-consensus/state.ts";
import type { Quorums } from "../../src/core/quorum.ts";
import { changed } from "../../src/core/step.ts";
import type { Part } from "../../src/core/system.ts";
import type { ClusterQuorums } from "../../src/epochs/cluster.ts";
import { type Constants, valueNamed } from "../engine/constants.ts";
import type { Given, Mistake, Result } from "../engine/mistaken.ts";
import { forgets, sending } from "../engine/mistakes.ts";
import type { Twin } from "../engine/protocol.ts";
import { answersWhileFollowing, asksBeforeDurable, leadsOn } from "../epochs/mistakes.ts";
import {
  acceptsBeforeDurable,
  believingWhatItFinds,
  votesBeforeDurable,
  writesNoVotes,
} from "./epoch-consensus.disk-mistakes.ts";
import { nodeThat, received } from "./epoch-consensus.mistaken.ts";
import { systemOf } from "./epoch-consensus.options.ts";
import {
  acceptsForLowerEpoch,
  alwaysProposes,
  decidesTwice,
  invents,
  keepsCounting,
  keepsItToItself,
  neverRests,
} from "./epoch-consensus.value-mistakes.ts";

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
  twin("KeepsItToItself", keepsItToItself),
  twin(
    "TellsNoUser",
    forgets(({ kind }) => kind === "deliver"),
  ),
  twin("VoteNotWritten", writesNoVotes),
  twinOf("AlwaysNull", (constants) => alwaysProposes(valueNamed(constants, "v2"))),
  twin("ProposesNoValue", alwaysProposes("None")),
  twinOf("InventsAValue", (constants) => invents(valueNamed(constants, "v2"))),
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

function atLeast(count: number): Quorums {
  return { kind: "atLeast", count };
}

function twin(name: string, mistake: Mistake<NodeState>, against: Against = "EpochConsensus_2"): Twin {
  return { ...twinOf(name, () => mistake), against };
}

/** Of a mistake that is made with a value of the model. */
function twinOf(name: string, mistakeOf: (constants: Constants) => Mistake<NodeState>): Twin {
  return {
    name: `EpochConsensus_Bug_${name}`,
    against: "EpochConsensus_2",
    systemOf: (constants) => systemOf(constants, nodeThat(mistakeOf(constants))),
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

/** Counts votes as if nobody had accepted anything. */
function ignoresAccepted(state: NodeState, event: Given, part: Part<NodeState>): Result<NodeState> | undefined {
  const vote = received(event, "vote");
  if (vote === undefined || state.role !== "candidate") return undefined;
  return part.step({ ...state, highest: nothing }, { kind: "receive", message: { ...vote, accepted: nothing } });
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

/** Knows the decision, and keeps silent. */
function tellsNobodyWhoAsks(state: NodeState, event: Given): Result<NodeState> | undefined {
  return state.decision !== null && event.kind === "receive" ? { outcome: "answered", state, effects: [] } : undefined;
}

function neverSendsAgain(state: NodeState, event: Given): Result<NodeState> | undefined {
  if (!("timer" in event) || event.timer === "suspect") return undefined;
  return { outcome: "answered", state, effects: [{ kind: "setTimer", timer: event.timer }] };
}
