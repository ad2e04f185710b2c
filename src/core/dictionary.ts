/**
 * Values by name, for many names: to look one up, to set and to remove it cost much the same whether there are ten
 * names or a million. Like a sequence it is plain data that nothing changes and that shares structure, and equal
 * dictionaries have equal structure, whatever they were made from.
 *
 * It is a tree of names. It uses no hash, since names may be chosen so that hashes collide. A name is read as digits,
 * four to a code unit, so no path in the tree is longer than a name has digits, whatever names there are. Mostly a path
 * is much shorter: where all names below a branch have the same digit, there is no branch for it.
 *
 * @module
 */
import { present } from "./present.ts";

/** How many rows stand in one list, at most. */
const listed = 16;
const digitsOfUnit = 4;
const bitsOfDigit = 4;
/** A branch for each digit, and before them one for the name that is at its end. */
const width = 1 + (1 << bitsOfDigit);

/** The rows in a list, sorted by name; or, if these would be too many, spread over branches by the first digit that differs. */
export interface Dictionary<Value> {
  readonly size: number;
  readonly rows: readonly NamedValue<Value>[];
  /** Which digit of a name says in which branch it is: all before it are the same in all names. 0 where nothing branches. */
  readonly digit: number;
  readonly branches: readonly Dictionary<Value>[];
}

/** A row of a dictionary. */
export interface NamedValue<Value> {
  readonly name: string;
  readonly value: Value;
}

/**
 * The dictionary without a name.
 *
 * @example
 * ```ts
 * import { emptyDictionary, lookUp } from "quorate/core";
 *
 * console.log(emptyDictionary.size, lookUp(emptyDictionary, "Ada")); // 0 undefined
 * ```
 */
export const emptyDictionary: Dictionary<never> = { size: 0, rows: [], digit: 0, branches: [] };

/**
 * The value of the name; `undefined` if it has none.
 *
 * @example
 * ```ts
 * import { emptyDictionary, lookUp, withValue } from "quorate/core";
 *
 * const ages = withValue(emptyDictionary, "Ada", 7);
 * console.log(lookUp(ages, "Ada"), lookUp(ages, "Bob")); // 7 undefined
 * ```
 */
export function lookUp<Value>(dictionary: Dictionary<Value>, name: string): Value | undefined {
  let { rows, digit, branches } = dictionary;
  while (branches.length > 0) ({ rows, digit, branches } = present(branches[branchOf(name, digit)]));
  for (const row of rows) if (row.name === name) return row.value;
  return undefined;
}

/**
 * The dictionary in which the name has this value.
 *
 * @example
 * ```ts
 * import { emptyDictionary, lookUp, rowsOf, withoutValue, withValue } from "quorate/core";
 *
 * const ages = withValue(withValue(emptyDictionary, "Bob", 4), "Ada", 7);
 * console.log(lookUp(ages, "Ada"), rowsOf(withoutValue(ages, "Bob"))); // 7 [ { name: 'Ada', value: 7 } ]
 * ```
 */
export function withValue<Value>(dictionary: Dictionary<Value>, name: string, value: Value): Dictionary<Value> {
  const row = { name, value };
  if (dictionary.branches.length === 0) return listOf(withRow(dictionary.rows, row));
  const like = nameLike(dictionary, name);
  return put(dictionary, row, like, firstDifference(name, like));
}

/**
 * The dictionary in which the name has no value; the same object if it had none.
 *
 * @example
 * ```ts
 * import { emptyDictionary, withoutValue, withValue } from "quorate/core";
 *
 * const ages = withValue(emptyDictionary, "Ada", 7);
 * console.log(withoutValue(ages, "Ada").size, withoutValue(ages, "Bob") === ages); // 0 true
 * ```
 */
export function withoutValue<Value>(dictionary: Dictionary<Value>, name: string): Dictionary<Value> {
  return lookUp(dictionary, name) === undefined ? dictionary : remove(dictionary, name);
}

/**
 * All rows, sorted by name.
 *
 * @example
 * ```ts
 * import { emptyDictionary, rowsOf, withValue } from "quorate/core";
 *
 * const ages = withValue(withValue(emptyDictionary, "Bob", 4), "Ada", 7);
 * console.log(rowsOf(ages).map(({ name }) => name)); // [ 'Ada', 'Bob' ]
 * ```
 */
