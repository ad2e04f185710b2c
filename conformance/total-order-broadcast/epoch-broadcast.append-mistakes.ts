/**
 * The mistakes that a follower of epoch broadcast can make of an append.
 *
 * @module
 */
import { noNodes } from "../../src/core/node-set.ts";
import { appendAll } from "../../src/core/sequence.ts";
import type { Part } from "../../src/core/system.ts";
import {
  continued,
  endOf,
  epochAt,
  hasEntryAt,
  type Log,
  truncated,
} from "../../src/total-order-broadcast/epoch-broadcast/log.ts";
import type { LogEntry } from "../../src/total-order-broadcast/epoch-broadcast/log-entry.ts";
import type { Append } from "../../src/total-order-broadcast/epoch-broadcast/message.ts";
import { acknowledge, acknowledged, mismatch } from "../../src/total-order-broadcast/epoch-broadcast/sending.ts";
import { inEpoch, type NodeState } from "../../src/total-order-broadcast/epoch-broadcast/state.ts";
import type { Given, Result } from "../engine/mistaken.ts";
import { deciding } from "./epoch-broadcast.deciding-mistakes.ts";
import { become, receive, received } from "./epoch-broadcast.mistaken.ts";

/** Votes and follows as if a message of a lower epoch were one of its own. */
export function takesPartInLowerEpochs(
  state: NodeState,
  event: Given,
  part: Part<NodeState>,
): Result<NodeState> | undefined {
  const request = received(event, "requestVote");
  const append = received(event, "append");
  const { epoch } = state;
  if (request !== undefined && request.epoch < epoch) return part.step(state, receive({ ...request, epoch }));
  if (append === undefined || append.epoch > epoch) return undefined;
  // It may follow the leader of a lower epoch, and turns to that of its own.
  const isOfAnother = append.epoch < epoch || (state.leader !== append.from && state.leader !== null);
  return isOfAnother ? takingIn(state, append) : undefined;
}

/** Replaces everything after the place that the leader names, also what agrees. */
export function truncatesAlways(state: NodeState, event: Given): Result<NodeState> | undefined {
  const append = received(event, "append");
  if (append === undefined || append.epoch < state.epoch || state.role === "leader") return undefined;
  const { after, entries } = append;
  const isReplaced = hasEntryAt(state.log, after) && after.position + entries.length < state.log.entries.length;
  return isReplaced ? takingIn(state, append, true) : undefined;
}

/** Takes in whatever its leader has in its log, also a request that comes out of its turn. */
export function takesInOutOfTurn(state: NodeState, event: Given, part: Part<NodeState>): Result<NodeState> | undefined {
  const append = received(event, "append");
  if (append === undefined || part.step(state, event).outcome !== "refused") return undefined;
  return takingIn(state, append);
}

/** Believes of its whole log what the leader says of its own. */
export function takesItsTail(state: NodeState, event: Given, part: Part<NodeState>): Result<NodeState> | undefined {
  const message = received(event, "append");
  const right = part.step(state, event);
  if (message === undefined || !takes(right, message)) return undefined;
  return deciding(right, Math.min(message.decided, right.state.log.entries.length));
}

export function acknowledgesBeforeDurable(
  state: NodeState,
  event: Given,
  part: Part<NodeState>,
): Result<NodeState> | undefined {
  const message = received(event, "append");
  const right = part.step(state, event);
  if (message === undefined || !takes(right, message) || !right.state.isWriting) return undefined;
  return become(state, right.state, [acknowledge(right.state, message.from, right.state.agreed)]);
}

/** Acknowledges also what the leader has not sent, as far as its own log goes. */
export function acknowledgesAll(state: NodeState, event: Given, part: Part<NodeState>): Result<NodeState> | undefined {
  const message = received(event, "append");
  const right = part.step(state, event);
  const { state: after } = right;
  const agreed = after.log.entries.length;
  if (message === undefined || !takes(right, message) || after.agreed === agreed) return undefined;
  const whole = { ...after, agreed, decided: Math.max(after.decided, Math.min(message.decided, agreed)) };
  return become(state, whole, whole.isWriting ? [] : [acknowledge(whole, message.from, agreed)]);
}

/** Takes entries behind a position without looking at the epoch of what stands there. */
export function appendsAnywhere(state: NodeState, event: Given, part: Part<NodeState>): Result<NodeState> | undefined {
  const message = received(event, "append");
  if (message === undefined || message.after.position > state.log.entries.length) return undefined;
  const after = { position: message.after.position, epoch: epochAt(state.log, message.after.position) };
  return after.epoch === message.after.epoch ? undefined : part.step(state, receive({ ...message, after }));
}

/** Whether the message was of the epoch, and its entries had a place in the log. */
function takes({ outcome, state, effects }: Result<NodeState>, { epoch }: Append): boolean {
  const isMissed = effects.some((effect) => effect.kind === "send" && effect.message.kind === "mismatch");
  return outcome !== "refused" && epoch === state.epoch && !isMissed;
}

/**
 * What a follower makes of an append that looks at nothing but whether the logs agree where it begins: at no lower epoch,
 * at no other leader, at nothing that is settled, and at no number of a request.
 *
 * @param drops - whether what the log has behind the entries goes in any case
 */
function takingIn(state: NodeState, message: Append, drops = false): Result<NodeState> {
  const { epoch, from: leader, after, entries } = message;
  const adopted = epoch > state.epoch ? inEpoch(state, epoch, "follower") : state;
  const follower: NodeState = { ...adopted, role: "follower", leader, votes: noNodes, preVotes: noNodes };
  if (!hasEntryAt(follower.log, after)) return become(state, follower, [mismatch(follower, leader, after)], "suspect");
  const end = after.position + entries.length;
  const kept = keptUpTo(follower.log, message);
  const isSame = kept === end && !(drops && endOf(follower.log).position > end);
  const log = isSame ? follower.log : joined(truncated(follower.log, kept), entries.slice(kept - after.position));
  const agreed = Math.max(follower.agreed, end);
  const stored = isSame ? follower.stored : Math.min(follower.stored, kept);
  const decided = Math.max(follower.decided, Math.min(message.decided, agreed));
  const taken = { ...follower, log, stored, agreed, decided };
  const isHeld = isSame && agreed <= stored;
  const isOnDisk = !state.isWriting && epoch <= state.epoch;
  return become(state, taken, isHeld ? acknowledged(taken, leader, isOnDisk) : [], "suspect");
}

/** How far a log has the entries of an append. */
function keptUpTo(log: Log, { after, entries }: Append): number {
  const isOther = ({ epoch }: LogEntry, i: number): boolean =>
    !hasEntryAt(log, { epoch, position: after.position + i + 1 });
  const other = entries.findIndex(isOther);
  return after.position + (other < 0 ? entries.length : other);
}

function joined(log: Log, entries: readonly LogEntry[]): Log {
  return continued(log, entries) ?? { ...log, entries: appendAll(log.entries, entries) };
}
