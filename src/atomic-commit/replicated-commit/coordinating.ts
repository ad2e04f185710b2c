/**
 * How a candidate drives the coordinators of two-phase commit: each is given what is for it, and what it asks for is done.
 * Its record goes to the log, and it hears that the record is durable when the log has told that it has landed.
 *
 * @module
 */
import { type Next, type Outcome as Then, untimely } from "../../core/description.ts";
import { lookUp, withValue } from "../../core/dictionary.ts";
import type { Refusal } from "../../core/refusal.ts";
import { described } from "../../core/taking-in.ts";
import {
  type CoordinatorEvent,
  type CoordinatorResult,
  type CoordinatorState,
  recover,
  step,
} from "../two-phase-commit/coordinator.ts";
import type { ToParticipant, TransactionId } from "../two-phase-commit/message.ts";
import type { Outcome, OutcomeAnswer } from "../two-phase-commit/outcome.ts";
import type { CandidateTypes, Replied } from "./candidate.ts";
import { type CommitEntry, entryOf } from "./entry.ts";
import type { Guards } from "./guards.ts";
import { type CandidateState, entryName, withCoordinator, withTimer } from "./state.ts";

/** What a step of a coordinator comes to: at most one reply, to its user. */
export type Coordinated = Next<CandidateState, ToParticipant, never, Replied, CandidateTypes["invoked"]>;

/** Why a user cannot be answered here, if that is so. */
export function untimelyFor(
  state: CandidateState,
  transaction: TransactionId,
  { knowsOf }: Guards,
): Refusal | undefined {
  if (state.status !== "bearing") return untimely("this node is not the coordinator", state.cells.last?.by);
  if (knowsOf(state, transaction)) return undefined;
  return untimely(`nobody has begun ${described(transaction)}, as far as this node has heard`);
}

/** Gives an event to the coordinator of a transaction, whatever is known of it. */
export function coordinate(
  state: CandidateState,
  transaction: TransactionId,
  event: CoordinatorEvent,
): Then<CandidateTypes> {
  const coordinator = lookUp(state.coordinators, transaction) ?? unknown(state, transaction);
  const result = step(coordinator, event);
  return result.outcome === "refused" ? result.refusal : carriedOut(state, coordinator, result);
}

/** Who knows nothing of a transaction recovers it from no record. @spec ReplicatedCommit!CoordinatorAfter */
function unknown({ role, participants }: CandidateState, transaction: TransactionId): CoordinatorState {
  return recover({ transaction, self: role, participants }, "none").state;
}

/** The candidate, once what one of its coordinators asks for is done. @spec ReplicatedCommit!PassOn */
export function carriedOut(
  before: CandidateState,
  { transaction, participants }: CoordinatorState,
  { state: coordinator, effects }: Pick<CoordinatorResult, "state" | "effects">,
): Coordinated {
  let state = withCoordinator(before, coordinator);
  const sent: ToParticipant[] = [];
  const written: CommitEntry[] = [];
  let reply: Replied | undefined;
  for (const effect of effects) {
    if (effect.kind === "send") sent.push(effect.message);
    if (effect.kind === "reply") reply = replyOf(transaction, effect.value);
    if (effect.kind === "persist") {
      const { self: by, number } = state;
      const { record } = effect;
      const value = { kind: "record", by, number, transaction, record, participants } as const;
      const entry = entryOf(state.entries + 1, value);
      state = awaiting(state, entry);
      written.push(entry);
    }
    if (effect.kind === "setTimer" || effect.kind === "cancelTimer")
      state = withTimer(state, effect.timer, transaction, effect.kind === "setTimer");
  }
  const next = { state, sent, rearmed: [], invoked: written.length === 0 ? [] : [passing(written)] };
  return reply === undefined ? next : { ...next, reply };
}

function replyOf(transaction: TransactionId, value: Outcome | OutcomeAnswer): Replied {
  return typeof value === "string" ? { transaction, outcome: value } : { transaction, ...value };
}

/** One more entry is passed to the log, and waits to be told back. */
export function awaiting(state: CandidateState, entry: CommitEntry): CandidateState {
  return { ...state, entries: entry.number, awaited: withValue(state.awaited, entryName(entry.number), entry) };
}

/** Passes entries to the log. */
export function passing(broadcast: readonly CommitEntry[]): CandidateTypes["invoked"] {
  return { kind: "invoke", object: "log", operation: { broadcast } };
}
