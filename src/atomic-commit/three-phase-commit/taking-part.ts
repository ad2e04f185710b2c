/**
 * What a participant of three-phase commit does for whoever leads, and what it does alone.
 *
 * Specification: `ThreePhaseCommit`, the three phases.
 *
 * @module
 */
import { impossible, next, untimely } from "../../core/description.ts";
import type { Refusal } from "../../core/refusal.ts";
import type { Outcome } from "../two-phase-commit/outcome.ts";
import { lead, tooLate } from "./leading.ts";
import type { Numbered, Plain } from "./message.ts";
import { obeys, ownerOf } from "./rules.ts";
import {
  changedTo,
  endedWith,
  leads,
  mayAccept,
  type NextState,
  type NodeState,
  notLeading,
  plainTo,
  saying,
} from "./state.ts";
import { type Change, isInDoubt } from "./status.ts";

/** @spec ThreePhaseCommit!ReceivePrepare */
export function receivePrepare(state: NodeState, { from }: Plain<"prepare">): NextState | Refusal {
  if (from !== state.coordinator) return impossible("only the coordinator asks for votes");
  if (state.status !== "working") return tooLate;
  return saying(state, changedTo(state, "promised"), [plainTo(state, "yes", from)]);
}

/**
 * Before its promise a participant may abort alone. This is how it votes no, and what it does when it has waited too long
 * for being asked.
 *
 * @spec ThreePhaseCommit!AbortAlone
 */
export function abortAlone(state: NodeState): NextState | Refusal {
  if (state.status !== "working") return untimely("it has promised to commit, or knows the end");
  return next(endedWith(state, "aborted"), [plainTo(state, "no", state.coordinator)]);
}

/** @spec ThreePhaseCommit!ReceivePreCommit */
export function receivePreCommit(state: NodeState, message: Numbered<"preCommit">): NextState | Refusal {
  return accepting(state, message, "heardOfCommit");
}

/** @spec ThreePhaseCommit!ReceivePreAbort */
export function receivePreAbort(state: NodeState, message: Numbered<"preAbort">): NextState | Refusal {
  return accepting(state, message, "heardOfAbort");
}

/** A participant accepts what a leader is about to decide, and says so. @spec ThreePhaseCommit!Accept */
function accepting(state: NodeState, { from, number }: Numbered, change: Change): NextState | Refusal {
  if (ownerOf(state, number) !== from) return impossible(`number ${number} is another's`);
  if (!mayAccept(state, number)) return tooLate;
  const after = { ...changedTo(promising(state, number), change), accepted: number };
  return saying(state, after, [{ ...plainTo(state, "acknowledge", from), number }]);
}

/**
 * Who hears of a higher number than that with which it leads leads no more, if it obeys.
 *
 * @spec ThreePhaseCommit!Promised
 */
export function promising(state: NodeState, number: number): NodeState {
  const promised = Math.max(state.promised, number);
  const isOverruled = number > state.number && !obeys(state.rules, promised, state.number);
  return { ...state, promised, ...(isOverruled ? notLeading : {}) };
}

/** @spec ThreePhaseCommit!ReceiveCommit */
export function receiveCommit(state: NodeState): NextState | Refusal {
  if (state.status === "working") return impossible("a commit without this participant's yes");
  return learning(state, "committed");
}

/** @spec ThreePhaseCommit!ReceiveAbort */
export function receiveAbort(state: NodeState): NextState | Refusal {
  return learning(state, "aborted");
}

/** An outcome is the same whoever says it. A leader tells it to all. @spec ThreePhaseCommit!Learn */
function learning(state: NodeState, outcome: Outcome): NextState | Refusal {
  if (state.status !== "working" && !isInDoubt(state.status)) return tooLate;
  const after = endedWith(state, outcome);
  return leads(state) ? lead(state, after) : saying(state, after, []);
}
