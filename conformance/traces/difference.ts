/**
 * What changes from one state to the next, as small as a trace needs it: of functions the values that are new, of the
 * messages those that came and went. A trace that wrote whole states would be twenty times as long.
 *
 * @module
 */
import { type TlaValue, textOf } from "../engine/tla-value.ts";

/** The changes of one variable: below each path of arguments a new value. */
export type Changes = readonly { readonly path: readonly TlaValue[]; readonly value: TlaValue }[];

/** The places at which two values of the same shape differ, going down as many arguments as `depth` says. */
export function changesOf(before: TlaValue, after: TlaValue, depth: number): Changes {
  if (depth === 0) return textOf(before) === textOf(after) ? [] : [{ path: [], value: after }];
  return pairsOf(after).flatMap(([argument, value]) => {
    const old = pairsOf(before).find(([other]) => textOf(other) === textOf(argument))?.[1];
    const inner = old === undefined ? [{ path: [], value }] : changesOf(old, value, depth - 1);
    return inner.map(({ path, value: changed }) => ({ path: [argument, ...path], value: changed }));
  });
}

/** The members of `one` that are not in `other`. */
export function membersWithout(one: TlaValue, other: TlaValue): readonly TlaValue[] {
  // Most members are the same objects, and need no text.
  const same = new Set(membersOf(other));
  const candidates = membersOf(one).filter((member) => !same.has(member));
  if (candidates.length === 0) return [];
  const known = new Set(membersOf(other).map(textOf));
  return candidates.filter((member) => !known.has(textOf(member)));
}

function pairsOf(value: TlaValue): readonly (readonly [TlaValue, TlaValue])[] {
  return value.kind === "function" ? value.pairs : [];
}

function membersOf(value: TlaValue): readonly TlaValue[] {
  return value.kind === "set" ? value.members : [];
}
