import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { Pool } from "./pool.ts";

test("taken without a choice, things come in the order in which they were added", () => {
  const pool = new Pool<number>();
  const taken: (number | undefined)[] = [];
  for (let i = 0; i < 5_000; i++) {
    pool.add(2 * i);
    pool.add(2 * i + 1);
    taken.push(pool.take());
  }
  while (pool.size > 0) taken.push(pool.take());
  assert.deepEqual(
    taken,
    Array.from({ length: 10_000 }, (_, i) => i),
  );
  assert.equal(pool.take(), undefined);
});

test("whatever is chosen, each thing is taken once, and nothing where there is nothing", () => {
  fc.assert(
    fc.property(fc.array(fc.option(fc.nat(9))), (choices) => {
      const pool = new Pool<number>();
      const inside = new Set<number>();
      for (const [i, choice] of choices.entries()) {
        if (choice === null) {
          pool.add(i);
          inside.add(i);
        } else {
          const taken = pool.take(choice);
          assert.equal(taken !== undefined, choice < inside.size);
          assert.equal(taken === undefined || inside.delete(taken), true);
        }
        assert.equal(pool.size, inside.size);
      }
      pool.keep((thing) => thing % 2 === 0);
      const kept = [...inside].filter((thing) => thing % 2 === 0);
      assert.equal(pool.size, kept.length);
      for (const _ of kept) inside.delete(pool.take() ?? -1);
      assert.ok([...inside].every((thing) => thing % 2 === 1));
      for (const none of [-1, Number.NaN, 1_000]) assert.equal(pool.take(none), undefined);
      assert.equal(pool.size, 0);
    }),
    { seed: 1 },
  );
});
