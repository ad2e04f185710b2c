/**
 * System states as states of the specification: for each variable the number of its value.
 *
 * A variable is put together from what each part and each object, or each link, contributes to it, or from what was asked.
 * There are few different contributions, so they are numbered, and a variable's value is made once for each combination of them.
 *
 * @module
 */
import { present } from "../../src/core/present.ts";
import type { Addressed } from "../../src/core/system.ts";
import { assemble } from "./assemble.ts";
import { Interner } from "./interner.ts";
import type { Leaf, Mapping } from "./mapping.ts";
import { set, type TlaValue } from "./tla-value.ts";
import { TupleTable } from "./tuple-table.ts";
import type { ValueTable } from "./value-table.ts";
import type { Walker } from "./walker.ts";

/** The numbers of the variables' values in a state, in a buffer that is used again. */
export type Encode = (state: ArrayLike<number>) => Uint32Array;

/** @param variables - the variables in the order in which their values are wanted */
export function encoder(walker: Walker, mapping: Mapping, values: ValueTable, variables: readonly string[]): Encode {
  const { parts } = walker.system;
  const { asked } = mapping;
  const ofParts = (name: string): ((state: ArrayLike<number>) => number) =>
    variable(
      [...parts.keys(), ...walker.objects],
      (slot, number): readonly Leaf[] =>
        leavesOf(walker, mapping, slot, number).filter((leaf) => leaf.variable === name),
      (leaves) => values.intern(assemble(leaves.flat())),
    );
  const messageOf = once(mapping);
  const ofLinks = variable(
    walker.links,
    // Different sets of messages have different numbers already.
    (_, number) => number,
    (numbers) => {
      const messages = numbers.flatMap((number, link) => walker.messagesNumbered(link, number));
      return values.intern(set(messages.map(messageOf)));
    },
  );
  const ofAsked = (name: string): ((state: ArrayLike<number>) => number) =>
    variable(
      walker.askedSlot === undefined ? [] : [walker.askedSlot],
      (_, number) => number,
      (numbers) => {
        const elements = numbers
          .flatMap((number) => walker.askedNumbered(number))
          .filter((element) => (asked?.variableOf?.(element) ?? name) === name);
        return values.intern(set(elements.flatMap((element) => asked?.valueOf(element) ?? [])));
      },
    );
  const valuesIn = variables.map((name) => {
    if (name === mapping.messages) return ofLinks;
    return asked?.variables.includes(name) === true ? ofAsked(name) : ofParts(name);
  });
  const encoded = new Uint32Array(variables.length);
  return (state) => {
    for (let i = 0; i < valuesIn.length; i++) encoded[i] = valuesIn[i]?.(state) ?? 0;
    return encoded;
  };
}

/** The value of a message, made once. */
function once(mapping: Mapping): (message: Addressed) => TlaValue {
  const known = new WeakMap<Addressed, TlaValue>();
  return (message) => {
    const value = known.get(message) ?? present(mapping.messageOf?.(message));
    known.set(message, value);
    return value;
  };
}

/** What a part adds to the variables, by the number of its situation, or an object by that of its state. */
function leavesOf(walker: Walker, mapping: Mapping, slot: number, number: number): readonly Leaf[] {
  if (walker.objects.includes(slot)) {
    const state = walker.objectStateNumbered(slot, number);
    return mapping.leavesOfObject?.(walker.objectAt(slot).name, state) ?? [];
  }
  const part = walker.system.parts[slot];
  return part === undefined ? [] : mapping.leavesOf(part, walker.situationNumbered(slot, number));
}

/** The value of one variable as a function of the state, remembered by what each slot contributes. */
function variable<Contribution extends NonNullable<unknown>>(
  slots: readonly number[],
  contributionOf: (slot: number, number: number) => Contribution,
  valueFrom: (contributions: readonly Contribution[]) => number,
): (state: ArrayLike<number>) => number {
  const contributions = new Interner<Contribution>();
  const numbered: (number | undefined)[][] = slots.map(() => []);
  const combinations = new TupleTable(slots.length);
  const valuesOfCombinations: number[] = [];
  const combination = new Uint32Array(slots.length);

  const numberOf = (i: number, slot: number, number: number): number => {
    const known = numbered[i]?.[number];
    if (known !== undefined) return known;
    const contribution = contributions.intern(contributionOf(slot, number));
    const list = numbered[i];
    if (list !== undefined) list[number] = contribution;
    return contribution;
  };

  return (state) => {
    slots.forEach((slot, i) => {
      combination[i] = numberOf(i, slot, state[slot] ?? 0);
    });
    const before = combinations.size;
    const number = combinations.intern(combination);
    if (number === before) {
      valuesOfCombinations.push(
        valueFrom(Array.from(combination, (contribution) => contributions.value(contribution))),
      );
    }
    return valuesOfCombinations[number] ?? 0;
  };
}
