import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { describeValue, fieldsOf } from "./describe-value.ts";

test("what is JSON is described as JSON, and a text as it is", () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 3 }), (value) => {
      const isShort = !/"\d+ before"/.test(describeValue(value));
      // What JSON writes in another way: 1e30 for a number, -0, and lists that are written in short.
      fc.pre(isShort && JSON.stringify(JSON.parse(JSON.stringify(value))) === JSON.stringify(value));
      assert.equal(describeValue(value), typeof value === "string" ? value : JSON.stringify(value));
    }),
    { seed: 1, numRuns: 500 },
  );
});

test("what is no JSON is described all the same", () => {
  const itself: Record<string, unknown> = {};
  itself.itself = [itself];
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  const throwing = {
    get field(): never {
      throw new Error("not to be read");
    },
  };
  const lines: readonly (readonly [unknown, string])[] = [
    [10n ** 20n, "100000000000000000000n"],
    [{ of: [1n, undefined, Number.NaN] }, '{"of":[1n,undefined,NaN]}'],
    [undefined, "undefined"],
    [null, "null"],
    [Symbol("s"), "Symbol(s)"],
    [() => 1, '"(function)"'],
    [itself, '{"itself":["(itself)"]}'],
    [proxy, '"(unreadable)"'],
    [{ proxy }, '{"proxy":"(unreadable)"}'],
    [throwing, '{"field":"(unreadable)"}'],
    [["a\nb"], '["a\\nb"]'],
  ];
  for (const [value, line] of lines) assert.equal(describeValue(value), line);
});

test("the fields of a value are described each for itself, and what has none has none", () => {
  assert.deepEqual(fieldsOf({ a: "b", c: [1n] }), { a: "b", c: "[1n]" });
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  for (const value of [proxy, null, undefined, "text", 1]) assert.deepEqual(fieldsOf(value), {});
});
