/**
 * Values by name, for many names: to look one up, to set and to remove it cost much the same whether there are ten
 * names or a million. Like a sequence it is plain data that nothing changes and that shares structure, and equal
 * dictionaries have equal structure, whatever they were made from.
 *
 * @module
 */
import { present } from "./present.ts";

/** How many rows stand in one list, at most, as long as the hash of their names can tell them apart. */
const listed = 16;
const bits = 4;
const hashBits = 32;

/** The rows in a list, sorted by name; or, if these would be too many, spread over branches by the hash of the name. */
export interface Dictionary<Value> {
  readonly size: number;
  readonly rows: readonly NamedValue<Value>[];
  readonly branches: readonly Dictionary<Value>[];
}

/** A row of a dictionary. */
export interface NamedValue<Value> {
  readonly name: string;
  readonly value: Value;
}

/** The dictionary without a name. */
export const emptyDictionary: Dictionary<never> = { size: 0, rows: [], branches: [] };

/** The value of the name; `undefined` if it has none. */
export function lookUp<Value>(dictionary: Dictionary<Value>, name: string): Value | undefined {
  let { rows, branches } = dictionary;
  for (let depth = 0; branches.length > 0; depth += bits) {
    ({ rows, branches } = present(branches[branchOf(name, depth)]));
  }
  for (const row of rows) if (row.name === name) return row.value;
  return undefined;
}

/** The dictionary in which the name has this value. */
export function withValue<Value>(dictionary: Dictionary<Value>, name: string, value: Value): Dictionary<Value> {
  return put(dictionary, { name, value }, 0);
}

/** The dictionary in which the name has no value; the same object if it had none. */
export function withoutValue<Value>(dictionary: Dictionary<Value>, name: string): Dictionary<Value> {
  return lookUp(dictionary, name) === undefined ? dictionary : remove(dictionary, name, 0);
}

/** All rows, in no order that has a meaning. */
export function rowsOf<Value>({ rows, branches }: Dictionary<Value>): readonly NamedValue<Value>[] {
  return branches.length === 0 ? rows : branches.flatMap(rowsOf);
}

/** @param depth - how many bits of the hash were used up on the way here */
function put<Value>({ rows, branches }: Dictionary<Value>, row: NamedValue<Value>, depth: number): Dictionary<Value> {
  if (branches.length === 0) return listOf(withRow(rows, row), depth);
  const at = branchOf(row.name, depth);
  return joined(branches.map((branch, i) => (i === at ? put(branch, row, depth + bits) : branch)));
}

function remove<Value>({ rows, branches }: Dictionary<Value>, name: string, depth: number): Dictionary<Value> {
  if (branches.length === 0) {
    return listOf(
      rows.filter((row) => row.name !== name),
      depth,
    );
  }
  const at = branchOf(name, depth);
  return joined(branches.map((branch, i) => (i === at ? remove(branch, name, depth + bits) : branch)));
}

/** The sorted rows as they are, or spread over branches if there are too many and something is left of the hash. */
function listOf<Value>(rows: readonly NamedValue<Value>[], depth: number): Dictionary<Value> {
  const size = rows.length;
  if (size === 0) return emptyDictionary;
  if (size <= listed || depth >= hashBits) return { size, rows, branches: [] };
  const spread = Array.from({ length: 1 << bits }, (_, at) => rows.filter(({ name }) => branchOf(name, depth) === at));
  return {
    size,
    rows: [],
    branches: spread.map((some) => listOf(some, depth + bits)),
  };
}

function joined<Value>(branches: readonly Dictionary<Value>[]): Dictionary<Value> {
  const size = branches.reduce((sum, branch) => sum + branch.size, 0);
  return size > listed ? { size, rows: [], branches } : { size, rows: sorted(branches.flatMap(rowsOf)), branches: [] };
}

function withRow<Value>(rows: readonly NamedValue<Value>[], row: NamedValue<Value>): readonly NamedValue<Value>[] {
  const at = rows.findIndex(({ name }) => name === row.name);
  return at === -1 ? sorted([...rows, row]) : rows.with(at, row);
}

function sorted<Value>(rows: readonly NamedValue<Value>[]): readonly NamedValue<Value>[] {
  return rows.length < 2 ? rows : rows.toSorted((one, other) => (one.name < other.name ? -1 : 1));
}

function branchOf(name: string, depth: number): number {
  return (hashOf(name) >>> depth) % (1 << bits);
}

/** FNV-1a, over the code units of the name. */
function hashOf(name: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}
