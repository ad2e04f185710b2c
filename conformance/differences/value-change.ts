/**
 * What has become of a value: of a record field by field, of a set and of a sequence by what came and went.
 *
 * @module
 */
import { type TlaValue, textOf } from "../engine/tla-value.ts";
import { isNamedMap } from "./places.ts";
import { fieldsOf, phrase } from "./tla-phrase.ts";

export type ValueChange =
  /** A side that has no value at all is `undefined`. */
  | { readonly kind: "becomes"; readonly before: string | undefined; readonly after: string | undefined }
  | { readonly kind: "comes" | "goes"; readonly what: string; readonly value: TlaValue };

/** A change, and which part of the value it is of: `.vote`, `.match[n2]`, or nothing for all of it. */
export interface PartChange {
  readonly part: string;
  readonly change: ValueChange;
}

const nothing: TlaValue = { kind: "set", members: [] };

export function changesOfValue(
  before: TlaValue | undefined,
  after: TlaValue | undefined,
  part = "",
): readonly PartChange[] {
  if (before !== undefined && after !== undefined && textOf(before) === textOf(after)) return [];
  const parts = partsOf(before, after);
  if (parts !== undefined) return parts.flatMap(([name, old, now]) => changesOfValue(old, now, part + name));
  const members = comingAndGoing(before, after);
  if (members !== undefined) return members.map((change) => ({ part, change }));
  const word = wordingFor([before, after]);
  const said = (value: TlaValue | undefined): string | undefined => (value === undefined ? undefined : word(value));
  return [{ part, change: { kind: "becomes", before: said(before), after: said(after) } }];
}

/** The fields of two records, or the values of two functions of the same nodes, by name. */
function partsOf(
  before: TlaValue | undefined,
  after: TlaValue | undefined,
): readonly (readonly [name: string, before: TlaValue | undefined, after: TlaValue | undefined])[] | undefined {
  const [old, now] = [namedPartsOf(before), namedPartsOf(after)];
  if (now === undefined || (before !== undefined && old === undefined)) return undefined;
  const names = new Set([...(old?.keys() ?? []), ...now.keys()]);
  return [...names].map((name) => [name, old?.get(name), now.get(name)]);
}

function namedPartsOf(value: TlaValue | undefined): ReadonlyMap<string, TlaValue> | undefined {
  if (value === undefined) return undefined;
  if (isNamedMap(value)) return new Map(value.pairs.map(([argument, inner]) => [`[${textOf(argument)}]`, inner]));
  const fields = fieldsOf(value);
  return fields && new Map([...fields].map(([name, field]) => [`.${name}`, field]));
}

/** A set that one side does not have is empty there. */
function comingAndGoing(before: TlaValue | undefined, after: TlaValue | undefined): readonly ValueChange[] | undefined {
  const [old, now] = before?.kind === "set" || after?.kind === "set" ? [before ?? nothing, after ?? nothing] : [];
  if (old?.kind === "set" && now?.kind === "set") {
    const [came, went] = [without(now.members, old.members), without(old.members, now.members)];
    const word = wordingFor([...came, ...went]);
    return [
      ...came.map((value): ValueChange => ({ kind: "comes", what: word(value), value })),
      ...went.map((value): ValueChange => ({ kind: "goes", what: word(value), value })),
    ];
  }
  const [earlier, later] = [itemsOf(before), itemsOf(after)];
  return earlier === undefined || later === undefined ? undefined : changeOfSequence(earlier, later);
}

function without(members: readonly TlaValue[], others: readonly TlaValue[]): readonly TlaValue[] {
  const known = new Set(others.map(textOf));
  return members.filter((member) => !known.has(textOf(member)));
}

/** What was put behind it, or taken from one of its ends; nothing if it is neither. */
function changeOfSequence(before: readonly TlaValue[], after: readonly TlaValue[]): readonly ValueChange[] | undefined {
  const isPrefix = (one: readonly TlaValue[], of: readonly TlaValue[]): boolean => sameAt(one, of, 0);
  if (isPrefix(before, after)) return [listed("comes", after.slice(before.length))];
  if (isPrefix(after, before)) return [listed("goes", before.slice(after.length))];
  const taken = before.length - after.length;
  return taken > 0 && sameAt(after, before, taken) ? [listed("goes", before.slice(0, taken))] : undefined;
}

function sameAt(one: readonly TlaValue[], of: readonly TlaValue[], from: number): boolean {
  return one.every((item, at) => {
    const other = of[from + at];
    return other !== undefined && textOf(item) === textOf(other);
  });
}

function listed(kind: "comes" | "goes", items: readonly TlaValue[]): ValueChange {
  const [only] = items;
  const value: TlaValue = {
    kind: "function",
    pairs: items.map((item, at) => [{ kind: "integer", value: at + 1 }, item]),
  };
  return { kind, what: phrase(items.length === 1 && only !== undefined ? only : value), value };
}

function itemsOf(value: TlaValue | undefined): readonly TlaValue[] | undefined {
  if (value?.kind !== "function" || !value.pairs.every(([{ kind }]) => kind === "integer")) return undefined;
  return value.pairs.map(([, item]) => item);
}

/** In short, unless two that differ would read the same: a text and a model value of one name, for example. */
function wordingFor(values: readonly (TlaValue | undefined)[]): (value: TlaValue) => string {
  const known = values.filter((value) => value !== undefined);
  const texts = new Set(known.map(textOf));
  return new Set(known.map(phrase)).size < texts.size ? textOf : phrase;
}
