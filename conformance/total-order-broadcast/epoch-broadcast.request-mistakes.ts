/**
 * The mistakes that a leader of epoch broadcast can make of requests: it takes what it should not, or has one that nobody
 * has asked for.
 *
 * @module
 */
import { appendAll, slice, take } from "../../src/core/sequence.ts";
import { changed } from "../../src/core/step.ts";
import type { Part } from "../../src/core/system.ts";
import { continued } from "../../src/total-order-broadcast/epoch-broadcast/log.ts";
import { type BroadcastRequest, entryOf } from "../../src/total-order-broadcast/epoch-broadcast/log-entry.ts";
import { appendEntries, opening, sendOn } from "../../src/total-order-broadcast/epoch-broadcast/sending.ts";
import type { NodeState } from "../../src/total-order-broadcast/epoch-broadcast/state.ts";
import { type Given, type Result, saying } from "../engine/mistaken.ts";
import { sending } from "../engine/mistakes.ts";
import { takesInOutOfTurn } from "./epoch-broadcast.append-mistakes.ts";
import { become } from "./epoch-broadcast.mistaken.ts";
import { requestOf } from "./epoch-broadcast.options.ts";

/** Takes a request again that the log has from an earlier leader. */
export function looksAtItsEpochOnly(state: NodeState, event: Given): Result<NodeState> | undefined {
  const asked = askedBy(event);
  if (state.role !== "leader" || asked.length === 0) return undefined;
  const { entries } = state.log;
  const own = slice(entries, 0).filter(({ epoch }) => epoch === state.epoch);
  const isNext = ({ client, number }: BroadcastRequest): boolean =>
    number === 1 + own.filter((entry) => entry.client === client).length;
  const again = asked.filter(isNext).map((request) => entryOf(state.epoch, request));
  if (again.length === 0) return undefined;
  const log = { ...state.log, entries: appendAll(entries, again) };
  return extended(state, { ...state, log });
}

/** Takes every request that its log does not have; and whoever follows it takes that in. */
export function takesOutOfTurn(state: NodeState, event: Given, part: Part<NodeState>): Result<NodeState> | undefined {
  const asked = askedBy(event);
  if (state.role !== "leader" || asked.length === 0) return takesInOutOfTurn(state, event, part);
  const { entries } = state.log;
  const has = ({ client, number }: BroadcastRequest): boolean =>
    slice(entries, 0).some((entry) => entry.client === client && entry.number === number);
  const lacking = asked.filter((request) => !has(request));
  if (lacking.length === 0) return undefined;
  const more = lacking.map((request) => entryOf(state.epoch, request));
  const log = { ...state.log, entries: appendAll(entries, more) };
  return extended(state, { ...state, log });
}

export function replacesTheLast(state: NodeState, event: Given, part: Part<NodeState>): Result<NodeState> | undefined {
  const { log: right } = part.step(state, event).state;
  const before = state.log.entries.length;
  if (state.role !== "leader" || before < 2 || right.entries.length !== before + 1) return undefined;
  const entries = appendAll(take(state.log.entries, before - 1), slice(right.entries, before));
  return become(state, { ...state, log: { ...right, entries } }, []);
}

/** Opens its epoch with the first request of a client that has not asked for it. */
export function opensWithARequest(
  state: NodeState,
  event: Given,
  part: Part<NodeState>,
): Result<NodeState> | undefined {
  const right = part.step(state, event);
  if (state.role === "leader" || right.state.role !== "leader") return undefined;
  const log = continued(state.log, [entryOf(right.state.epoch, requestOf("a", 1))]);
  if (log === undefined) return undefined;
  const opened = { ...right.state, log };
  return become(state, opened, opening(opened));
}

/** Says where its log ends when it leads, and appends nothing. */
export function opensWithNothing(state: NodeState, event: Given, part: Part<NodeState>): Result<NodeState> | undefined {
  const right = part.step(state, event);
  if (state.role === "leader" || right.state.role !== "leader") return undefined;
  const { log } = state;
  const { length } = log.entries;
  const after = { ...right.state, log, isWriting: false };
  const effects = right.effects.filter((effect) => effect.kind !== "persist" && !sending("append")(effect));
  return saying(
    changed(after, effects),
    state.cluster.others.map((to) => appendEntries(after, to, length, length)),
  );
}

/** A leader that has appended to its log sends on what is new. */
function extended(before: NodeState, after: NodeState): Result<NodeState> {
  const sent = sendOn(after, after.cluster.others);
  return become(before, sent.state, sent.appends);
}

/** What clients ask for by the event, which is none that the node refuses. */
function askedBy(event: Given): readonly BroadcastRequest[] {
  const { requests = [] }: { readonly requests?: readonly BroadcastRequest[] } = Object(event);
  return requests;
}
