/**
 * Small mistakes in the step function of epoch consensus, of the kinds that people make: each must be rejected by the
 * graph of a model, at a place that tells what is wrong. Those of models that must fail are among the twins.
 */
import { nothing } from "../../src/consensus/epoch-consensus/record.ts";
import { recordOf } from "../../src/consensus/epoch-consensus/state.ts";
import type { NodePart } from "../../src/consensus/epoch-consensus/system.ts";
import { deliveryOf } from "../../src/core/effect.ts";
import { answered, changed } from "../../src/core/step.ts";
import { keepsVote, takesForNew } from "../engine/epoch-mistakes.ts";
import { isTimeout } from "../engine/mistaken.ts";
import { arming, changes, forgets, ignores, sending, startingWithout, tellingBy } from "../engine/mistakes.ts";
import { type PlantedMistake, testPlantedMistakes } from "../graph/planted-mistakes.ts";
import { nodeRecovering, nodeThat, received } from "./epoch-consensus.mistaken.ts";
import { systemOf } from "./epoch-consensus.options.ts";
import { epochConsensusProtocol } from "./epoch-consensus.ts";

const mistakes: Readonly<Record<string, PlantedMistake<NodePart>>> = {
  // Timers.
  "asks for votes only once": {
    roles: nodeThat(forgets(arming("askAgain"), ({ isWriting }) => !isWriting)),
    seen: /only the specification takes AskAgain|two states .*askAgain/,
    against: "EpochConsensus_Live_2",
  },
  "repeats its proposal only once": {
    roles: nodeThat(forgets(arming("resend"), ({ role }) => role === "leader")),
    seen: /only the specification takes Resend|two states .*resend/,
    against: "EpochConsensus_Live_2",
  },
  "asks again who has voted": {
    roles: nodeThat((state, event, part) =>
      isTimeout(event, "askAgain") ? answered(state, part.step({ ...state, votes: [] }, event).effects) : undefined,
    ),
    seen: /only the step functions take AskAgain|to different states, AskAgain/,
    against: "EpochConsensus_3_AsksAgain",
  },
  "proposes again to who has accepted": {
    roles: nodeThat((state, event, part) =>
      isTimeout(event, "resend") ? answered(state, part.step({ ...state, acceptances: [] }, event).effects) : undefined,
    ),
    seen: /only the step functions take Resend|to different states, Resend/,
    against: "EpochConsensus_2_ProposesAgain",
  },
  "still asks for votes once it leads": {
    roles: nodeThat(forgets(({ kind }) => kind === "cancelTimer")),
    seen: /two states .*(askAgain|suspect)/,
  },
  "suspects nobody after a restart": {
    roles: nodeRecovering(startingWithout("setTimer")),
    seen: /two states .*suspect/,
  },
  // What is said, and what is done about it when it is said again.
  "does not answer a repeated request for its vote": {
    roles: nodeThat((state, event) =>
      received(event, "requestVote")?.from === state.vote ? answered(state, []) : undefined,
    ),
    seen: /only the specification takes ReceiveRequestVote/,
    against: "EpochConsensus_Live_2",
  },
  "does not answer a repeated proposal": {
    roles: nodeThat(ignores("propose", ({ role, accepted, epoch }) => role === "follower" && accepted.epoch === epoch)),
    seen: /only the specification takes ReceivePropose/,
    against: "EpochConsensus_Live_2",
  },
  "does not tell who is behind of the newer epoch": {
    roles: nodeThat(forgets(sending("newer"))),
    seen: /only the specification takes Receive(RequestVote|Propose)/,
  },
  "keeps to itself what its client proposes": {
    roles: nodeThat(forgets(sending("wish"))),
    seen: /to different states, Propose/,
  },
  "accepts what is proposed again, although it knows that it is decided": {
    roles: nodeThat((state, event, part) =>
      state.decision !== null && received(event, "propose") !== undefined
        ? answered(
            state,
            part.step({ ...state, decision: null }, event).effects.filter(({ kind }) => kind === "send"),
          )
        : undefined,
    ),
    seen: /only the specification takes ReceivePropose|to different states, ReceivePropose/,
  },
  "keeps to itself what is decided": {
    roles: nodeThat(forgets(sending("decide"))),
    seen: /to different states, (ReceiveAccept|CountOwn)/,
  },
  "writes what it has accepted once more when it is repeated": {
    roles: nodeThat((state, event, part) =>
      received(event, "propose")?.epoch === state.epoch && state.role === "follower"
        ? part.step({ ...state, accepted: nothing }, event)
        : undefined,
    ),
    seen: /only the step functions take ReceivePropose/,
  },
  "takes what its disk says of an earlier write for what it says of the last": {
    roles: nodeThat((state, event, part) =>
      event.kind === "persisted" && state.isWriting
        ? part.step(state, { kind: "persisted", record: recordOf(state) })
        : undefined,
    ),
    seen: /only the step functions take (Answer|AskForVotes|CountOwn)|to different states/,
  },
  // Epochs.
  "keeps its vote when it hears of a higher epoch": {
    roles: nodeThat(keepsVote()),
    seen: /to different states, Receive/,
  },
  "keeps leading when it hears of a higher epoch": {
    roles: nodeThat(ignores("newer", ({ role }) => role === "leader")),
    seen: /only the specification takes ReceiveNewer/,
  },
  "counts votes of an earlier epoch": {
    roles: nodeThat(takesForNew("vote")),
    seen: /only the step functions take ReceiveVote/,
    against: "EpochConsensus_2_LeadsTwice",
  },
  "counts acceptances of an earlier epoch": {
    roles: nodeThat(takesForNew("accept")),
    seen: /only the step functions take ReceiveAccept/,
    against: "EpochConsensus_2_LeadsTwice",
  },
  "follows a leader only once": {
    roles: nodeThat((state, event) => {
      const proposal = received(event, "propose");
      return proposal !== undefined && proposal.from === state.leader && proposal.epoch > state.epoch
        ? answered(state, [])
        : undefined;
    }),
    seen: /only the specification takes ReceivePropose/,
    against: "EpochConsensus_2_DictatorLeadsTwice",
  },
  "counts votes for which it has not asked yet": {
    roles: nodeThat((state, event, part) => {
      const vote = received(event, "vote");
      return vote !== undefined && vote.epoch > state.epoch && state.role === "candidate"
        ? part.step(state, { kind: "receive", message: { ...vote, epoch: state.epoch } })
        : undefined;
    }),
    seen: /only the step functions take ReceiveVote/,
  },
  "goes on to a higher epoch although it knows the decision": {
    roles: nodeThat((state, event, part) => {
      const right = part.step({ ...state, decision: null }, event);
      return state.decision !== null && right.state.epoch > state.epoch
        ? changed({ ...right.state, decision: state.decision }, right.effects)
        : undefined;
    }),
    seen: /only the step functions take Receive|to different states, Receive/,
  },
  "goes on standing although somebody leads": {
    roles: nodeThat(ignores("lead", ({ role }) => role === "candidate")),
    seen: /only the specification takes ReceiveLead/,
    against: "EpochConsensus_3_TwoCandidates",
  },
  "follows a free leader of an earlier epoch": {
    roles: nodeThat(takesForNew("lead")),
    seen: /to different states, ReceiveLead|only the step functions take ReceiveLead/,
  },
  // Values.
  "proposes what its last voter has accepted, however long ago": {
    roles: nodeThat((state, event, part) => {
      const vote = received(event, "vote");
      return vote !== undefined && vote.epoch === state.epoch && state.role === "candidate"
        ? part.step({ ...state, highest: vote.accepted }, event)
        : undefined;
    }),
    seen: /to different states, ReceiveVote/,
  },
  "counts a pre-vote for the epoch that has begun": {
    roles: nodeThat((state, event, part) => {
      const preVote = received(event, "preVote");
      if (preVote === undefined || preVote.epoch !== state.epoch) return undefined;
      const result = part.step(state, { kind: "receive", message: { ...preVote, epoch: state.epoch + 1 } });
      return result.outcome === "changed" ? result : undefined;
    }),
    seen: /only the step functions take ReceivePreVote/,
    against: "EpochConsensus_2_AsksForPreVotesAgain",
  },
  "prefers what it has accepted itself to what was accepted later": {
    roles: nodeThat((state, event, part) => {
      const right = part.step(state, event);
      const { role, epoch, accepted } = right.state;
      const { value } = state.accepted;
      return state.role === "candidate" && role === "leader" && value !== null && value !== accepted.value
        ? changed({ ...right.state, accepted: { epoch, value } }, right.effects)
        : undefined;
    }),
    seen: /to different states, ReceiveVote/,
    against: "EpochConsensus_2_HigherOfTwo",
  },
  // What the user is told.
  "tells its user nothing": {
    roles: nodeThat(forgets(({ kind }) => kind === "deliver")),
    seen: /to different states, Receive(Accept|Decide)/,
  },
  "tells its user the decision again and again": {
    roles: nodeThat((state, event, part) => {
      const { decision } = state;
      const isRepeated = received(event, "decide") !== undefined && decision !== null;
      return isRepeated ? answered(state, [...part.step(state, event).effects, deliveryOf(decision)]) : undefined;
    }),
    seen: /only the step functions take ReceiveDecide/,
  },
  "replies what it should deliver": {
    roles: nodeThat(changes(tellingBy("reply"))),
    seen: /to different states, Receive(Accept|Decide)/,
  },
  // What a crash leaves.
  "forgets its vote in a crash": {
    roles: nodeRecovering(({ state, effects }) => ({ state: { ...state, vote: null }, effects })),
    seen: /to different states, Crash/,
  },
  "forgets in a crash what it has accepted": {
    roles: nodeRecovering(({ state, effects }) => ({ state: { ...state, accepted: nothing }, effects })),
    seen: /to different states, Crash/,
  },
};

testPlantedMistakes(
  {
    protocol: epochConsensusProtocol,
    systemOf,
    who: "node",
    usually: "EpochConsensus_2",
    unmistaken: [nodeThat(() => undefined), nodeRecovering((started) => started)],
  },
  mistakes,
);
