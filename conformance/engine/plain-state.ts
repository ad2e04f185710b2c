/**
 * A state of a system as it is, without numbers: what the oracle of the explorer searches through, and what the explorer
 * page shows.
 *
 * @module
 */
import { begin, type Happening, type Situation } from "../../src/core/situation.ts";
import type { Addressed, System } from "../../src/core/system.ts";
import { stableKey } from "./stable-key.ts";

export interface PlainState {
  /** Of the parts, in the order of the system. */
  readonly situations: readonly Situation[];
  /** Those that can arrive, each once, in the order in which they were first sent. */
  readonly messages: readonly Addressed[];
  /** The states of the objects. */
  readonly objects: readonly NonNullable<unknown>[];
  /** What was asked, as the mapping has it. */
  readonly asked: readonly NonNullable<unknown>[];
}

/** The first state, and what was sent on the way to it. */
export function initialState({ parts, objects = [] }: System): PlainState {
  const begun: readonly Happening[] = parts.map((part) => begin(part));
  return {
    situations: begun.map(({ situation }) => situation),
    messages: begun.flatMap(({ sent }) => sent),
    objects: objects.map((object) => object.initial),
    asked: [],
  };
}

/** A text that is the same for equal states. */
export function keyOf({ situations, messages, objects, asked }: PlainState): string {
  const members = [messages.map(textOf), asked.map(stableKey)].map((texts) => [...new Set(texts)].sort().join("\n"));
  return [...situations.map(textOf), ...objects.map(stableKey), ...members].join("\n");
}

const texts = new WeakMap<object, string>();

/** The key of an object, which is not written to: it is made once for each object, not for each equal one. */
export function textOf(value: object): string {
  const text = texts.get(value) ?? stableKey(value);
  texts.set(value, text);
  return text;
}
