/**
 * The mistakes that nodes can make in every protocol that has a leader in each epoch.
 *
 * @module
 */
import { answered, changed } from "../../src/core/step.ts";
import type { Part } from "../../src/core/system.ts";
import type { EpochState } from "../../src/epochs/leadership.ts";
import { type Given, isMessage, isTimeout, type Result } from "../engine/mistaken.ts";

/** Says that it suspects, whether it does or not. */
export function answersWhileFollowing<State extends EpochState>(
  state: State,
  event: Given,
  part: Part<State>,
): Result<State> | undefined {
  if (!isMessage(event, "requestPreVote") || state.leader === null || state.preVotes.length > 0) return undefined;
  const { effects } = part.step({ ...state, leader: null }, event);
  return effects.length === 0 ? undefined : answered(state, effects);
}

/** Looks whether it is heard, and leads on in any case. */
export function leadsOn<State extends EpochState>(
  state: State,
  event: Given,
  part: Part<State>,
): Result<State> | undefined {
  if (!isTimeout(event, "checkQuorum")) return undefined;
  const { state: after } = part.step(state, event);
  return after.role === "leader" ? undefined : answered(state, [{ kind: "setTimer", timer: "checkQuorum" }]);
}

/** The timer by which a candidate asks is armed as soon as there is a candidate, and it counts what it is answered. */
export function asksBeforeDurable<State extends EpochState>(
  state: State,
  event: Given,
  part: Part<State>,
): Result<State> | undefined {
  const isAsking = isUnwritten(state);
  if (isAsking && (isTimeout(event, "askAgain") || isMessage(event, "vote"))) {
    return asIfDurable(state, event, part);
  }
  const right = part.step(state, event);
  if (right.outcome !== "changed" || isUnwritten(right.state) === isAsking || event.kind === "persisted")
    return undefined;
  return changed(right.state, [...right.effects, { kind: isAsking ? "cancelTimer" : "setTimer", timer: "askAgain" }]);
}

function isUnwritten({ role, isWriting }: EpochState): boolean {
  return role === "candidate" && isWriting;
}

function asIfDurable<State extends EpochState>(state: State, event: Given, part: Part<State>): Result<State> {
  const right = part.step({ ...state, isWriting: false }, event);
  return right.outcome === "changed"
    ? changed({ ...right.state, isWriting: true }, right.effects)
    : { ...right, state };
}
