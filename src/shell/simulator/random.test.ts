/**
 * Each stream is the same for the same names, and has nothing to do with any other.
 *
 * @module
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { below, between, oneOf, randomOf, Streams, waiting } from "./random.ts";

function first(count: number, random: () => number): readonly number[] {
  return Array.from({ length: count }, random);
}

test("a stream is the same each time, and another for another seed, name or order of names", () => {
  const names = [[1, "a", "b"] as const, [2, "a", "b"] as const, [1, "b", "a"] as const, [1, "ab"] as const];
  const streams = names.map(([seed, ...rest]) => first(4, randomOf(seed, ...rest)));
  assert.deepEqual(
    streams,
    names.map(([seed, ...rest]) => first(4, randomOf(seed, ...rest))),
  );
  assert.equal(new Set(streams.map(String)).size, names.length);
});

test("the streams of a seed go on where they were, each by itself", () => {
  const streams = new Streams(1);
  const drawn = [streams.of("a", "b")(), streams.of("c")(), streams.of("a", "b")()];
  const [one, two] = first(2, randomOf(1, "a", "b"));
  assert.deepEqual(drawn, [one, randomOf(1, "c")(), two]);
});

test("numbers are spread evenly, also the first ones of seeds that follow each other", () => {
  for (const numbers of [
    first(10_000, randomOf(1, "x")),
    Array.from({ length: 10_000 }, (_, seed) => randomOf(seed, "x")()),
  ]) {
    const tenths = Array.from({ length: 10 }, () => 0);
    for (const number of numbers) {
      assert.ok(number >= 0 && number < 1, `${number}`);
      const tenth = Math.floor(number * 10);
      tenths[tenth] = (tenths[tenth] ?? 0) + 1;
    }
    assert.ok(
      tenths.every((count) => count > 850 && count < 1_150),
      tenths.join(),
    );
  }
});

test("what is drawn lies where it should", () => {
  const random = randomOf(1);
  const drawn = first(1_000, random);
  assert.ok(drawn.every(() => [0, 1, 2].includes(below(random, 3))));
  assert.ok(drawn.every(() => between(random, 5, 6) >= 5 && between(random, 5, 6) < 6));
  assert.deepEqual(new Set(drawn.map(() => oneOf(random, ["a", "b"]))), new Set(["a", "b"]));
  const mean = drawn.reduce((sum) => sum + waiting(random, 10), 0) / drawn.length;
  assert.ok(mean > 8 && mean < 12, `${mean}`);
  assert.equal(waiting(random, 0), 0);
  assert.throws(() => oneOf(random, []), /one of none/);
});
