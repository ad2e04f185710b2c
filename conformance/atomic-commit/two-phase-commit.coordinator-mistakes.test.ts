/**
 * Small mistakes in the coordinator of two-phase commit, of the kinds that people make: each must be rejected by the
 * graph of a model, at a place that tells what is wrong.
 */
import type { CoordinatorState } from "../../src/atomic-commit/two-phase-commit/coordinator.ts";
import type { OutcomeAnswer } from "../../src/atomic-commit/two-phase-commit/outcome.ts";
import type { TwoPhaseCommitRoles } from "../../src/atomic-commit/two-phase-commit/system.ts";
import { including, nodeSet } from "../../src/core/node-set.ts";
import { answered, changed } from "../../src/core/step.ts";
import type { Part } from "../../src/core/system.ts";
import { type Given, isMessage, type Mistake, type Result } from "../engine/mistaken.ts";
import {
  arming,
  changes,
  disarming,
  forgets,
  ignores,
  sending,
  startingWithout,
  tellingBy,
} from "../engine/mistakes.ts";
import { type PlantedMistake, testPlantedMistakes } from "../graph/planted-mistakes.ts";
import {
  at,
  becoming,
  coordinatorRecovering,
  coordinatorThat,
  coordinatorThatBelieves,
  logsAbort,
  persisting,
  send,
  senderOf,
} from "./two-phase-commit.mistaken.ts";
import { systemOf } from "./two-phase-commit.options.ts";
import { twoPhaseCommitProtocol } from "./two-phase-commit.ts";

