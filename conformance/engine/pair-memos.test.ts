import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { PairMemos } from "./pair-memos.ts";

/** Some small, some far apart, and some so far that no rectangle would hold them. */
const number = fc.oneof(fc.nat(5), fc.nat(700), fc.nat(2 ** 24));

test("functions of two numbers are remembered: each is called once for each pair, however far apart they are", () => {
  const asked = fc.array(fc.tuple(fc.nat(2), number, number), { maxLength: 300, size: "max" });
  fc.assert(
    fc.property(asked, (pairs) => {
      const calls: string[] = [];
      const expected = (which: number, one: number, other: number): number => (which * 3 + one * 7 + other) % 5;
      const memos = new PairMemos(3, (which, one, other) => {
        calls.push(`${which} ${one} ${other}`);
        return expected(which, one, other);
      });
      for (const [which, one, other] of [...pairs, ...pairs]) {
        assert.equal(memos.get(which, one, other), expected(which, one, other));
      }
      assert.deepEqual([...calls].sort(), [...new Set(pairs.map((pair) => pair.join(" ")))].sort());
    }),
  );
});
