import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { PairMemo } from "./pair-memo.ts";

test("a function of two numbers is remembered: it is called once for each pair, however far apart they are", () => {
  const pairs = fc.array(fc.tuple(fc.oneof(fc.nat(5), fc.nat(700)), fc.oneof(fc.nat(20), fc.nat(700))), {
    maxLength: 300,
    size: "max",
  });
  fc.assert(
    fc.property(pairs, (asked) => {
      const calls: string[] = [];
      const memo = new PairMemo((one, other) => {
        calls.push(`${one} ${other}`);
        return (one * 7 + other) % 5;
      });
      for (const [one, other] of [...asked, ...asked]) assert.equal(memo.get(one, other), (one * 7 + other) % 5);
      assert.deepEqual([...calls].sort(), [...new Set(asked.map(([one, other]) => `${one} ${other}`))].sort());
    }),
  );
});
