import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { sequenceOf } from "../../core/sequence.ts";
import { emptyLine, firstOf, type Line, positionIn, withNext } from "./line.ts";

function lineOf(positions: readonly number[]): Line {
  return positions.reduce(withNext, emptyLine);
}

test("requests that stand right behind each other are one run", () => {
  const runs = [
    { number: 1, position: 4 },
    { number: 3, position: 9 },
  ];
  assert.deepEqual(lineOf([4, 5, 9, 10, 11]), { count: 5, runs: sequenceOf(runs) });
});

test("a line knows where each request stands, and nothing of others, however long it was", () => {
  const gaps = fc.array(fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 3 })), { maxLength: 120 });
  fc.assert(
    fc.property(gaps, fc.nat(), (steps, chosen) => {
      let position = 0;
      const positions = steps.map((step) => {
        position += step;
        return position;
      });
      const line = lineOf(positions);
      for (const [i, stands] of positions.entries()) assert.equal(positionIn(line, i + 1), stands);
      assert.equal(positionIn(line, positions.length + 1), undefined);
      const count = 1 + (chosen % Math.max(positions.length, 1));
      if (positions.length > 0) assert.deepEqual(firstOf(line, count), lineOf(positions.slice(0, count)));
    }),
  );
});
