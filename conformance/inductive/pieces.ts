/**
 * States taken to pieces: for each place of each variable, such as `durable[n1]`, the number of its value, and for each
 * variable that is a set the numbers of its members. States that were never reached are put together from the pieces of
 * states that were.
 *
 * @module
 */
import { Interner } from "../engine/interner.ts";
import type { SpecGraph } from "../engine/spec-graph.ts";
import { type TlaValue, textOf } from "../engine/tla-value.ts";

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

/** Knows what the numbers mean, for all models of the same nodes. */
export class PieceTable {
  readonly variables: readonly string[];
  readonly places: readonly Place[];
  /** The variables that are sets: the messages, and what was asked. */
  readonly sets: readonly string[];
  readonly #values = new Map<string, Interner<TlaValue>>();

  /** @param graph - whose first state says what there is: functions of names are taken to pieces, and nothing else is */
  constructor({ variables, values, states }: SpecGraph) {
    const first = new Uint32Array(variables.length);
    states.read(0, first);
    const all = variables.map((variable, i) => ({ variable, value: values.value(first[i] ?? 0) }));
    this.variables = variables;
    this.places = all.flatMap(({ variable, value }) =>
      value.kind === "set" ? [] : leavesOf(value, []).map(({ path }) => ({ variable, path })),
    );
    this.sets = all.flatMap(({ variable, value }) => (value.kind === "set" ? [variable] : []));
  }

  /** Every value that a place of the variable, or a member of the set, was seen to have. */
  valuesOf(variable: string): readonly TlaValue[] {
    return this.#table(variable).values;
  }

  /** All states of a graph, taken to pieces. */
  piecesIn({ variables, values, states }: SpecGraph): readonly Pieces[] {
    const known = new Map<string, readonly number[]>();
    const numbersOf = (variable: string, number: number): readonly number[] => {
      const key = `${variable} ${number}`;
      const numbers = known.get(key) ?? this.#numbersOf(variable, values.value(number));
      known.set(key, numbers);
      return numbers;
    };
    const state = new Uint32Array(variables.length);
    return Array.from({ length: states.size }, (_, number) => {
      states.read(number, state);
      const of = (variable: string): readonly number[] => numbersOf(variable, state[variables.indexOf(variable)] ?? 0);
      const isSet = (variable: string): boolean => this.sets.includes(variable);
      return {
        values: this.variables.filter((variable) => !isSet(variable)).flatMap(of),
        sets: this.sets.map(of),
      };
    });
  }

  #numbersOf(variable: string, value: TlaValue): readonly number[] {
    const table = this.#table(variable);
    if (value.kind === "set") return ascending(value.members.map((member) => table.intern(member)));
    return leavesOf(value, []).map((leaf) => table.intern(leaf.value));
  }

  #table(variable: string): Interner<TlaValue> {
    const table = this.#values.get(variable) ?? new Interner<TlaValue>();
    this.#values.set(variable, table);
    return table;
  }
}

/** What a function of names has for each of them, in the order of the names, down to what is none. */
function leavesOf(
  value: TlaValue,
  path: readonly TlaValue[],
): readonly { readonly path: readonly TlaValue[]; readonly value: TlaValue }[] {
  if (value.kind !== "function" || value.pairs.length === 0) return [{ path, value }];
  if (value.pairs.some(([argument]) => argument.kind !== "model")) return [{ path, value }];
  return value.pairs
    .toSorted(([one], [other]) => (textOf(one) < textOf(other) ? -1 : 1))
    .flatMap(([argument, inner]) => leavesOf(inner, [...path, argument]));
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
