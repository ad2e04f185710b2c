/**
 * Taking in: what comes from outside is read once, field by field, and copied. Only the copy is used, so it makes no
 * difference if the original is changed later. Each function gives the copy, or throws {@link Malformed} with the path
 * to what is wrong. A role turns that into a refusal, as it does with everything that can go wrong with an object from
 * outside.
 *
 * @module
 */
/**
 * What came from outside is not what it should be. The message says where, what was found there, and what was expected.
 */
export class Malformed extends Error {
  override readonly name = "Malformed";

  constructor(path: string, candidate: unknown, wanted: string) {
    super(flawOf(path, candidate, wanted));
  }
}

/** Where something is wrong, what was found there, and what was expected. */
export function flawOf(path: string, candidate: unknown, wanted: string): string {
  return `${path}: ${described(candidate)} is no ${wanted}`;
}

/** The fields of something from outside, none of which is known. Each is to be read once. */
export type Fields = Readonly<Record<string, unknown>>;

/**
 * The greatest epoch, position and number of a request. Greater ones cannot be told apart, so a node that is asked to go
 * beyond refuses.
 */
export const greatestNumber: number = Number.MAX_SAFE_INTEGER;

/** Whether it is 0, 1, 2 or so on, and not too great to be told from its neighbours. */
export function isNumber(candidate: unknown): candidate is number {
  return typeof candidate === "number" && Number.isSafeInteger(candidate) && candidate >= 0;
}

/** Something with fields. */
export function fieldsIn(candidate: unknown, path: string): Fields {
  if (!hasFields(candidate)) throw new Malformed(path, candidate, "object with fields");
  return candidate;
}

/**
 * A number from 0 on: a position, or an epoch where there may be none.
 *
 * @param field - the end of the path, if the two are to be joined only where something is wrong
 */
export function numberIn(candidate: unknown, path: string, field = ""): number {
  // A zero may have a sign, which is dropped.
  if (isNumber(candidate)) return candidate + 0;
  throw new Malformed(`${path}${field}`, candidate, "whole number from 0 on");
}

/** A number from 1 on: an epoch, or how many requests a client has made. */
export function countIn(candidate: unknown, path: string): number {
  if (isNumber(candidate) && candidate > 0) return candidate;
  throw new Malformed(path, candidate, "whole number from 1 on");
}

/** A text. @param longest - how long it may be, in UTF-16 code units */
export function textIn(candidate: unknown, path: string, longest: number): string {
  if (typeof candidate === "string" && candidate.length <= longest) return candidate;
  throw new Malformed(path, candidate, `text of at most ${longest} UTF-16 code units`);
}

/** A list, none of whose items is known. */
export function listIn(candidate: unknown, path: string): readonly unknown[] {
  if (!Array.isArray(candidate)) throw new Malformed(path, candidate, "list");
  return candidate;
}

/** The length of a list. It is to be read once, like each of the items. @param most - how long the list may be */
export function lengthIn(list: readonly unknown[], path: string, most: number): number {
  const { length } = list;
  // The length of a proxy may be anything.
  if (isNumber(length) && length <= most) return length;
  throw new Malformed(path, list, `list of at most ${most} items`);
}

/** A copy of a list. @param most - how long it may be @param itemIn - takes in the item at a path @throws Malformed */
export function itemsIn<Item>(
  candidate: unknown,
  path: string,
  most: number,
  itemIn: (item: unknown, path: string) => Item,
): readonly Item[] {
  const list = listIn(candidate, path);
  const length = lengthIn(list, path, most);
  return Array.from({ length }, (_, i) => itemIn(list[i], `${path}[${i}]`));
}

/** Whether it is something with fields. */
export function hasFields(candidate: unknown): candidate is Fields {
  return typeof candidate === "object" && candidate !== null;
}

/** Anything at all, in a few words for a person. */
export function described(candidate: unknown): string {
  switch (typeof candidate) {
    case "string":
      return candidate.length > 40 ? `a text of ${candidate.length} UTF-16 code units` : JSON.stringify(candidate);
    case "object":
      if (candidate === null) return "null";
      return Array.isArray(candidate) ? `a list of ${candidate.length}` : "an object";
    case "function":
    case "symbol":
      return `a ${typeof candidate}`;
    case "bigint":
      return `${candidate}n`.length > 40 ? "a bigint" : `${candidate}n`;
    case "undefined":
    case "boolean":
    case "number":
      return String(candidate);
  }
}
