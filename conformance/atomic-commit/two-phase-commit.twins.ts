/**
 * The mistakes of the models that must fail, made once more in the step functions. Each is the real role with one thing
 * wrong, and each must be rejected by conformance.
 *
 * @module
 */
import type { CoordinatorEffect, CoordinatorState } from "../../src/atomic-commit/two-phase-commit/coordinator.ts";
import type { ParticipantEffect, ParticipantState } from "../../src/atomic-commit/two-phase-commit/participant.ts";
import { type TwoPhaseCommitRoles, twoPhaseCommitRoles } from "../../src/atomic-commit/two-phase-commit/system.ts";
import { delivered, deliveryOf } from "../../src/core/effect.ts";
import { including, nodeSet } from "../../src/core/node-set.ts";
import { answered, changed } from "../../src/core/step.ts";
import type { AnyEffect, Part } from "../../src/core/system.ts";
import { type Given, isMessage, type Mistake, mistaken, type Result } from "../engine/mistaken.ts";
import { forgets, ignores } from "../engine/mistakes.ts";
import type { Twin } from "../engine/protocol.ts";
import { at, coordinatorThat, logsAbort, participantThat, senderOf } from "./two-phase-commit.mistaken.ts";
import { systemOf } from "./two-phase-commit.options.ts";

const { coordinator: realCoordinator, participant: realParticipant } = twoPhaseCommitRoles;

export const twoPhaseCommitTwins: readonly Twin[] = [
  twin("TwoPhaseCommit_Bug_CommitSentBeforeDurable", coordinatorThat(sendsBeforeDurable)),
  twin("TwoPhaseCommit_Bug_VoteSentBeforeDurable", participantThat(votesBeforeDurable)),
  twin("TwoPhaseCommit_Bug_AcknowledgedBeforeDurable", participantThat(acknowledgesBeforeDurable)),
  twin("TwoPhaseCommit_Bug_InDoubtAborts", participantThat(abortsInDoubt)),
  twin("TwoPhaseCommit_Bug_CommitOnMajority", coordinatorThat(commitsOnMajority), "TwoPhaseCommit_3_NobodyCrashes"),
  twin("TwoPhaseCommit_Bug_RecoverIntoVoting", { ...twoPhaseCommitRoles, coordinator: recoversIntoVoting }),
  twin("TwoPhaseCommit_Bug_ForgetAtFirstAcknowledgement", coordinatorThat(forgetsEarly)),
  twin("TwoPhaseCommit_Bug_ForgetsUnconfirmed", coordinatorThat(forgetsUnconfirmed)),
  twin("TwoPhaseCommit_Bug_ParticipantForgets", participantThat(beginsAgain)),
  twin("TwoPhaseCommit_Bug_AbortedBeforeRemoved", participantThat(abortsBeforeRemoved)),
  twin("TwoPhaseCommit_Bug_InventsARequest", { ...twoPhaseCommitRoles, coordinator: inventsARequest }),
  twin("TwoPhaseCommit_Bug_CountsAYesTwice", coordinatorThat(countsAYesTwice)),
  twin("TwoPhaseCommit_Bug_BoundBeforeItPromised", participantThat(staysOnceAsked)),
  twin("TwoPhaseCommit_Bug_HasSecondThoughts", participantThat(ignores("commit", at("prepared")))),
  twin("TwoPhaseCommit_Bug_SaysNothingWhenItForgot", coordinatorThat(saysNothingWhenItForgot)),
  twin("TwoPhaseCommit_Bug_TellsOnlyGoodNews", tellsOnlyGoodNews()),
  twin("TwoPhaseCommit_Bug_LogsAborts", coordinatorThat(logsAbort("abort"))),
  twin("TwoPhaseCommit_Bug_NeverCommits", coordinatorThat(neverCommits)),
  twin("TwoPhaseCommit_Bug_NoResending", coordinatorThat(neverSendsAgain), "TwoPhaseCommit_Live_Undisturbed"),
  twin("OnePhaseCommit_Bug_ConstraintViolated", onePhase(refusesToCommit)),
  twin("OnePhaseCommit_Bug_RequestLost", onePhase(commitsWhenHeard)),
  twin("OnePhaseCommit_Bug_CrashBeforeRecord", onePhase(commitsWithoutRecord)),
  twin("OnePhaseCommit_Bug_CommitsBeforeRecord", onePhase(saysSoWhenHeard)),
  twin("OnePhaseCommit_Bug_EndedByHand", onePhase(endsInPart)),
];

function twin(name: string, roles: TwoPhaseCommitRoles, against = "TwoPhaseCommit_2"): Twin {
  return { name, against, systemOf: (constants) => systemOf(constants, roles) };
}

