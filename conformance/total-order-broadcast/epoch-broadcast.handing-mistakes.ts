/**
 * The mistakes that nodes of epoch broadcast can make when a leader hands over.
 *
 * @module
 */
import { changed } from "../../src/core/step.ts";
import type { Part } from "../../src/core/system.ts";
import { messageOf } from "../../src/epochs/leadership.ts";
import type { HandOver } from "../../src/total-order-broadcast/epoch-broadcast/handing-over.ts";
import type { NodeState } from "../../src/total-order-broadcast/epoch-broadcast/state.ts";
import type { Given, Result } from "../engine/mistaken.ts";
import { received } from "./epoch-broadcast.mistaken.ts";

/** A leader tells its heir to stand at once, whatever that lacks. */
export function handsOverTooEarly(
  state: NodeState,
  event: Given,
  part: Part<NodeState>,
): Result<NodeState> | undefined {
  const result = part.step(state, event);
  if (!isHandOver(event) || result.outcome === "refused" || result.effects.some(({ kind }) => kind === "send")) {
    return undefined;
  }
  return changed(result.state, [...result.effects, { kind: "send", message: messageOf("takeOver", state, event.to) }]);
}

/** A leader that hands over goes on taking requests. */
export function takesWhileHandingOver(
  state: NodeState,
  event: Given,
  part: Part<NodeState>,
): Result<NodeState> | undefined {
  if (event.kind !== "broadcast" || state.heir === null) return undefined;
  const result = part.step({ ...state, heir: null }, event);
  return result.outcome === "refused" ? undefined : changed({ ...result.state, heir: state.heir }, result.effects);
}

/** An heir asks whether others suspect that nobody leads. */
export function asksFirst(state: NodeState, event: Given, part: Part<NodeState>): Result<NodeState> | undefined {
  if (received(event, "takeOver")?.epoch !== state.epoch) return undefined;
  return part.step(state, { kind: "timeout", timer: "suspect" });
}

function isHandOver(event: Given): event is HandOver {
  return event.kind === "handOver";
}
