import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { Interner } from "./interner.ts";
import { stableKey } from "./stable-key.ts";

test("the order of fields is no matter, at any depth, and that of lists is", () => {
  assert.equal(stableKey({ a: [{ b: 1, c: 2 }], d: null }), stableKey({ d: null, a: [{ c: 2, b: 1 }] }));
  assert.notEqual(stableKey([1, 2]), stableKey([2, 1]));
});

test("plain data have equal keys if they are equal, and only then", () => {
  const plain = fc.jsonValue();
  fc.assert(
    fc.property(plain, plain, (one, other) => {
      assert.equal(stableKey(one), stableKey(structuredClone(one)));
      const isSame = isDeepEqual(JSON.parse(JSON.stringify(one)), JSON.parse(JSON.stringify(other)));
      assert.equal(stableKey(one) === stableKey(other), isSame);
    }),
  );
});

function isDeepEqual(one: unknown, other: unknown): boolean {
  try {
    assert.deepStrictEqual(one, other);
    return true;
  } catch {
    return false;
  }
}

const hiding: Readonly<Record<string, unknown>> = {
  "a map": new Map([["a", 1]]),
  "a set": new Set([1]),
  "an object of a class": new (class Counter {
    count = 1;
  })(),
  "a function": () => 1,
  "a symbol": Symbol("s"),
  "no number": Number.NaN,
  "a number without end": Number.POSITIVE_INFINITY,
};

for (const [what, value] of Object.entries(hiding)) {
  test(`what would hide a part of a state is refused: ${what}`, () => {
    assert.throws(() => stableKey({ state: [value] }), TypeError);
  });
}

test("numbers are given in the order of arrival, and equal data have the same one", () => {
  const interner = new Interner<object>();
  assert.deepEqual(
    [{ a: 1 }, { a: 2 }, { a: 1 }].map((value) => interner.intern(value)),
    [0, 1, 0],
  );
  assert.deepEqual(interner.value(1), { a: 2 });
  assert.throws(() => interner.value(2), { message: "no value has the number 2" });
});
