/**
 * The real roles of two-phase commit with one thing wrong: how the mistakes are made that conformance must reject.
 *
 * @module
 */
import type { CoordinatorState } from "../../src/atomic-commit/two-phase-commit/coordinator.ts";
import type { ParticipantState } from "../../src/atomic-commit/two-phase-commit/participant.ts";
import { type TwoPhaseCommitRoles, twoPhaseCommitRoles } from "../../src/atomic-commit/two-phase-commit/system.ts";
import type { CommonEvent, Part, Request } from "../../src/core/system.ts";

export type Given = CommonEvent | Request;
export type Result<State> = ReturnType<Part<State>["step"]>;

/** What the role does instead, or `undefined` where the mistake makes no difference. */
export type Mistake<State> = (state: State, event: Given, part: Part<State>) => Result<State> | undefined;

const { coordinator: realCoordinator, participant: realParticipant } = twoPhaseCommitRoles;

export function coordinatorThat(mistake: Mistake<CoordinatorState>): TwoPhaseCommitRoles {
  return { ...twoPhaseCommitRoles, coordinator: (options) => mistaken(realCoordinator(options), mistake) };
}

export function participantThat(mistake: Mistake<ParticipantState>): TwoPhaseCommitRoles {
  return { ...twoPhaseCommitRoles, participant: (options) => mistaken(realParticipant(options), mistake) };
}

/** What is malformed or foreign is refused as ever, so that a mistake is not noticed by another one than itself. */
export function mistaken<State>(part: Part<State>, mistake: Mistake<State>): Part<State> {
  return {
    ...part,
    step: (state, event) => {
      const right = part.step(state, event);
      const isOutside = right.outcome === "refused" && ["malformed", "foreign"].includes(right.refusal.kind);
      return isOutside ? right : (mistake(state, event, part) ?? right);
    },
  };
}

export function isMessage(event: Given, kind: string): boolean {
  return "message" in event && Reflect.get(Object(event.message), "kind") === kind;
}

export function senderOf(event: Given): string {
  return "message" in event ? String(Reflect.get(Object(event.message), "from")) : "";
}
