/**
 * Small mistakes in the participant of two-phase commit, of the kinds that people make: each must be rejected by the
 * graph of a model, at a place that tells what is wrong.
 */
import type { ParticipantState } from "../../src/atomic-commit/two-phase-commit/participant.ts";
import type { TwoPhaseCommitRoles } from "../../src/atomic-commit/two-phase-commit/system.ts";
import { deliveryOf } from "../../src/core/effect.ts";
import { answered, changed } from "../../src/core/step.ts";
import type { AnyEffect, Part } from "../../src/core/system.ts";
import { type Given, isMessage, type Result } from "../engine/mistaken.ts";
import { arming, changes, disarming, forgets, ignores, startingWithout, tellingBy } from "../engine/mistakes.ts";
import { type PlantedMistake, testPlantedMistakes } from "../graph/planted-mistakes.ts";
import {
  at,
  becoming,
  participantRecovering,
  participantThat,
  participantThatBelieves,
  persisting,
  send,
} from "./two-phase-commit.mistaken.ts";
import { systemOf } from "./two-phase-commit.options.ts";
import { twoPhaseCommitProtocol } from "./two-phase-commit.ts";

const mistakes: Readonly<Record<string, PlantedMistake<TwoPhaseCommitRoles>>> = {
  // Timers.
  "forgets to arm the timer of its question": {
    roles: participantThat(forgets(arming("askForOutcome"), at("preparing"))),
    seen: /only the specification takes AskForOutcome/,
  },
  "asks only once": {
    roles: participantThat(forgets(arming("askForOutcome"), at("prepared"))),
    seen: /AskForOutcome|askForOutcome/,
  },
  "forgets to disarm the timer of its question": {
    roles: participantThat(forgets(disarming("askForOutcome"))),
    seen: /two states .*askForOutcome/,
  },
  "delivers again at every duplicate of the commit": {
    roles: participantThat(deliversAgain),
    seen: /only the step functions take ReceiveCommit/,
  },
  "does not ask after a crash": {
    roles: participantRecovering(startingWithout("setTimer")),
    seen: /two states .*askForOutcome/,
  },
  // What the application is told.
  "does not deliver the outcome": {
    roles: participantThat(forgets(({ kind }) => kind === "deliver")),
    seen: /to different states, AbortAlone/,
  },
  "delivers one outcome and then the other": {
    roles: participantThat(changes(delivering("aborted", "committed"))),
    seen: /to different states, AbortAlone/,
  },
  "replies what it should deliver": {
    roles: participantThat(changes(tellingBy("reply"))),
    seen: /to different states, AbortAlone/,
  },
  "tells nobody after a crash": {
    roles: participantRecovering(startingWithout("deliver")),
    seen: /to different states, Restart/,
  },
  // Messages that are sent, or not, or heard.
  "does not vote again": {
    roles: participantThat(ignores("prepare", at("prepared"))),
    seen: /only the specification takes ReceivePrepare/,
  },
  "votes again before its promise is durable": {
    roles: participantThat(answersPrepareWhilePreparing),
    seen: /only the step functions take ReceivePrepare/,
  },
  "does not say that it has aborted when it is asked": {
    roles: participantThat(ignores("prepare", at("aborted"))),
    seen: /only the specification takes ReceivePrepare/,
  },
  "does not acknowledge again": {
    roles: participantThat(ignores("commit", at("committed"))),
    seen: /only the specification takes ReceiveCommit/,
  },
  "acknowledges an abort": { roles: participantThat(acknowledgesAbort), seen: /to different states, ReceiveAbort/ },
  // The record.
  "writes the outcome where the promise belongs": {
    roles: participantThat(changes(persisting("prepared", ["committed"]))),
    seen: /to different states, ReceivePrepare/,
  },
  "aborts a promise without removing it": {
    roles: participantThat(forgets(({ kind }) => kind === "persist", at("prepared"))),
    seen: /to different states, (ReceiveCommit|ReceiveAbort)/,
  },
  "forgets its promise in a crash": {
    roles: participantRecovering(becoming("prepared", "aborted")),
    seen: /to different states, Restart/,
  },
  // Decisions.
  "finishes an abort that nobody began": {
    roles: participantThat(finishesAbort),
    seen: /only the step functions take persisted/,
  },
  "follows an abort though it has committed": {
    roles: participantThat(abortsLate),
    seen: /only the step functions take ReceiveAbort/,
  },
  "counts the duplicates that it gets": { roles: participantThat(rememberingDuplicates), seen: /two states/ },
  // Messages that are to be refused.
  "believes messages of other transactions": {
    roles: participantThatBelieves("transaction"),
    seen: /only the step functions take Receive/,
    against: "TwoPhaseCommit_2_TwoTransactions",
  },
  "believes messages to another participant": {
    roles: participantThatBelieves("to"),
    seen: /only the step functions take Receive/,
  },
  "believes whoever sends": { roles: participantThatBelieves("from"), seen: /only the step functions take Receive/ },
  "believes messages without a transaction": {
    roles: participantThatBelieves("malformed"),
    seen: /only the step functions take Receive/,
  },
};

testPlantedMistakes(
  {
    protocol: twoPhaseCommitProtocol,
    systemOf,
    who: "participant",
    usually: "TwoPhaseCommit_2",
    unmistaken: [participantThat(() => undefined), participantRecovering((started) => started)],
  },
  mistakes,
);

function delivering(...values: readonly string[]): (effect: AnyEffect) => readonly AnyEffect[] {
  return (effect) => (effect.kind === "deliver" ? values.map(deliveryOf) : [effect]);
}

function answersPrepareWhilePreparing(state: ParticipantState, event: Given): Result<ParticipantState> | undefined {
  return state.status === "preparing" && isMessage(event, "prepare")
    ? answered(state, [send(state, "yes", state.coordinator)])
    : undefined;
}

function acknowledgesAbort(
  state: ParticipantState,
  event: Given,
  part: Part<ParticipantState>,
): Result<ParticipantState> | undefined {
  if (!isMessage(event, "abort") || state.status !== "working") return undefined;
  const right = part.step(state, event);
  return changed(right.state, [...right.effects, send(state, "acknowledge", state.coordinator)]);
}

function finishesAbort(state: ParticipantState, event: Given): Result<ParticipantState> | undefined {
  return state.status === "working" && event.kind === "persisted"
    ? changed({ ...state, status: "aborted" }, [deliveryOf("aborted")])
    : undefined;
}

function abortsLate(
  state: ParticipantState,
  event: Given,
  part: Part<ParticipantState>,
): Result<ParticipantState> | undefined {
  return state.status === "committed" && isMessage(event, "abort")
    ? part.step({ ...state, status: "prepared" }, event)
    : undefined;
}

/** Harmless, and yet not the state that is specified: what is remembered is nowhere to be seen. */
function rememberingDuplicates(state: ParticipantState, event: Given): Result<ParticipantState> | undefined {
  const seen: unknown = Reflect.get(state, "duplicates");
  const duplicates = typeof seen === "number" ? seen : 0;
  return state.status === "prepared" && isMessage(event, "prepare")
    ? changed(Object.assign({}, state, { duplicates: duplicates + 1 }), [send(state, "yes", state.coordinator)])
    : undefined;
}

function deliversAgain(
  state: ParticipantState,
  event: Given,
  part: Part<ParticipantState>,
): Result<ParticipantState> | undefined {
  if (state.status !== "committed" || !isMessage(event, "commit")) return undefined;
  return answered(state, [deliveryOf("committed"), ...part.step(state, event).effects]);
}
