/**
 * The mistakes of the models that must fail, made once more in the step functions. Some are rules that nobody may start
 * with; each of the others is the real role with one thing wrong. Each must be rejected by conformance.
 *
 * @module
 */
import type { Message } from "../../src/atomic-commit/three-phase-commit/message.ts";
import { endedWith, type NodeState } from "../../src/atomic-commit/three-phase-commit/state.ts";
import { hasEnded } from "../../src/atomic-commit/three-phase-commit/status.ts";
import {
  type ThreePhaseCommitRoles,
  threePhaseCommitRoles,
} from "../../src/atomic-commit/three-phase-commit/system.ts";
import { deliveryOf } from "../../src/core/effect.ts";
import { changed } from "../../src/core/step.ts";
import type { AnyEffect, Part } from "../../src/core/system.ts";
import type { Constants } from "../engine/constants.ts";
import { type Given, isMessage, type Mistake, mistaken, type Result } from "../engine/mistaken.ts";
import type { Twin } from "../engine/protocol.ts";
import { systemOf } from "./three-phase-commit.options.ts";

const { coordinator: realCoordinator, participant: realParticipant } = threePhaseCommitRoles;

/** Two participants with a bound on delay, of whom one crashes and comes back; the same where every write takes its time, from the votes on. */
const small = "ThreePhaseCommit_BoundedDelay_Live";
const slow = "ThreePhaseCommit_BoundedDelay_Slow";

export const threePhaseCommitTwins: readonly Twin[] = [
  ruled("NoFence", { Obeys: undefined }, "ThreePhaseCommit_Consensus_2"),
  ruled("NoMajority", { IsEnough: undefined }, "ThreePhaseCommit_Consensus_Apart"),
  ruled("NoRoundBeforeAbort", { AsksBeforeAbort: undefined }, "ThreePhaseCommit_Consensus_2"),
  ruled("NotTheHighest", { OutcomeOf: "AnyPreCommit" }, "ThreePhaseCommit_Consensus_Apart"),
  ruled("CountedAfterRestart", { IsCountedAfterRestart: "Always" }, small),
  ruled("DecidesBeforeAllAreBack", { AllAreBack: "SomebodyIsBack" }, "ThreePhaseCommit_TotalFailure_3"),
  twin("DecidesUnheard", coordinatorThat(decidesUnheard), "ThreePhaseCommit_TotalFailure"),
  twin("CommitOnSomeYes", coordinatorThat(commitsOnSomeYes), small),
  twin("TellsOnlyGoodNews", everybodyThat(tellsOnlyGoodNews), small),
  twin("LogsAborts", participantThat(logsAborts), small),
  twin("YesBeforeDurable", participantThat(saysAtOnce("yes")), "ThreePhaseCommit_EachAlone_1"),
  twin("AcknowledgedBeforeDurable", participantThat(saysAtOnce("acknowledge")), "ThreePhaseCommit_EachAlone_1"),
  twin("ToldBeforeDurable", participantThat(tellsAtOnce), "ThreePhaseCommit_EachAlone_1"),
  twin("OutcomeSentBeforeDurable", participantThat(saysAtOnce("commit", "abort")), slow),
  twin("AnsweredBeforeDurable", participantThat(saysAtOnce("answer")), slow),
  twin("NumberUsedBeforeDurable", participantThat(saysAtOnce("poll", "preCommit", "preAbort")), slow),
];

/** @param changes - what replaces operators of the specification, or that nothing does */
function ruled(name: string, changes: Readonly<Record<string, string | undefined>>, against: string): Twin {
  return {
    name: `ThreePhaseCommit_Bug_${name}`,
    against,
    systemOf: (constants) => systemOf({ ...constants, overrides: changedBy(constants.overrides, changes) }),
  };
}

function changedBy(
  overrides: Constants["overrides"],
  changes: Readonly<Record<string, string | undefined>>,
): Constants["overrides"] {
  return Object.fromEntries(
    Object.entries({ ...overrides, ...changes }).flatMap(([name, by]) => (by === undefined ? [] : [[name, by]])),
  );
}

