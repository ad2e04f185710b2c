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

/** Each pair takes the hash of what stands before it to one number, so all names made of them have one hash. */
const pairsOfOneHash = ["$08-|8!,$", "3iE8|a:f$", "3>kH|aa@$", ",=@-|0$$$", "67kH|@h@$"];

test("names of one hash are told apart", () => {
  const names = pairsOfOneHash.reduce<readonly string[]>(
    (starts, pair) => starts.flatMap((start) => pair.split("|").map((end) => start + end)),
    [""],
  );
  assert.equal(names.length, 32);
  const dictionary = ofMap(names.map((name, i) => [name, i]));
  for (const [i, name] of names.entries()) assert.equal(lookUp(dictionary, name), i);
  // If their hash did not end up in one list, this test would show nothing.
  assert.ok(JSON.stringify(dictionary).includes(`"rows":${JSON.stringify(rowsOf(dictionary))}`));
  let rest = dictionary;
  for (const name of names) {
    rest = withoutValue(rest, name);
    assert.equal(lookUp(rest, name), undefined);
  }
  assert.deepEqual(rest, emptyDictionary);
});
