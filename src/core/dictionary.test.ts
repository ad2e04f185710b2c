import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type Dictionary, emptyDictionary, lookUp, rowsOf, withoutValue, withValue } from "./dictionary.ts";

type Change = { readonly set: string; readonly to: number } | { readonly remove: string };

/** Names that JavaScript has a meaning for, and enough others for lists to overflow. */
const names = fc.oneof(
  fc.constantFrom("__proto__", "constructor", "", "a"),
  fc.nat({ max: 200 }).map((number) => `client ${number}`),
);

const changes: fc.Arbitrary<readonly Change[]> = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: fc.record({ set: names, to: fc.nat() }) },
    { weight: 1, arbitrary: fc.record({ remove: names }) },
  ),
  { maxLength: 300, size: "max" },
);

function made(by: readonly Change[]): [Dictionary<number>, ReadonlyMap<string, number>] {
  let dictionary: Dictionary<number> = emptyDictionary;
  const map = new Map<string, number>();
  for (const change of by) {
    deepFreeze(dictionary);
    if ("set" in change) {
      dictionary = withValue(dictionary, change.set, change.to);
      map.set(change.set, change.to);
    } else {
      dictionary = withoutValue(dictionary, change.remove);
      map.delete(change.remove);
    }
  }
  return [dictionary, map];
}

function deepFreeze(value: unknown): void {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return;
  Object.freeze(value);
  for (const part of Object.values(value)) deepFreeze(part);
}

function ofMap(map: Iterable<readonly [string, number]>): Dictionary<number> {
  let dictionary: Dictionary<number> = emptyDictionary;
  for (const [name, value] of map) dictionary = withValue(dictionary, name, value);
  return dictionary;
}

test("a dictionary is as a map, however it was made", () => {
  fc.assert(
    fc.property(changes, names, (some, name) => {
      const [dictionary, map] = made(some);
      assert.equal(dictionary.size, map.size);
      assert.equal(lookUp(dictionary, name), map.get(name));
      for (const [known, value] of map) assert.equal(lookUp(dictionary, known), value);
      assert.deepEqual(new Map(rowsOf(dictionary).map((row) => [row.name, row.value])), map);
    }),
    { numRuns: 50 },
  );
});

test("equal dictionaries have equal structure", () => {
  fc.assert(
    fc.property(changes, (some) => {
      const [dictionary, map] = made(some);
      assert.deepEqual(dictionary, ofMap(map));
      assert.deepEqual(dictionary, ofMap([...map].reverse()));
    }),
    { numRuns: 50 },
  );
});

test("to remove a name that has no value gives the same object", () => {
  const dictionary = withValue(emptyDictionary, "a", 1);
  assert.equal(withoutValue(dictionary, "b"), dictionary);
});

/** Names that a hash, FNV-1a, takes to one number, and others that have long beginnings in common. */
const crafted: Readonly<Record<string, readonly string[]>> = {
  "of one hash": namesOf(
    ["$08-|8!,$", "3iE8|a:f$", "3>kH|aa@$", ",=@-|0$$$", "67kH|@h@$"].map((pair) => pair.split("|")),
  ),
  "of which each begins with the one before": Array.from({ length: 256 }, (_, length) => "a".repeat(length)),
  "that differ in their last digit": Array.from(
    { length: 200 },
    (_, i) => `${"é".repeat(200)}${String.fromCharCode(i)}`,
  ),
  "that differ in their first digit": Array.from({ length: 200 }, (_, i) => `${String.fromCharCode(i << 8)} and so on`),
};

function namesOf(parts: readonly (readonly string[])[]): readonly string[] {
  return parts.reduce<readonly string[]>(
    (starts, ends) => starts.flatMap((start) => ends.map((end) => start + end)),
    [""],
  );
}

for (const [what, chosen] of Object.entries(crafted)) {
  test(`whatever names are chosen, no way in a dictionary is longer than they ask for: names ${what}`, () => {
    const dictionary = ofMap(chosen.map((name, i) => [name, i]));
    for (const [i, name] of chosen.entries()) assert.equal(lookUp(dictionary, name), i);
    assert.deepEqual(
      rowsOf(dictionary).map(({ name }) => name),
      chosen.toSorted(),
    );
    // A branch has two sides at least, and a list sixteen names at most.
    for (const { rows, branches } of partsOf(dictionary)) {
      assert.ok(rows.length <= 16);
      assert.ok(branches.length === 0 || branches.filter(({ size }) => size > 0).length > 1);
    }
    let rest = dictionary;
    for (const name of chosen) {
      rest = withoutValue(rest, name);
      assert.equal(lookUp(rest, name), undefined);
    }
    assert.equal(rest, emptyDictionary);
  });
}

function partsOf(dictionary: Dictionary<number>): readonly Dictionary<number>[] {
  return [dictionary, ...dictionary.branches.flatMap(partsOf)];
}
