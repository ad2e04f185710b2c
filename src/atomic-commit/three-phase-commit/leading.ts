/**
 * Leading a transaction to its end, alike for the first coordinator and for whoever took over. What a leader does next
 * follows from whom it has heard.
 *
 * Specification: `ThreePhaseCommit`, "Leading".
 *
 * @module
 */
import { impossible, untimely } from "../../core/description.ts";
import { isName } from "../../core/name.ts";
import type { NodeId } from "../../core/node-id.ts";
import { including, noNodes } from "../../core/node-set.ts";
import type { Refusal } from "../../core/refusal.ts";
import type { Fields } from "../../core/taking-in.ts";
import { described, Malformed } from "../../core/taking-in.ts";
import type { Message, Numbered } from "./message.ts";
import { isEnough, outcomeOf, ownerOf } from "./rules.ts";
import {
  changedTo,
  endedWith,
  type NextState,
  type NodeState,
  othersOf,
  plainTo,
  saying,
  standingOf,
} from "./state.ts";
import { hasEnded } from "./status.ts";

/** The host has waited for an answer of this node for so long that it need not wait any more. */
export interface StopWaiting {
  readonly kind: "stopWaiting";
  readonly node: NodeId;
}

/** A copy of the request. */
export function stopWaitingIn({ node }: Fields): StopWaiting {
  if (!isName(node)) throw new Malformed("node", node, "name of a node");
  return { kind: "stopWaiting", node };
}

/**
 * A round before the end: whoever leads accepts the outcome itself, before it asks others to.
 *
 * @spec ThreePhaseCommit!Begin
 */
export function roundBegun(state: NodeState, phase: "preCommitting" | "preAborting"): NodeState {
  const asking = { ...state, phase, answers: [], acknowledged: noNodes };
  if (state.self === state.coordinator) return asking;
  const accepting = changedTo(asking, phase === "preCommitting" ? "heardOfCommit" : "heardOfAbort");
  return { ...accepting, accepted: state.number, acknowledged: [state.self] };
}

/** Acknowledged by enough, the outcome is decided. @spec ThreePhaseCommit!Acknowledged */
function acknowledgedByEnough(state: NodeState): NodeState {
  const { rules, participants, acknowledged, missing, phase } = state;
  if (!isEnough(rules, participants, acknowledged, missing)) return state;
  return endedWith(state, phase === "preCommitting" ? "committed" : "aborted");
}

/** With enough answers, its own among them, who polls knows the outcome. @spec ThreePhaseCommit!Polled */
export function polled(state: NodeState): NodeState {
  const { rules, participants, missing } = state;
  const standings = [...standingOf(state), ...state.answers];
  const heard = standings.reduce((nodes, { from }) => including(nodes, from), noNodes);
  if (!isEnough(rules, participants, heard, missing)) return state;
  if (outcomeOf(rules, standings) === "committed") return acknowledgedByEnough(roundBegun(state, "preCommitting"));
  return rules.asksBeforeAbort ? acknowledgedByEnough(roundBegun(state, "preAborting")) : endedWith(state, "aborted");
}

/** @spec ThreePhaseCommit!WithWhatWasHeard */
export function withWhatWasHeard(state: NodeState): NodeState {
  return state.phase === "polling" ? polled(state) : acknowledgedByEnough(state);
}

/** What a leader says when it comes to a new phase, or to the end. @spec ThreePhaseCommit!Said */
export function saidBy(before: NodeState, after: NodeState): readonly Message[] {
  const { status, phase, number, missing } = after;
  if (hasEnded(status)) {
    const kind = status === "committed" ? "commit" : "abort";
    return othersOf(after).map((node) => plainTo(after, kind, node));
  }
  if (phase === before.phase || (phase !== "preCommitting" && phase !== "preAborting")) return [];
  const kind = phase === "preCommitting" ? "preCommit" : "preAbort";
  return othersOf(after)
    .filter((node) => !missing.includes(node))
    .map((node) => ({ ...plainTo(after, kind, node), number }));
}

/** @spec ThreePhaseCommit!Lead */
export function lead(before: NodeState, after: NodeState): NextState {
  return saying(before, after, saidBy(before, after));
}

/** The third phase: acknowledged by enough, the outcome is decided, and told. @spec ThreePhaseCommit!ReceiveAcknowledge */
export function receiveAcknowledge(state: NodeState, { from, number }: Numbered<"acknowledge">): NextState | Refusal {
  if (ownerOf(state, number) !== state.self) return impossible(`number ${number} is another's`);
  if (from === state.coordinator) return impossible("the coordinator has nothing to acknowledge");
  const isAsking = state.phase === "preCommitting" || state.phase === "preAborting";
  if (!isAsking || number !== state.number) return tooLate;
  return lead(state, withWhatWasHeard({ ...state, acknowledged: including(state.acknowledged, from) }));
}

/**
 * Without a vote there is no commit. Whoever polls, or waits for acknowledgements, may go on without those that are
 * missing.
 *
 * @spec ThreePhaseCommit!StopWaiting
 */
export function stopWaiting(state: NodeState, { node }: StopWaiting): NextState | Refusal {
  if (!isWaitedFor(state, node)) return untimely(`it does not wait for ${described(node)}`);
  if (state.phase === "voting") return lead(state, endedWith(state, "aborted"));
  return lead(state, withWhatWasHeard({ ...state, missing: including(state.missing, node) }));
}

/** @spec ThreePhaseCommit!IsWaitedFor */
function isWaitedFor({ phase, participants, self, answers, acknowledged, missing }: NodeState, node: NodeId): boolean {
  if (!participants.includes(node) || missing.includes(node)) return false;
  switch (phase) {
    case "none":
      return false;
    case "polling":
      return node !== self && answers.every(({ from }) => from !== node);
    case "voting":
    case "preCommitting":
    case "preAborting":
      return !acknowledged.includes(node);
  }
}

/**
 * For whom a leader waits, to whoever says for how long.
 *
 * @example
 * ```ts
 * import { coordinator } from "quorate/three-phase-commit";
 *
 * const options = {
 *   transaction: "order",
 *   coordinator: "shop",
 *   participants: ["bank"],
 *   assumes: "boundedDelay",
 * } as const;
 * const { state } = coordinator.start(options);
 * const asked = coordinator.step(state, { kind: "requestCommit" });
 * console.log(coordinator.waitsFor(asked.state)); // [ 'bank' ]
 * ```
 */
export function waitsFor(state: NodeState): readonly NodeId[] {
  return state.participants.filter((node) => isWaitedFor(state, node));
}

/** A message that is meant for what the node is no more. */
export const tooLate: Refusal = untimely("it comes too late, or too early: nobody waits for it here");
