import assert from "node:assert/strict";
import { test } from "node:test";
import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { isSameData, type PlainData, plainDataIn, sizeOf } from "./plain-data.ts";
import { Malformed } from "./taking-in.ts";

const limits = { size: 1000, depth: 3 };

function taken(candidate: unknown): PlainData {
  return plainDataIn(candidate, "value", limits);
}

function refused(candidate: unknown, because: string): void {
  assert.throws(
    () => taken(candidate),
    (error) => error instanceof Malformed && error.message === because,
  );
}

test("plain data is copied whole, and nothing is shared that can be changed", () => {
  const value = { a: [1, { b: null }], c: "text", d: true };
  const copy = taken(value);
  assert.deepEqual(copy, value);
  value.a.push(2);
  assert.deepEqual(copy, { a: [1, { b: null }], c: "text", d: true });
});

test("whatever JSON can say is plain data, and JSON gives it back", () => {
  const large = { size: 1_000_000, depth: 1000 };
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
      const copy = plainDataIn(value, "value", large);
      assert.deepEqual(JSON.parse(JSON.stringify(copy)), JSON.parse(JSON.stringify(value)));
    }),
  );
});

test("what is no plain data is refused, with the path to it", () => {
  refused(undefined, "value: undefined is no plain data");
  refused({ a: [1, undefined] }, "value.a[1]: undefined is no plain data");
  refused([Number.NaN], "value[0]: NaN is no plain data");
  refused(10n ** 2n, "value: 100n is no plain data");
  refused(new Array(1), "value[0]: undefined is no plain data");
  refused({ at: new Date(0) }, "value.at: an object is no plain record");
  refused({ [Symbol("hidden")]: 1 }, "value: an object is no plain record");
});

test("what is too much or too deep is refused, with the path to where it becomes so", () => {
  assert.equal(taken("x".repeat(1000)), "x".repeat(1000));
  refused("x".repeat(1001), "value: a text of 1001 UTF-16 code units is no part of a value of at most 1000 in size");
  refused(
    ["x".repeat(500), "y".repeat(500)],
    "value[1]: a text of 500 UTF-16 code units is no part of a value of at most 1000 in size",
  );
  refused(
    { ["n".repeat(1000)]: 1 },
    "value: a text of 1000 UTF-16 code units is no part of a value of at most 1000 in size",
  );
  assert.deepEqual(taken([[[1]]]), [[[1]]]);
  refused([[[[1]]]], "value[0][0][0]: a list of 1 is no data that may stand so deep");
});

test("a record without a prototype is one, and a field may have any name", () => {
  const value: unknown = JSON.parse('{"__proto__": 1, "constructor": 2}');
  assert.deepEqual(Object.entries(taken(value) ?? {}), [
    ["__proto__", 1],
    ["constructor", 2],
  ]);
  assert.deepEqual(taken(Object.assign(Object.create(null), { a: 1 })), { a: 1 });
});

test("0 has no sign", () => {
  assert.ok(Object.is(taken(-0), 0));
});

test("what there is of a value is what its limit counts, no more and no less", () => {
  assert.equal(sizeOf("four"), 4);
  assert.equal(sizeOf({ two: [null, 1, true, "x"], y: {} }), 3 + 8 + 8 + 3 * 8 + 1 + 1 + 8);
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
      const copy = plainDataIn(value, "value", { size: 1_000_000, depth: 10 });
      const size = sizeOf(copy);
      assert.deepEqual(plainDataIn(value, "value", { size, depth: 10 }), copy);
      assert.throws(() => plainDataIn(value, "value", { size: size - 1, depth: 10 }), Malformed);
    }),
  );
});

test("values are the same if they say the same, in whatever order their fields stand", () => {
  assert.ok(isSameData({ a: 1, b: [null, { c: "x" }] }, { b: [null, { c: "x" }], a: 1 }));
  const others: readonly (readonly [PlainData, PlainData])[] = [
    [1, "1"],
    [null, {}],
    [{}, null],
    [[], {}],
    [[1], { 0: 1 }],
    [[1], [1, 2]],
    [
      [1, 2],
      [1, 3],
    ],
    [{ a: 1 }, { b: 1 }],
    [{ a: { b: 1 } }, { a: { b: 2 } }],
  ];
  for (const [one, other] of others) assert.equal(isSameData(one, other), false);
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), fc.jsonValue({ maxDepth: 4 }), (one, other) => {
      const [left, right] = [one, other].map((value) => plainDataIn(value, "value", { size: 1_000_000, depth: 10 }));
      assert.ok(left !== undefined && right !== undefined);
      assert.ok(isSameData(left, structuredClone(left)));
      assert.equal(isSameData(left, right), isDeepStrictEqual(left, right));
    }),
  );
});
