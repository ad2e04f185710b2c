import assert from "node:assert/strict";
import { test } from "node:test";
import { seeded } from "./chance.ts";

test("a seed gives numbers from 0 up to 1, evenly spread, and the same ones each time", () => {
  for (const seed of [0, 1, -1, 2 ** 31 - 2, 2 ** 31 - 1, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER]) {
    const [one, other] = [seeded(seed), seeded(seed)];
    const tenths = new Array<number>(10).fill(0);
    for (let i = 0; i < 10_000; i++) {
      const number = one();
      assert.equal(number, other());
      assert.ok(number >= 0 && number < 1, `${seed}: ${number}`);
      const tenth = Math.floor(number * 10);
      tenths[tenth] = (tenths[tenth] ?? 0) + 1;
    }
    assert.ok(
      tenths.every((count) => count > 850 && count < 1_150),
      `${seed}: ${tenths.join()}`,
    );
  }
  assert.notEqual(seeded(1)(), seeded(2)());
});

test("what is no whole number is no seed", () => {
  for (const seed of [0.5, Number.NaN, 2 ** 60]) {
    assert.throws(() => seeded(seed), { message: `seeded: the seed is a whole number, and ${seed} is none` });
  }
});
