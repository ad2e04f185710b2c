/**
 * Mistakes of which every protocol has its own: effects that are forgotten or exchanged, messages of which no notice is
 * taken.
 *
 * @module
 */
import { delivered, deliveryOf } from "../../src/core/effect.ts";
import { answered } from "../../src/core/step.ts";
import type { AnyEffect } from "../../src/core/system.ts";
import { isMessage, type Mistake, type Recovery } from "./mistaken.ts";

type Condition<State> = (state: State) => boolean;

const always = (): boolean => true;

/** Does all that is right, with other effects in the place of each, in the states that are meant or in all. */
export function changes<State>(
  change: (effect: AnyEffect) => readonly AnyEffect[],
  isMeant: Condition<State> = always,
): Mistake<State> {
  return (state, event, part) => {
    const right = part.step(state, event);
    if (right.outcome === "refused" || !isMeant(state)) return undefined;
    return { ...right, effects: right.effects.flatMap(change) };
  };
}

/** Does all that is right but for the effects that are chosen. */
export function forgets<State>(
  isForgotten: (effect: AnyEffect) => boolean,
  isMeant?: Condition<State>,
): Mistake<State> {
  return changes((effect) => (isForgotten(effect) ? [] : [effect]), isMeant);
}

/** Takes no notice of messages of the kind. */
export function ignores<State>(kind: string, isMeant: Condition<State> = always): Mistake<State> {
  return (state, event) => (isMessage(event, kind) && isMeant(state) ? answered(state, []) : undefined);
}

/** Chooses the effects that arm the timer. */
export function arming(timer: string): (effect: AnyEffect) => boolean {
  return (effect) => effect.kind === "setTimer" && effect.timer === timer;
}

/** Chooses the effects that disarm the timer. */
export function disarming(timer: string): (effect: AnyEffect) => boolean {
  return (effect) => effect.kind === "cancelTimer" && effect.timer === timer;
}

/** Chooses the effects that send a message of the kind, to one node or to any. */
export function sending(kind: string, to?: string): (effect: AnyEffect) => boolean {
  return (effect) =>
    effect.kind === "send" && effect.message.kind === kind && (to === undefined || effect.message.to === to);
}

/** Tells users, or clients, whatever is told to anybody. */
export function tellingBy(kind: "deliver" | "reply"): (effect: AnyEffect) => readonly AnyEffect[] {
  return (effect) => {
    if (effect.kind !== "deliver" && effect.kind !== "reply") return [effect];
    const values = effect.kind === "reply" ? [effect.value] : delivered(effect);
    return values.map((value) => (kind === "reply" ? { kind, value } : deliveryOf(value)));
  };
}

/** Starts again without effects of this kind. */
export function startingWithout<State>(kind: AnyEffect["kind"]): Recovery<State> {
  return ({ state, effects }) => ({ state, effects: effects.filter((effect) => effect.kind !== kind) });
}