function twin(name: string, roles: ThreePhaseCommitRoles, against: string): Twin {
  return { name: `ThreePhaseCommit_Bug_${name}`, against, systemOf: (constants) => systemOf(constants, roles) };
}

function coordinatorThat(mistake: Mistake<NodeState>): ThreePhaseCommitRoles {
  return { ...threePhaseCommitRoles, coordinator: (options) => mistaken(realCoordinator(options), mistake) };
}

function participantThat(mistake: Mistake<NodeState>): ThreePhaseCommitRoles {
  return { ...threePhaseCommitRoles, participant: (options) => mistaken(realParticipant(options), mistake) };
}

function everybodyThat(mistake: Mistake<NodeState>): ThreePhaseCommitRoles {
  return {
    coordinator: (options) => mistaken(realCoordinator(options), mistake),
    participant: (options) => mistaken(realParticipant(options), mistake),
  };
}

/** Decides with nobody who has heard of it, where all are missing. */
function decidesUnheard(state: NodeState, event: Given, part: Part<NodeState>): Result<NodeState> | undefined {
  const right = part.step(state, event);
  const { phase, acknowledged, missing, participants, self } = right.state;
  if (phase !== "preCommitting" || acknowledged.length > 0) return undefined;
  if (missing.length < participants.length) return undefined;
  const told: AnyEffect[] = participants.map((to) => ({
    kind: "send",
    message: { kind: "commit", transaction: state.transaction, from: self, to },
  }));
  return changed(endedWith(right.state, "committed"), [...told, { kind: "reply", value: "committed" }]);
}

/** The first yes is enough to go on. */
function commitsOnSomeYes(state: NodeState, event: Given, part: Part<NodeState>): Result<NodeState> | undefined {
  if (state.phase !== "voting" || !isMessage(event, "yes")) return undefined;
  return part.step({ ...state, acknowledged: state.participants }, event);
}

function tellsOnlyGoodNews(state: NodeState, event: Given, part: Part<NodeState>): Result<NodeState> | undefined {
  const right = part.step(state, event);
  const isTelling = ({ kind }: AnyEffect): boolean => kind === "deliver" || kind === "reply";
  if (right.state.status !== "aborted" || right.outcome !== "changed") return undefined;
  return changed(
    right.state,
    right.effects.filter((effect) => !isTelling(effect)),
  );
}

function logsAborts(state: NodeState, event: Given, part: Part<NodeState>): Result<NodeState> | undefined {
  const right = part.step(state, event);
  if (right.state.status !== "aborted" || state.status === "aborted" || right.outcome !== "changed") return undefined;
  const record = { status: "aborted", promised: 0, accepted: 0 };
  const others = right.effects.filter(({ kind }) => kind !== "persist");
  return changed(right.state, [{ kind: "persist", record }, ...others]);
}

/** What it should owe until its disk has caught up. */
function saysAtOnce(...kinds: readonly Message["kind"][]): Mistake<NodeState> {
  return (state, event, part) => {
    const right = part.step(state, event);
    if (right.outcome !== "changed") return undefined;
    const isEarly = (message: Message): boolean => kinds.includes(message.kind);
    const early = right.state.owes.filter(isEarly);
    if (early.length === 0) return undefined;
    const owes = right.state.owes.filter((message) => !isEarly(message));
    return changed({ ...right.state, owes }, [
      ...right.effects,
      ...early.map((message): AnyEffect => ({ kind: "send", message })),
    ]);
  };
}

function tellsAtOnce(state: NodeState, event: Given, part: Part<NodeState>): Result<NodeState> | undefined {
  const right = part.step(state, event);
  if (right.outcome !== "changed" || !hasEnded(right.state.status) || hasEnded(state.status)) return undefined;
  if (!right.state.isWriting) return undefined;
  return changed(right.state, [...right.effects, deliveryOf(right.state.status)]);
}
