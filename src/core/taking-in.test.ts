import assert from "node:assert/strict";
import { test } from "node:test";
import {
  countIn,
  described,
  fieldsIn,
  greatestNumber,
  lengthIn,
  listIn,
  Malformed,
  numberIn,
  textIn,
} from "./taking-in.ts";

function refused(because: string, take: () => unknown): void {
  assert.throws(take, (error) => error instanceof Malformed && error.message === because);
}

test("a number is whole, not negative, and not too great to be told from its neighbours", () => {
  assert.equal(numberIn(0, "n"), 0);
  assert.ok(Object.is(numberIn(-0, "n"), 0));
  assert.equal(countIn(greatestNumber, "n"), Number.MAX_SAFE_INTEGER);
  for (const one of [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53]) {
    refused(`n: ${one} is no whole number from 0 on`, () => numberIn(one, "n"));
    refused(`n: ${one} is no whole number from 1 on`, () => countIn(one, "n"));
  }
  refused("n: 0 is no whole number from 1 on", () => countIn(0, "n"));
  refused("n: 1n is no whole number from 0 on", () => numberIn(1n, "n"));
});

test("a text is as long as may be", () => {
  assert.equal(textIn("ab", "t", 2), "ab");
  refused('t: "abc" is no text of at most 2 UTF-16 code units', () => textIn("abc", "t", 2));
  refused("t: a text of 50 UTF-16 code units is no text of at most 2 UTF-16 code units", () =>
    textIn("x".repeat(50), "t", 2),
  );
});

test("a list is an array, and not too long", () => {
  const list = [1, 2];
  assert.equal(listIn(list, "l"), list);
  refused("l: an object is no list", () => listIn({ length: 1 }, "l"));
  assert.equal(lengthIn(list, "l", 2), 2);
  refused("l: a list of 3 is no list of at most 2 items", () => lengthIn([1, 2, 3], "l", 2));
});

test("the length of a list is a number, whatever a proxy says", () => {
  for (const length of [Number.NaN, -1, 0.5, "1", { valueOf: () => 1 }, Number.POSITIVE_INFINITY]) {
    const list: readonly unknown[] = new Proxy([], { get: () => length });
    assert.throws(() => lengthIn(listIn(list, "l"), "l", 2), Malformed);
  }
});

test("the end of a path is joined to it where something is wrong", () => {
  assert.equal(numberIn(3, "p", ".n"), 3);
  refused("p.n: null is no whole number from 0 on", () => numberIn(null, "p", ".n"));
});

test("something with fields is an object", () => {
  assert.deepEqual(fieldsIn({ a: 1 }, "f"), { a: 1 });
  refused("f: null is no object with fields", () => fieldsIn(null, "f"));
});

test("whatever it is, there are words for it", () => {
  const words = [undefined, null, true, 1.5, "a", Symbol("s"), () => 0, [1], {}, 10n, 10n ** 50n].map(described);
  assert.deepEqual(words, [
    "undefined",
    "null",
    "true",
    "1.5",
    '"a"',
    "a symbol",
    "a function",
    "a list of 1",
    "an object",
    "10n",
    "a bigint",
  ]);
});
