/**
 * The state once a step was taken.
 *
 * @module
 */
import { present } from "../../src/core/present.ts";
import type { Happening, Situation } from "../../src/core/situation.ts";
import type { Addressed } from "../../src/core/system.ts";
import { type PlainState, textOf } from "./plain-state.ts";
import type { Subject } from "./subject.ts";

/** What a part has done, if it has not refused. */
export type Done = Omit<Happening, "refusal">;

/** The state once something has happened to a part, and to objects by what it invoked. */
export function afterwards({ system }: Subject, state: PlainState, slot: number, done: Done): PlainState {
  const { node } = present(system.parts[slot]);
  const objects = state.objects.map((before, i) => {
    const shared = present(system.objects?.[i]);
    return done.invoked
      .filter(({ object }) => object === shared.name)
      .reduce((held, { operation }) => shared.invoked(held, node, operation), before);
  });
  return { ...withSituation(state, slot, done.situation, done.sent), objects };
}

export function withSituation(
  { situations, messages, ...rest }: PlainState,
  slot: number,
  situation: Situation,
  sent: readonly Addressed[],
): PlainState {
  const known = new Set(messages.map(textOf));
  return {
    situations: situations.with(slot, situation),
    messages: [...messages, ...sent.filter((message) => !known.has(textOf(message)))],
    ...rest,
  };
}
