/**
 * States taken to pieces: for each place of each variable, such as `durable[n1]`, the number of its value, and for each
 * variable that is a set the numbers of its members. States that were never reached are put together from the pieces of
 * states that were.
 *
 * @module
 */
import { Interner } from "../engine/interner.ts";
import type { Mapping } from "../engine/mapping.ts";
import { type TlaValue, textOf } from "../engine/tla-value.ts";
import type { Walker } from "../engine/walker.ts";

/** Where a value stands, and the arguments that lead to it. */
export interface Place {
  readonly variable: string;
  readonly path: readonly TlaValue[];
}

/** Numbers of values, from 0: one for each place, and the members of each set, ascending. */
export interface Pieces {
  readonly values: readonly number[];
  readonly sets: readonly (readonly number[])[];
}

/** Knows what the numbers mean. */
export class PieceTable {
  readonly places: readonly Place[];
  /** The variables that are sets: the messages, and what was asked. */
  readonly sets: readonly string[];
  readonly #walker: Walker;
  readonly #mapping: Mapping;
  readonly #values = new Map<string, Interner<TlaValue>>();
  readonly #placeNumbers: ReadonlyMap<string, number>;
  /** By slot and number of what is in it: the places and the numbers of their values. */
  readonly #ofSlots: (readonly (readonly [place: number, value: number])[])[][];
  readonly #members: (readonly number[])[][];

  constructor(walker: Walker, mapping: Mapping) {
    const { parts, links } = walker.system;
    const initial = walker.initial();
    this.#walker = walker;
    this.#mapping = mapping;
    this.places = parts.flatMap((part, slot) =>
      mapping.leavesOf(part, walker.situation(initial, slot)).map(({ variable, path }) => ({ variable, path })),
    );
    this.sets = [mapping.messages, ...(mapping.asked === undefined ? [] : [mapping.asked.variable])];
    this.#placeNumbers = new Map(this.places.map((place, i) => [keyOf(place), i]));
    this.#ofSlots = parts.map(() => []);
    this.#members = [...links, "asked"].map(() => []);
  }

  /** Every value that a place of the variable, or a member of the set, was seen to have. */
  valuesOf(variable: string): readonly TlaValue[] {
    return this.#table(variable).values;
  }

  /** The state, taken to pieces. */
  piecesOf(state: ArrayLike<number>): Pieces {
    const { system, links, askedSlot } = this.#walker;
    const values: number[] = this.places.map(() => 0);
    system.parts.forEach((_, slot) => {
      for (const [place, value] of this.#ofSlot(slot, state[slot] ?? 0)) values[place] = value;
    });
    const messages = links.flatMap((slot, link) => this.#messages(link, state[slot] ?? 0));
    const asked = askedSlot === undefined ? [] : [this.#asked(state[askedSlot] ?? 0)];
    return { values, sets: [ascending(messages), ...asked] };
  }

  #ofSlot(slot: number, number: number): readonly (readonly [place: number, value: number])[] {
    const part = this.#walker.system.parts[slot];
    const known = this.#ofSlots[slot];
    if (part === undefined || known === undefined) return [];
    known[number] ??= this.#mapping.leavesOf(part, this.#walker.situationNumbered(slot, number)).map((leaf) => {
      const place = this.#placeNumbers.get(keyOf(leaf));
      if (place === undefined) throw new Error(`the initial state has no ${keyOf(leaf)}`);
      return [place, this.#table(leaf.variable).intern(leaf.value)];
    });
    return known[number];
  }

  #messages(link: number, set: number): readonly number[] {
    const known = this.#members[link] ?? [];
    const table = this.#table(this.#mapping.messages);
    known[set] ??= this.#walker
      .messagesNumbered(link, set)
      .map((message) => table.intern(this.#mapping.messageOf(message)));
    return known[set];
  }

  #asked(set: number): readonly number[] {
    const known = this.#members.at(-1) ?? [];
    const { asked } = this.#mapping;
    if (asked === undefined) return [];
    const table = this.#table(asked.variable);
    known[set] ??= ascending(this.#walker.askedNumbered(set).map((element) => table.intern(asked.valueOf(element))));
    return known[set];
  }

  #table(variable: string): Interner<TlaValue> {
    const table = this.#values.get(variable) ?? new Interner<TlaValue>();
    this.#values.set(variable, table);
    return table;
  }
}

/** A text that is the same for equal states. */
export function textOfPieces({ values, sets }: Pieces): string {
  return [values, ...sets].map((numbers) => numbers.join(" ")).join("|");
}

/** How many members the sets of a state have. */
export function membersIn({ sets }: Pieces): number {
  return sets.reduce((sum, set) => sum + set.length, 0);
}

export function ascending(numbers: readonly number[]): readonly number[] {
  return [...new Set(numbers)].sort((a, b) => a - b);
}

/** The arguments of a place, as a text: those of one node are alike in all its variables. */
export function pathText({ path }: Place): string {
  return path.map(textOf).join(", ");
}

function keyOf(place: Place): string {
  return `${place.variable}[${pathText(place)}]`;
}
