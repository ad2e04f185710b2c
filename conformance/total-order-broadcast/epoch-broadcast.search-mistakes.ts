/**
 * The mistakes that nodes of epoch broadcast can make when a leader looks for where a follower's log and its own part.
 *
 * @module
 */
import { changed } from "../../src/core/step.ts";
import type { Part } from "../../src/core/system.ts";
import { lookingAfter } from "../../src/total-order-broadcast/epoch-broadcast/followers.ts";
import { placeAt } from "../../src/total-order-broadcast/epoch-broadcast/log.ts";
import type { Mismatch } from "../../src/total-order-broadcast/epoch-broadcast/message.ts";
import type { NodeState } from "../../src/total-order-broadcast/epoch-broadcast/state.ts";
import type { Given, Result } from "../engine/mistaken.ts";
import { received } from "./epoch-broadcast.mistaken.ts";

/** A leader answers every mismatch, whatever place it is about. */
export function answersEveryMismatch(
  state: NodeState,
  event: Given,
  part: Part<NodeState>,
): Result<NodeState> | undefined {
  const mismatch = received(event, "mismatch");
  const right = part.step(state, event);
  const isIgnored = right.outcome !== "refused" && right.state === state && right.effects.length === 0;
  if (mismatch?.epoch !== state.epoch || state.role !== "leader" || !isIgnored) return undefined;
  // As if that were the place that it is looking for.
  const { from, position } = mismatch;
  const at = state.cluster.nodes.indexOf(from);
  const answer = part.step({ ...state, followers: lookingAfter(state.followers, at, from, position) }, event);
  return changed(answer.state, answer.effects);
}

/** A follower names the end of its log, or the place that it lacks in it, of however high an epoch that is. */
export function namesItsEnd(state: NodeState, event: Given, part: Part<NodeState>): Result<NodeState> | undefined {
  const stepped = part.step(state, event);
  const { log } = stepped.state;
  let isOther = false;
  const effects = stepped.effects.map((effect) => {
    if (effect.kind !== "send" || effect.message.kind !== "mismatch") return effect;
    const { position = 0, end: right }: Partial<Mismatch> = Object(effect.message);
    const end = placeAt(log, Math.min(position, log.entries.length));
    isOther ||= end.position !== right?.position;
    return { ...effect, message: { ...effect.message, end } };
  });
  return isOther ? changed(stepped.state, effects) : undefined;
}
