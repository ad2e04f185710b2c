/**
 * The real roles of two-phase commit with one thing wrong: how the mistakes are made that conformance must reject.
 *
 * @module
 */
import type { CoordinatorState } from "../../src/atomic-commit/two-phase-commit/coordinator.ts";
import type { ParticipantState } from "../../src/atomic-commit/two-phase-commit/participant.ts";
import { type TwoPhaseCommitRoles, twoPhaseCommitRoles } from "../../src/atomic-commit/two-phase-commit/system.ts";
import { changed } from "../../src/core/step.ts";
import type { Addressed, AnyEffect, Part } from "../../src/core/system.ts";
import { type Given, type Mistake, mistaken, type Recovery, recovering } from "../engine/mistaken.ts";

const { coordinator: realCoordinator, participant: realParticipant } = twoPhaseCommitRoles;

export function coordinatorThat(mistake: Mistake<CoordinatorState>): TwoPhaseCommitRoles {
  return { ...twoPhaseCommitRoles, coordinator: (options) => mistaken(realCoordinator(options), mistake) };
}

export function participantThat(mistake: Mistake<ParticipantState>): TwoPhaseCommitRoles {
  return { ...twoPhaseCommitRoles, participant: (options) => mistaken(realParticipant(options), mistake) };
}

/** A coordinator that is right but for its recovery. */
export function coordinatorRecovering(recovery: Recovery<CoordinatorState>): TwoPhaseCommitRoles {
  return { ...twoPhaseCommitRoles, coordinator: (options) => recovering(realCoordinator(options), recovery) };
}

/** A participant that is right but for its recovery. */
export function participantRecovering(recovery: Recovery<ParticipantState>): TwoPhaseCommitRoles {
  return { ...twoPhaseCommitRoles, participant: (options) => recovering(realParticipant(options), recovery) };
}

/** What is wrong with messages that are believed all the same; `malformed` are those without a transaction. */
export type Credulity = "transaction" | "to" | "from" | "malformed";

export function coordinatorThatBelieves(wrong: Credulity): TwoPhaseCommitRoles {
  return {
    ...twoPhaseCommitRoles,
    coordinator: (options) => {
      const { transaction, self: to, participants } = options;
      const [from = ""] = participants;
      return believing(realCoordinator(options), wrong, { transaction, to, from });
    },
  };
}

export function participantThatBelieves(wrong: Credulity): TwoPhaseCommitRoles {
  return {
    ...twoPhaseCommitRoles,
    participant: (options) => {
      const { transaction, self: to, coordinator: from } = options;
      return believing(realParticipant(options), wrong, { transaction, to, from });
    },
  };
}

/** Steps as if what is wrong had been right. */
function believing<S>(
  part: Part<S>,
  wrong: Credulity,
  right: Readonly<Record<"transaction" | "to" | "from", string>>,
): Part<S> {
  const believed = (event: Given): Given => {
    if (!("message" in event) || typeof event.message !== "object") return event;
    const message: Record<string, unknown> = { ...event.message };
    const field = wrong === "malformed" ? "transaction" : wrong;
    if (field in message === (wrong !== "malformed")) message[field] = right[field];
    return { kind: "receive", message };
  };
  return { ...part, step: (state, event) => part.step(state, believed(event)) };
}

/** Writes other records in the place of one. */
export function persisting(record: string, instead: readonly string[]): (effect: AnyEffect) => readonly AnyEffect[] {
  return (effect) =>
    effect.kind === "persist" && effect.record === record
      ? instead.map((other) => ({ kind: "persist", record: other }))
      : [effect];
}

/** In these statuses. */
export function at<S extends CoordinatorState | ParticipantState>(
  ...statuses: readonly S["status"][]
): (state: S) => boolean {
  return ({ status }) => statuses.includes(status);
}

/** Starts again in another status, and with nothing to do. */
export function becoming<S extends CoordinatorState | ParticipantState>(
  from: S["status"],
  to: S["status"],
): Recovery<S> {
  return (started) =>
    started.state.status === from ? { state: { ...started.state, status: to }, effects: [] } : started;
}

export function send(
  { transaction, self: from }: CoordinatorState | ParticipantState,
  kind: string,
  to: string,
): AnyEffect {
  const message: Addressed & { readonly transaction: string } = { kind, transaction, from, to };
  return { kind: "send", message };
}

export function senderOf(event: Given): string {
  return "message" in event ? String(Reflect.get(Object(event.message), "from")) : "";
}

/** Writes a record of its decision to abort: the one given, though abort needs none. */
export function logsAbort(record: string): Mistake<CoordinatorState> {
  return (state, event, part) => {
    const right = part.step(state, event);
    if (right.state.status !== "aborted" || state.status === "aborted") return undefined;
    return changed(right.state, [...right.effects, { kind: "persist", record }]);
  };
}