/** The write and what depends on it in one step: the order of the contract, exchanged. */
function sendsBeforeDurable(
  state: CoordinatorState,
  event: Given,
  part: Part<CoordinatorState>,
): Result<CoordinatorState> | undefined {
  const right = part.step(state, event);
  if (right.state.status !== "committing" || state.status !== "voting") return undefined;
  return changed({ ...right.state, status: "committed" }, [
    ...right.effects,
    { kind: "reply", value: "committed" },
    ...sendToAll(state, "commit"),
    { kind: "setTimer", timer: "resendDecision" },
  ]);
}

function votesBeforeDurable(state: ParticipantState, event: Given): Result<ParticipantState> | undefined {
  if (state.status !== "working" || !isMessage(event, "prepare")) return undefined;
  return changed({ ...state, status: "prepared" }, [
    { kind: "persist", record: "prepared" },
    send(state, "yes"),
    { kind: "setTimer", timer: "askForOutcome" },
  ]);
}

function acknowledgesBeforeDurable(state: ParticipantState, event: Given): Result<ParticipantState> | undefined {
  if (state.status !== "prepared" || !isMessage(event, "commit")) return undefined;
  return changed({ ...state, status: "committed" }, [
    { kind: "cancelTimer", timer: "askForOutcome" },
    { kind: "persist", record: "committed" },
    deliveryOf("committed"),
    send(state, "acknowledge"),
  ]);
}

function abortsInDoubt(state: ParticipantState, event: Given): Result<ParticipantState> | undefined {
  if (state.status !== "prepared" || event.kind !== "abortAlone") return undefined;
  return changed({ ...state, status: "aborting" }, [
    { kind: "cancelTimer", timer: "askForOutcome" },
    { kind: "persist", record: "none" },
  ]);
}

/** Its promise is on disk, or on its way there, and it says all the same that it has aborted. */
function abortsBeforeRemoved(
  state: ParticipantState,
  event: Given,
  part: Part<ParticipantState>,
): Result<ParticipantState> | undefined {
  const right = part.step(state, event);
  if (right.state.status !== "aborting" || state.status === "aborting") return undefined;
  return changed({ ...right.state, status: "aborted" }, [...right.effects, deliveryOf("aborted")]);
}

/** Asks for votes while the application still works, and counts them. */
function inventsARequest(options: Parameters<typeof realCoordinator>[0]): Part<CoordinatorState> {
  const part = mistaken(realCoordinator(options), (state, event, real) => {
    if (state.status !== "working" || !("timer" in event || isMessage(event, "yes"))) return undefined;
    const asked = real.step({ ...state, status: "voting" }, event);
    const { status } = asked.state;
    return { ...asked, state: { ...asked.state, status: status === "voting" ? "working" : status } };
  });
  return { ...part, start: () => ({ ...part.start(), effects: [{ kind: "setTimer", timer: "resendPrepare" }] }) };
}

/** Takes a yes that comes again for that of another participant. */
function countsAYesTwice(
  state: CoordinatorState,
  event: Given,
  part: Part<CoordinatorState>,
): Result<CoordinatorState> | undefined {
  if (state.status !== "voting" || !isMessage(event, "yes") || !state.votes.includes(senderOf(event))) return undefined;
  const other = state.participants.find((participant) => !state.votes.includes(participant));
  if (other === undefined) return undefined;
  const { state: after, effects } = part.step({ ...state, votes: including(state.votes, other) }, event);
  return changed(after, effects);
}

function staysOnceAsked(state: ParticipantState, event: Given): Result<ParticipantState> | undefined {
  return state.status === "preparing" && event.kind === "abortAlone" ? answered(state, []) : undefined;
}

function saysNothingWhenItForgot(state: CoordinatorState, event: Given): Result<CoordinatorState> | undefined {
  const isQuestion = isMessage(event, "yes") || isMessage(event, "inquire");
  return state.status === "forgotten" && isQuestion ? answered(state, []) : undefined;
}

function tellsOnlyGoodNews(): TwoPhaseCommitRoles {
  const isBadNews = (effect: AnyEffect): boolean => {
    const told = effect.kind === "deliver" ? delivered(effect) : effect.kind === "reply" ? [effect.value] : [];
    return told.includes("aborted");
  };
  return {
    coordinator: (options) => mistaken(realCoordinator(options), forgets(isBadNews)),
    participant: (options) => mistaken(realParticipant(options), forgets(isBadNews)),
  };
}

/** Counts every yes, and finds them never enough. */
function neverCommits(state: CoordinatorState, event: Given): Result<CoordinatorState> | undefined {
  if (state.status !== "voting" || !isMessage(event, "yes")) return undefined;
  return changed({ ...state, votes: including(state.votes, senderOf(event)) }, []);
}

/** Counts as if those that have voted yes were everybody, once they are a majority. */
function commitsOnMajority(
  state: CoordinatorState,
  event: Given,
  part: Part<CoordinatorState>,
): Result<CoordinatorState> | undefined {
  if (state.status !== "voting" || !isMessage(event, "yes")) return undefined;
  const votes = including(state.votes, senderOf(event));
  if (votes.length * 2 <= state.participants.length) return undefined;
  return asIfAllWere(votes, state, event, part);
}

