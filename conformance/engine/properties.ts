/**
 * Properties of the step functions themselves, checked on every state that the explorer reaches: also at sizes that TLC
 * cannot reach.
 *
 * @module
 */
import type { Situation } from "../../src/core/situation.ts";
import type { Part } from "../../src/core/system.ts";
import { type Exploration, explore, pathTo, type Steps } from "./explore.ts";
import type { Walker } from "./walker.ts";

/** What a protocol wants to be true of every state. `Fact` is what its properties need to know of one part. */
export interface Properties<Fact = unknown> {
  /** Of a part in a situation; computed once for each situation that occurs. */
  factOf(part: Part, situation: Situation): Fact;
  /**
   * The name of a property that the state violates. `facts` are those of the parts, in the order of the system. `asked`
   * is what was asked, as the mapping has it; the same array for the same set.
   */
  violated(facts: readonly Fact[], asked: readonly NonNullable<unknown>[]): string | undefined;
  /** Whether nothing is left to do: a state that only faults can change must be such a one. */
  isDone(facts: readonly Fact[]): boolean;
}

export interface Verdict {
  readonly exploration: Exploration;
  /** The property that is violated, and the shortest path to a state that violates it. */
  readonly violation: { readonly property: string; readonly path: readonly number[] } | undefined;
}

/** Explores until a property is violated, or everything has been visited, or the limit is reached. */
export function checkProperties(
  walker: Walker,
  properties: Properties,
  limit: number,
  onProgress: (states: number, found: number) => void,
): Verdict {
  const factsOf = factTable(walker, properties);
  const askedIn = askedTable(walker);
  const state = new Uint32Array(walker.width);
  let violation: { property: string; state: number } | undefined;
  const exploration = explore(walker, (number, steps, states) => {
    states.read(number, state);
    const facts = factsOf(state);
    const isStuck = (): boolean => onlyFaults(walker, steps) && !properties.isDone(facts);
    const property = properties.violated(facts, askedIn(state)) ?? (isStuck() ? "NeverStuck" : undefined);
    if (property !== undefined) violation = { property, state: number };
    if (number % 65536 === 0) onProgress(number, states.size);
    return property === undefined && states.size < limit;
  });
  if (violation === undefined) return { exploration, violation };
  return { exploration, violation: { property: violation.property, path: pathTo(exploration, violation.state) } };
}

/** A crash that is always possible must not hide that nothing else is. */
function onlyFaults(walker: Walker, { count, actions }: Steps): boolean {
  for (let i = 0; i < count; i++) {
    const action = walker.actions.value(actions[i] ?? 0);
    if (action !== "Crash" && action !== "Lose") return false;
  }
  return true;
}

/** The facts of a state, in an array that is used again. */
function factTable(walker: Walker, properties: Properties): (state: Uint32Array) => readonly unknown[] {
  const known: unknown[][] = walker.system.parts.map(() => []);
  const facts: unknown[] = walker.system.parts.map(() => undefined);
  return (state) => {
    for (let slot = 0; slot < facts.length; slot++) {
      const number = state[slot] ?? 0;
      const ofPart = known[slot];
      const part = walker.system.parts[slot];
      if (ofPart === undefined || part === undefined) continue;
      facts[slot] = ofPart[number] ??= properties.factOf(part, walker.situationNumbered(slot, number));
    }
    return facts;
  };
}

/** What was asked until a state. */
function askedTable(walker: Walker): (state: Uint32Array) => readonly NonNullable<unknown>[] {
  const known: (readonly NonNullable<unknown>[])[] = [];
  return (state) => {
    const set = walker.askedSlot === undefined ? 0 : (state[walker.askedSlot] ?? 0);
    known[set] ??= walker.askedNumbered(set);
    return known[set];
  };
}
