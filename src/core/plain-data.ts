/**
 * Plain data: null, booleans, finite numbers, texts, and lists and records of these. A user's values must be plain
 * data: every disk and every network can carry it, and it means the same wherever it is read.
 *
 * @module
 */
import { Malformed } from "./taking-in.ts";

/** What a user's value may be. */
export type PlainData =
  | null
  | boolean
  | number
  | string
  | readonly PlainData[]
  | { readonly [name: string]: PlainData };

/** How large a user's value may be. */
export interface DataLimits {
  /** How much there may be of it: UTF-16 code units of texts and names, and 8 for everything else. */
  readonly size: number;
  /** How deep lists and records may be nested. */
  readonly depth: number;
}

/** How much a list, a record, a number, a boolean and null count for. */
const sizeOfOne = 8;

/**
 * A copy of the value, whatever it is. If the value is changed later, the copy is not. Of a record the copy has only
 * the fields that are its own and enumerable.
 *
 * @throws Malformed with the path to what is no plain data, or from which on it is too much.
 */
export function plainDataIn(candidate: unknown, path: string, limits: DataLimits): PlainData {
  // Mostly it is a text, and a text needs no copy.
  if (typeof candidate === "string" && candidate.length <= limits.size) return candidate;
  const budget: Budget = { size: limits.size, left: limits.size };
  return copyOf(candidate, path, limits.depth, budget);
}

/** A text that is the same for the same data, in whatever order its fields stand, and for no other. */
export function textOfData(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1)))
      : part,
  );
}

/** How much there is of plain data, or of a message, in the measure of its limits. */
export function sizeOf(value: unknown): number {
  if (typeof value === "string") return value.length;
  if (typeof value !== "object" || value === null) return sizeOfOne;
  let size = sizeOfOne;
  if (Array.isArray(value)) for (const item of value) size += sizeOf(item);
  else for (const [name, field] of Object.entries(value)) size += name.length + sizeOf(field);
  return size;
}

/** Whether two values of plain data say the same, wherever they come from and in whatever order their fields stand. */
export function isSameData(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) return false;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const [left, right] = [Object.entries(one), new Map<string, unknown>(Object.entries(other))];
  return (
    left.length === right.size && left.every(([name, value]) => right.has(name) && isSameData(value, right.get(name)))
  );
}

/** How much may still come; counted down along the way. */
interface Budget {
  readonly size: number;
  left: number;
}

function copyOf(candidate: unknown, path: string, depth: number, budget: Budget): PlainData {
  spend(budget, typeof candidate === "string" ? candidate.length : sizeOfOne, candidate, path);
  switch (typeof candidate) {
    case "string":
    case "boolean":
      return candidate;
    case "number":
      if (!Number.isFinite(candidate)) break;
      // A zero may have a sign, which JSON does not keep: so it is dropped.
      return candidate + 0;
    case "object":
      if (candidate === null) return null;
      if (depth === 0) throw new Malformed(path, candidate, "data that may stand so deep");
      return Array.isArray(candidate)
        ? copyOfList(candidate, path, depth - 1, budget)
        : copyOfRecord(candidate, path, depth - 1, budget);
    case "undefined":
    case "function":
    case "symbol":
    case "bigint":
  }
  throw new Malformed(path, candidate, "plain data");
}

function copyOfList(list: readonly unknown[], path: string, depth: number, budget: Budget): readonly PlainData[] {
  const { length } = list;
  const copy: PlainData[] = [];
  for (let i = 0; i < length; i++) copy.push(copyOf(list[i], `${path}[${i}]`, depth, budget));
  return copy;
}

function copyOfRecord(record: object, path: string, depth: number, budget: Budget): PlainData {
  const prototype: unknown = Object.getPrototypeOf(record);
  // The prototype of a plain record has no prototype itself, in whatever realm the record was made.
  const isPlain = prototype === null || Object.getPrototypeOf(prototype) === null;
  if (!isPlain || Object.getOwnPropertySymbols(record).length > 0) throw new Malformed(path, record, "plain record");
  const fields: [string, PlainData][] = [];
  for (const name of Object.keys(record)) {
    spend(budget, name.length, name, path);
    fields.push([name, copyOf(Reflect.get(record, name), `${path}.${name}`, depth, budget)]);
  }
  // A field that is called __proto__ becomes a field like others.
  return Object.fromEntries(fields);
}

function spend(budget: Budget, size: number, candidate: unknown, path: string): void {
  budget.left -= size;
  if (budget.left < 0) throw new Malformed(path, candidate, `part of a value of at most ${budget.size} in size`);
}

/**
 * A copy of whatever it is, as plain data; `undefined` if something in it cannot be read, as with a getter that throws, or
 * is no plain data, or if there is too much of it.
 */
export function readCopyOf(candidate: unknown): PlainData | undefined {
  try {
    return plainDataIn(candidate, "", { size: 2 ** 26, depth: 1_000 });
  } catch {
    return undefined;
  }
}
