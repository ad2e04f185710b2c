import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { mixed, noneSeen, noOperations, toggle } from "./seen.ts";

// Of few operations the same sets come again.
const answered = 34;
const open = 3;

const pairs = fc.array(
  fc.record({
    state: fc.nat({ max: 3 }),
    operations: fc.uniqueArray(fc.nat({ max: answered + open - 1 }), { maxLength: 5 }),
  }),
  { minLength: 300, maxLength: 400, size: "max" },
);

for (const hashes of ["its own hash", "one hash"]) {
  test(`a pair is new once, however many there are, where each has ${hashes}`, () => {
    const property = fc.property(pairs, (all) => {
      const seen = noneSeen();
      const known = new Set<string>();
      for (const { state, operations } of all) {
        const set = noOperations(answered, open);
        for (const operation of operations) toggle(set, operation, answered);
        if (hashes === "one hash") set.hash = mixed(~state);
        const first = Array.from({ length: answered }, (_, i) => i).find((i) => !operations.includes(i)) ?? answered;
        const last = Math.max(-1, ...operations.filter((operation) => operation < answered));
        const text = JSON.stringify([state, operations.toSorted()]);
        assert.equal(seen.add(set, first, last, state), !known.has(text));
        known.add(text);
      }
      assert.equal(seen.size, known.size);
    });
    fc.assert(property, { numRuns: 20 });
  });
}
