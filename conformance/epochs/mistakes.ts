/**
 * The mistakes that nodes can make in every protocol that has a leader in each epoch.
 *
 * @module
 */
import { answered } from "../../src/core/step.ts";
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