export function rowsOf<Value>({ rows, branches }: Dictionary<Value>): readonly NamedValue<Value>[] {
  return branches.length === 0 ? rows : branches.flatMap(rowsOf);
}

/**
 * One of the names in the tree that share most digits with this one. The new name belongs where the two begin to
 * differ.
 */
function nameLike(dictionary: Dictionary<unknown>, name: string): string {
  let at = dictionary;
  while (at.branches.length > 0) {
    const branch = present(at.branches[branchOf(name, at.digit)]);
    at = branch.size > 0 ? branch : present(at.branches.find(({ size }) => size > 0));
  }
  return present(at.rows[0]).name;
}

/**
 * @param like - a name in the tree that has the same digits as the name of the row, up to the first difference
 * @param difference - the first digit in which the two names differ
 */
function put<Value>(
  dictionary: Dictionary<Value>,
  row: NamedValue<Value>,
  like: string,
  difference: number,
): Dictionary<Value> {
  const { rows, digit, branches } = dictionary;
  if (branches.length === 0) return listOf(withRow(rows, row));
  if (difference < digit) {
    // All names here differ from the new one in the same digit, and it comes before the digit in which they differ from
    // each other.
    const spread = noBranches<Value>().with(branchOf(like, difference), dictionary);
    return branching(difference, spread.with(branchOf(row.name, difference), listOf([row])));
  }
  const at = branchOf(row.name, digit);
  return branching(digit, branches.with(at, put(present(branches[at]), row, like, difference)));
}

function remove<Value>({ rows, digit, branches }: Dictionary<Value>, name: string): Dictionary<Value> {
  if (branches.length === 0) return listOf(rows.filter((row) => row.name !== name));
  const at = branchOf(name, digit);
  const rest = branches.with(at, remove(present(branches[at]), name));
  const [only, ...more] = rest.filter(({ size }) => size > 0);
  // If only one branch is left, it takes the place of its parent.
  return only !== undefined && more.length === 0 ? only : branching(digit, rest);
}

/** The branches, or a list of their rows if they are few. */
function branching<Value>(digit: number, branches: readonly Dictionary<Value>[]): Dictionary<Value> {
  let size = 0;
  for (const branch of branches) size += branch.size;
  return size > listed ? { size, rows: [], digit, branches } : listOf(branches.flatMap(rowsOf));
}

/** The sorted rows as they are, or spread over branches if there are too many. */
function listOf<Value>(rows: readonly NamedValue<Value>[]): Dictionary<Value> {
  const size = rows.length;
  if (size === 0) return emptyDictionary;
  if (size <= listed) return { size, rows, digit: 0, branches: [] };
  const [first, last] = [present(rows[0]), present(rows.at(-1))];
  // The names are sorted, so all begin with whatever the first and the last have in common.
  const digit = firstDifference(first.name, last.name);
  const branches = noBranches<Value>().map((_, at) => listOf(rows.filter(({ name }) => branchOf(name, digit) === at)));
  return { size, rows: [], digit, branches };
}

function noBranches<Value>(): readonly Dictionary<Value>[] {
  return Array.from({ length: width }, () => emptyDictionary);
}

function withRow<Value>(rows: readonly NamedValue<Value>[], row: NamedValue<Value>): readonly NamedValue<Value>[] {
  let at = 0;
  for (const { name } of rows) {
    if (name === row.name) return rows.with(at, row);
    if (name > row.name) break;
    at++;
  }
  return rows.toSpliced(at, 0, row);
}

/** The first digit in which the two names differ; infinity, if they are the same. */
function firstDifference(one: string, other: string): number {
  const length = Math.min(one.length, other.length);
  let unit = 0;
  while (unit < length && one.charCodeAt(unit) === other.charCodeAt(unit)) unit++;
  for (let digit = unit * digitsOfUnit; digit < (unit + 1) * digitsOfUnit; digit++) {
    if (branchOf(one, digit) !== branchOf(other, digit)) return digit;
  }
  return Number.POSITIVE_INFINITY;
}

/** The branch of the digit of the name, which is the first one where the name is at its end. */
function branchOf(name: string, digit: number): number {
  const unit = Math.floor(digit / digitsOfUnit);
  if (unit >= name.length) return 0;
  const shift = (digitsOfUnit - 1 - (digit % digitsOfUnit)) * bitsOfDigit;
  return 1 + ((name.charCodeAt(unit) >>> shift) % (1 << bitsOfDigit));
}
