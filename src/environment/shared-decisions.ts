/**
 * A sequence of consensus as an object: for each place of a sequence one value is decided, among those that were proposed
 * for it. What a role that stands on consensus may expect, whatever is behind it.
 *
 * A proposal that a role has invoked is in flight: it may be decided at any time, or be missed, and a crash does not call
 * it back. Every node is told every decision, in any order and as often as the object likes.
 *
 * Specification: `SharedDecisions`. Here it is made to be explored, where there are a few proposals: it offers every
 * decision that there can be.
 *
 * @module
 */
import type { ObjectOutcome, ObjectStep, SharedObject } from "../core/object.ts";
import { isSameData, type PlainData } from "../core/plain-data.ts";

/** What is proposed for a place, or decided. Places are counted from 1. */
export interface Decided<Value = PlainData> {
  readonly place: number;
  readonly value: Value;
}

/** What the decisions are, and what can become one. Both are sorted, by place and by the text of the value. */
export interface SharedDecisions {
  readonly inFlight: readonly Decided[];
  readonly decided: readonly Decided[];
}

/** The decisions, by the name under which roles know them. */
export function sharedDecisions(name: string): SharedObject<SharedDecisions, Decided> {
  return { name, initial: { inFlight: [], decided: [] }, invoked, crashed: (state) => state, steps, outcomes };
}

/** @spec SharedDecisions!ProposeAll */
function invoked(state: SharedDecisions, _: string, proposal: Decided): SharedDecisions {
  const isTooLate = state.decided.some(({ place }) => place === proposal.place);
  const isKnown = state.inFlight.some((one) => isSameData(one, proposal));
  return isTooLate || isKnown ? state : { ...state, inFlight: [...state.inFlight, proposal].sort(inOrder) };
}

/**
 * @spec SharedDecisions!MissProposal
 * @spec DecisionLog!DecisionsMiss
 */
function steps(state: SharedDecisions): readonly ObjectStep<SharedDecisions>[] {
  return state.inFlight.map((subject) => ({
    action: "DecisionsMiss",
    subject,
    state: { ...state, inFlight: state.inFlight.filter((one) => one !== subject) },
  }));
}

/**
 * @spec SharedDecisions!Decidable
 * @spec SharedDecisions!TellAndPropose
 */
function outcomes(state: SharedDecisions): readonly ObjectOutcome<SharedDecisions>[] {
  const { inFlight, decided } = state;
  return [
    ...decided.map((outcome) => ({ outcome, state })),
    ...inFlight.map((outcome) => ({
      outcome,
      state: {
        inFlight: inFlight.filter(({ place }) => place !== outcome.place),
        decided: [...decided, outcome].sort(inOrder),
      },
    })),
  ];
}

function inOrder(one: Decided, other: Decided): number {
  if (one.place !== other.place) return one.place - other.place;
  return JSON.stringify(one.value) < JSON.stringify(other.value) ? -1 : 1;
}