const mistakes: Readonly<Record<string, PlantedMistake<TwoPhaseCommitRoles>>> = {
  // Timers.
  "forgets to arm the timer that repeats prepare": {
    roles: coordinatorThat(forgets(arming("resendPrepare"), at("working"))),
    seen: /only the specification takes ResendPrepare/,
    against: "TwoPhaseCommit_Live_Undisturbed",
  },
  "repeats prepare only once": {
    roles: coordinatorThat(forgets(arming("resendPrepare"), at("voting"))),
    seen: /two states .*resendPrepare/,
  },
  "forgets to disarm the timer that repeats prepare": {
    roles: coordinatorThat(forgets(disarming("resendPrepare"))),
    seen: /two states .*resendPrepare/,
  },
  "forgets to arm the timer that repeats the decision": {
    roles: coordinatorThat(forgets(arming("resendDecision"), at("committing"))),
    seen: /only the specification takes ResendDecision|two states .*resendDecision/,
  },
  "repeats the decision only once": {
    roles: coordinatorThat(forgets(arming("resendDecision"), at("committed"))),
    seen: /two states .*resendDecision/,
  },
  "forgets to disarm the timer that repeats the decision": {
    roles: coordinatorThat(forgets(disarming("resendDecision"))),
    seen: /two states .*resendDecision/,
  },
  "does not repeat the decision after a crash": {
    roles: coordinatorRecovering(startingWithout("setTimer")),
    seen: /only the specification takes ResendDecision|two states .*resendDecision/,
  },
  "replies again at every repetition of the decision": {
    roles: coordinatorThat(repliesAgain),
    seen: /only the step functions take ResendDecision/,
  },
  "arms the timer that repeats the decision before it may fire, and not again": {
    roles: coordinatorThat(armsTooEarly),
    seen: /two states .*resendDecision/,
  },
  "arms a timer whose firing it refuses": {
    roles: coordinatorThat(armsForNothing),
    seen: /two states .*resendDecision/,
  },
  // What the client is told.
  "does not tell its client": {
    roles: coordinatorThat(forgets(({ kind }) => kind === "reply")),
    seen: /to different states, GiveUp/,
  },
  "delivers what it should reply": {
    roles: coordinatorThat(changes(tellingBy("deliver"))),
    seen: /to different states, GiveUp/,
  },
  "tells nobody after a crash": {
    roles: coordinatorRecovering(startingWithout("reply")),
    seen: /to different states, Restart/,
  },
  "does not answer its client": {
    roles: coordinatorThat((state, { kind }) => (kind === "requestOutcome" ? answered(state, []) : undefined)),
    seen: /only the specification takes RequestOutcome/,
  },
  "answers its client with abort before it has decided": {
    roles: coordinatorThat(answersClient("voting", "aborted")),
    seen: /only the step functions take RequestOutcome/,
  },
  "answers its client with commit although it knows nothing": {
    roles: coordinatorThat(answersClient("forgotten", "committed")),
    seen: /to different states, RequestOutcome/,
  },
  "answers its client with abort although it has committed": {
    roles: coordinatorThat(answersClient("committed", "aborted")),
    seen: /only the step functions take RequestOutcome/,
  },
  "takes no notice of a confirmation": {
    roles: coordinatorThat((state, { kind }) => (kind === "confirmOutcome" ? answered(state, []) : undefined)),
    seen: /ConfirmOutcome/,
  },
  "takes a confirmation for the acknowledgement of everyone": {
    roles: coordinatorThat(confirmsForEveryone),
    seen: /to different states, ConfirmOutcome/,
  },
  // Messages that are sent, or not, or heard.
  "asks one participant too few": {
    roles: coordinatorThat(forgets(sending("prepare", "p2"), at("working"))),
    seen: /to different states, RequestCommit/,
  },
  "tells one participant too few to commit": {
    roles: coordinatorThat(forgets(sending("commit", "p2"), at("committing"))),
    seen: /to different states, SendDecision/,
  },
  "tells nobody to abort": { roles: coordinatorThat(forgets(sending("abort"))), seen: /to different states, GiveUp/ },
  "sends the decision again to who has acknowledged it": {
    roles: coordinatorThat(toEveryone("committed", "resendDecision", "commit")),
    seen: /only the step functions take ResendDecision|to different states, ResendDecision/,
    against: "TwoPhaseCommit_Live_Undisturbed",
  },
  "asks again who has voted": {
    roles: coordinatorThat(toEveryone("voting", "resendPrepare", "prepare")),
    seen: /only the step functions take ResendPrepare|to different states, ResendPrepare/,
    against: "TwoPhaseCommit_Live_Undisturbed",
  },
  "answers a question with abort although it has committed": {
    roles: coordinatorThat(answersInquire("committed", "abort")),
    seen: /ReceiveInquire/,
  },
  "answers a question with commit although it knows nothing": {
    roles: coordinatorThat(answersInquire("forgotten", "commit")),
    seen: /ReceiveInquire/,
  },
  "answers a question before it has decided": {
    roles: coordinatorThat(answersInquire("voting", "abort")),
    seen: /ReceiveInquire/,
  },
  "does not answer a late yes": {
    roles: coordinatorThat(ignores("yes", at("aborted", "forgotten"))),
    seen: /only the specification takes ReceiveYes/,
  },
  "does not answer a question": {
    roles: coordinatorThat(ignores("inquire")),
    seen: /only the specification takes ReceiveInquire/,
  },
  // The record.
  "writes its record twice": {
    roles: coordinatorThat(changes(persisting("commit", ["commit", "commit"]))),
    seen: /to different states, ReceiveYes/,
  },
  "logs an abort": { roles: coordinatorThat(logsAbort("none")), seen: /to different states, GiveUp/ },
  "forgets without removing its record": {
    roles: coordinatorThat(forgets(({ kind }) => kind === "persist", at("committed"))),
    seen: /to different states, ReceiveAcknowledge/,
  },
  "forgets its decision in a crash": {
    roles: coordinatorRecovering(becoming("committed", "forgotten")),
    seen: /to different states, Restart/,
  },
  // Decisions.
  "keeps its votes when it has decided": {
    roles: coordinatorThat(keepsVotes),
    seen: /to different states, (GiveUp|ReceiveYes)/,
  },
  "takes two votes of one participant for two": { roles: coordinatorThat(countsTwice), seen: /ReceiveYes/ },
  "ignores a no": { roles: coordinatorThat(ignores("no")), seen: /only the specification takes ReceiveNo/ },
  "gives up though it has decided to commit": {
    roles: coordinatorThat(givesUpLate),
    seen: /only the step functions take GiveUp/,
  },
  "takes any record for a durable decision": {
    roles: coordinatorThat(decidesOnAnyRecord),
    seen: /only the step functions take persisted/,
  },
  // Messages that are to be refused.
  "believes messages of other transactions": {
    roles: coordinatorThatBelieves("transaction"),
    seen: /only the step functions take Receive/,
    against: "TwoPhaseCommit_2_TwoTransactions",
  },
  "believes messages to another coordinator": {
    roles: coordinatorThatBelieves("to"),
    seen: /only the step functions take Receive/,
  },
  "believes whoever sends": { roles: coordinatorThatBelieves("from"), seen: /only the step functions take Receive/ },
  "believes messages without a transaction": {
    roles: coordinatorThatBelieves("malformed"),
    seen: /only the step functions take Receive/,
  },
};