/** Counts as if those that have just acknowledged, a participant or its user, were everybody. */
function forgetsEarly(
  state: CoordinatorState,
  event: Given,
  part: Part<CoordinatorState>,
): Result<CoordinatorState> | undefined {
  const isUser = event.kind === "confirmOutcome";
  if (state.status !== "committed" || !(isUser || isMessage(event, "acknowledge"))) return undefined;
  const participants = isUser ? state.participants : nodeSet([senderOf(event)]);
  const acknowledged = isUser ? state.participants : [state.self];
  return asIfAllWere(participants, { ...state, acknowledged }, event, part);
}

/** Counts its user among those that have acknowledged, though it has said nothing. */
function forgetsUnconfirmed(
  state: CoordinatorState,
  event: Given,
  part: Part<CoordinatorState>,
): Result<CoordinatorState> | undefined {
  if (state.status !== "committed" || !isMessage(event, "acknowledge")) return undefined;
  const result = part.step({ ...state, acknowledged: including(state.acknowledged, state.self) }, event);
  return result.state.status === "forgotten" ? changed(result.state, result.effects) : undefined;
}

/** Has forgotten that it committed, and takes a late request to prepare for that of a new transaction. */
function beginsAgain(
  state: ParticipantState,
  event: Given,
  part: Part<ParticipantState>,
): Result<ParticipantState> | undefined {
  if (state.status !== "committed" || !isMessage(event, "prepare")) return undefined;
  const { state: after, effects } = part.step({ ...state, status: "working" }, event);
  return changed(after, effects);
}

function neverSendsAgain(state: CoordinatorState, event: Given): Result<CoordinatorState> | undefined {
  return "timer" in event ? answered(state, [{ kind: "setTimer", timer: event.timer }]) : undefined;
}

function recoversIntoVoting(options: Parameters<typeof realCoordinator>[0]): Part<CoordinatorState> {
  const part = realCoordinator(options);
  return {
    ...part,
    recover: (record) =>
      record === "none"
        ? {
            state: { ...part.start().state, status: "voting" },
            effects: [{ kind: "setTimer", timer: "resendPrepare" }],
          }
        : part.recover(record),
  };
}

/** One-phase commit: the coordinator just sends commit, and `heard` is what a working participant does about it. */
function onePhase(heard: (state: ParticipantState) => Result<ParticipantState>): TwoPhaseCommitRoles {
  const justSendsCommit: Mistake<CoordinatorState> = (state, event) =>
    state.status === "working" && event.kind === "requestCommit"
      ? changed({ ...state, status: "committed" }, [
          ...sendToAll(state, "commit"),
          { kind: "reply", value: "committed" },
        ])
      : undefined;
  const justCommits: Mistake<ParticipantState> = (state, event) =>
    state.status === "working" && isMessage(event, "commit") ? heard(state) : undefined;
  return {
    coordinator: (options) => mistaken(realCoordinator(options), justSendsCommit),
    participant: (options) => mistaken(realParticipant(options), justCommits),
  };
}

/** A constraint is violated: the participant cannot do what it was told. */
function refusesToCommit(state: ParticipantState): Result<ParticipantState> {
  return changed({ ...state, status: "aborted" }, [deliveryOf("aborted")]);
}

/** It commits if it hears; one that never hears aborts alone, as the real one may. */
function commitsWhenHeard(state: ParticipantState): Result<ParticipantState> {
  return changed({ ...state, status: "committing" }, [{ kind: "persist", record: "committed" }]);
}

/** It tells its user before its record is durable. */
function saysSoWhenHeard(state: ParticipantState): Result<ParticipantState> {
  const { state: after, effects } = commitsWhenHeard(state);
  return changed(after, [deliveryOf("committed"), ...effects]);
}

/** It commits before its record is durable: a crash now loses the work. */
function commitsWithoutRecord(state: ParticipantState): Result<ParticipantState> {
  const { effects } = commitsWhenHeard(state);
  return changed({ ...state, status: "committed" }, [...effects, deliveryOf("committed")]);
}

/** Somebody ends it by hand, and in part. */
function endsInPart(state: ParticipantState): Result<ParticipantState> {
  return changed({ ...state, status: "aborted" }, [deliveryOf("mixed")]);
}

function asIfAllWere(
  participants: CoordinatorState["participants"],
  state: CoordinatorState,
  event: Given,
  part: Part<CoordinatorState>,
): Result<CoordinatorState> {
  const result = part.step({ ...state, participants }, event);
  return changed({ ...result.state, participants: state.participants }, result.effects);
}

function sendToAll(state: CoordinatorState, kind: "commit"): CoordinatorEffect[] {
  const { transaction, self: from } = state;
  return state.participants.map((to) => ({ kind: "send", message: { kind, transaction, from, to } }));
}

function send(state: ParticipantState, kind: "yes" | "acknowledge"): ParticipantEffect {
  const { transaction, self: from, coordinator: to } = state;
  return { kind: "send", message: { kind, transaction, from, to } };
}
