/**
 * The mistakes of the models that must fail, made once more in the step functions. Each is the real role with one thing
 * wrong, and each must be rejected by conformance.
 *
 * @module
 */
import type { CoordinatorEffect, CoordinatorState } from "../../src/atomic-commit/two-phase-commit/coordinator.ts";
import type { ParticipantEffect, ParticipantState } from "../../src/atomic-commit/two-phase-commit/participant.ts";
import { type TwoPhaseCommitRoles, twoPhaseCommitRoles } from "../../src/atomic-commit/two-phase-commit/system.ts";
import { including, nodeSet } from "../../src/core/node-set.ts";
import { answered, changed } from "../../src/core/step.ts";
import type { Part } from "../../src/core/system.ts";
import { type Given, isMessage, type Mistake, mistaken, type Result } from "../engine/mistaken.ts";
import type { Twin } from "../engine/protocol.ts";
import { coordinatorThat, participantThat, senderOf } from "./two-phase-commit.mistaken.ts";
import { systemOf } from "./two-phase-commit.options.ts";

const { coordinator: realCoordinator, participant: realParticipant } = twoPhaseCommitRoles;

export const twoPhaseCommitTwins: readonly Twin[] = [
  twin("TwoPhaseCommit_Bug_CommitSentBeforeDurable", coordinatorThat(sendsBeforeDurable)),
  twin("TwoPhaseCommit_Bug_VoteSentBeforeDurable", participantThat(votesBeforeDurable)),
  twin("TwoPhaseCommit_Bug_AcknowledgedBeforeDurable", participantThat(acknowledgesBeforeDurable)),
  twin("TwoPhaseCommit_Bug_InDoubtAborts", participantThat(abortsInDoubt)),
  twin(
    "TwoPhaseCommit_Bug_CommitOnMajority",
    coordinatorThat(commitsOnMajority),
    "TwoPhaseCommit_3_CoordinatorCrashes",
  ),
  twin("TwoPhaseCommit_Bug_RecoverIntoVoting", { ...twoPhaseCommitRoles, coordinator: recoversIntoVoting }),
  twin("TwoPhaseCommit_Bug_ForgetAtFirstAcknowledgement", coordinatorThat(forgetsEarly)),
  twin("TwoPhaseCommit_Bug_NoResending", coordinatorThat(neverSendsAgain), "TwoPhaseCommit_Live_CoordinatorCrashes"),
  twin("OnePhaseCommit_Bug_ConstraintViolated", onePhase(refusesToCommit)),
  twin("OnePhaseCommit_Bug_RequestLost", onePhase(commitsWhenHeard)),
  twin("OnePhaseCommit_Bug_CrashBeforeRecord", onePhase(commitsWithoutRecord)),
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
    { kind: "deliver", value: "committed" },
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

function forgetsEarly(
  state: CoordinatorState,
  event: Given,
  part: Part<CoordinatorState>,
): Result<CoordinatorState> | undefined {
  if (state.status !== "committed" || !isMessage(event, "acknowledge")) return undefined;
  return asIfAllWere(nodeSet([senderOf(event)]), state, event, part);
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
  return changed({ ...state, status: "aborted" }, [{ kind: "deliver", value: "aborted" }]);
}

/** It commits if it hears; one that never hears aborts alone, as the real one may. */
function commitsWhenHeard(state: ParticipantState): Result<ParticipantState> {
  return changed({ ...state, status: "committing" }, [{ kind: "persist", record: "committed" }]);
}

/** It commits before its record is durable: a crash now loses the work. */
function commitsWithoutRecord(state: ParticipantState): Result<ParticipantState> {
  const { effects } = commitsWhenHeard(state);
  return changed({ ...state, status: "committed" }, [...effects, { kind: "deliver", value: "committed" }]);
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
