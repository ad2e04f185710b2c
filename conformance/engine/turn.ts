/**
 * The turn of one part to do something, and the choices that come of it.
 *
 * @module
 */
import { present } from "../../src/core/present.ts";
import type { Situation } from "../../src/core/situation.ts";
import type { CommonEvent, Part } from "../../src/core/system.ts";
import { afterwards, type Done } from "./afterwards.ts";
import type { About, Choice, Taking } from "./choice.ts";
import { namedAction } from "./named-action.ts";
import type { PlainState } from "./plain-state.ts";
import type { Subject } from "./subject.ts";

export interface Turn {
  readonly subject: Subject;
  readonly state: PlainState;
  readonly slot: number;
  readonly part: Part;
  readonly situation: Situation;
  readonly taking: Taking;
}

export function turnOf(subject: Subject, state: PlainState, slot: number, taking: Taking): Turn {
  const part = present(subject.system.parts[slot]);
  const situation = present(state.situations[slot]);
  return { subject, state, slot, part, situation, taking };
}

/** @param situation - what the disk has made of the part's, if it has */
export function given(
  turn: Turn,
  about: About,
  event: CommonEvent,
  situation: Situation = turn.situation,
): readonly Choice[] {
  const { part, taking } = turn;
  return happened(turn, about, namedAction(part, situation.role, event), taking.give(part, situation, event));
}

/** What a step refuses has not happened. */
export function happened(turn: Turn, about: About, action: string, done: Done): readonly Choice[] {
  const hasHappened = done.situation !== turn.situation || done.sent.length + done.invoked.length > 0;
  return hasHappened ? [chosen(turn, about, action, done)] : [];
}

export function chosen({ subject, state, slot, part }: Turn, about: About, action: string, done: Done): Choice {
  return { about, node: part.node, slot, action, sent: done.sent, next: afterwards(subject, state, slot, done) };
}