testPlantedMistakes(
  {
    protocol: twoPhaseCommitProtocol,
    systemOf,
    who: "coordinator",
    usually: "TwoPhaseCommit_2",
    unmistaken: [coordinatorThat(() => undefined), coordinatorRecovering((started) => started)],
  },
  mistakes,
);

function toEveryone(status: CoordinatorState["status"], timer: string, kind: string): Mistake<CoordinatorState> {
  return (state, event) =>
    state.status === status && "timer" in event
      ? answered(state, [...state.participants.map((to) => send(state, kind, to)), { kind: "setTimer", timer }])
      : undefined;
}

function answersClient(
  status: CoordinatorState["status"],
  outcome: OutcomeAnswer["outcome"],
): Mistake<CoordinatorState> {
  return (state, event) =>
    state.status === status && event.kind === "requestOutcome"
      ? answered(state, [{ kind: "reply", value: { kind: "outcome", outcome } }])
      : undefined;
}

function confirmsForEveryone(
  state: CoordinatorState,
  event: Given,
  part: Part<CoordinatorState>,
): Result<CoordinatorState> | undefined {
  if (state.status !== "committed" || event.kind !== "confirmOutcome") return undefined;
  const { state: after, effects } = part.step({ ...state, acknowledged: state.participants }, event);
  return changed(after, effects);
}

function answersInquire(status: CoordinatorState["status"], kind: string): Mistake<CoordinatorState> {
  return (state, event) =>
    state.status === status && isMessage(event, "inquire")
      ? answered(state, [send(state, kind, senderOf(event))])
      : undefined;
}

function keepsVotes(
  state: CoordinatorState,
  event: Given,
  part: Part<CoordinatorState>,
): Result<CoordinatorState> | undefined {
  const right = part.step(state, event);
  if (state.status !== "voting" || right.state.status === "voting") return undefined;
  return changed({ ...right.state, votes: state.votes }, right.effects);
}

function countsTwice(
  state: CoordinatorState,
  event: Given,
  part: Part<CoordinatorState>,
): Result<CoordinatorState> | undefined {
  if (state.status !== "voting" || !isMessage(event, "yes") || !state.votes.includes(senderOf(event))) return undefined;
  const others = nodeSet(state.participants.slice(1));
  return part.step({ ...state, votes: others.reduce(including, state.votes) }, event);
}

function givesUpLate(
  state: CoordinatorState,
  event: Given,
  part: Part<CoordinatorState>,
): Result<CoordinatorState> | undefined {
  return state.status === "committing" && event.kind === "giveUp"
    ? part.step({ ...state, status: "voting" }, event)
    : undefined;
}

function decidesOnAnyRecord(
  state: CoordinatorState,
  event: Given,
  part: Part<CoordinatorState>,
): Result<CoordinatorState> | undefined {
  return state.status === "voting" && event.kind === "persisted"
    ? part.step({ ...state, status: "committing" }, { kind: "persisted", record: "commit" })
    : undefined;
}

/** The timer fires while the decision is not durable yet, is refused, and nobody repeats the decision any more. */
function armsTooEarly(
  state: CoordinatorState,
  event: Given,
  part: Part<CoordinatorState>,
): Result<CoordinatorState> | undefined {
  const right = part.step(state, event);
  if (state.status === "voting" && right.state.status === "committing") return arms(right);
  return forgets<CoordinatorState>(arming("resendDecision"), at("committing"))(state, event, part);
}

function armsForNothing(
  state: CoordinatorState,
  event: Given,
  part: Part<CoordinatorState>,
): Result<CoordinatorState> | undefined {
  return state.status === "working" && event.kind === "requestCommit" ? arms(part.step(state, event)) : undefined;
}

function arms({ state, effects }: Result<CoordinatorState>): Result<CoordinatorState> {
  return changed(state, [...effects, { kind: "setTimer", timer: "resendDecision" }]);
}

function repliesAgain(
  state: CoordinatorState,
  event: Given,
  part: Part<CoordinatorState>,
): Result<CoordinatorState> | undefined {
  if (state.status !== "committed" || event.kind !== "timeout") return undefined;
  return answered(state, [{ kind: "reply", value: "committed" }, ...part.step(state, event).effects]);
}
