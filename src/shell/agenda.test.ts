/**
 * Whatever is added and taken in whatever order, the next one is the earliest, and the first of those of one time.
 *
 * @module
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { Agenda, type Dated } from "./agenda.ts";

test("the next is always the earliest of all that are there", () => {
  const move = fc.oneof(fc.nat({ max: 9 }), fc.constant("take" as const));
  fc.assert(
    fc.property(fc.array(move, { maxLength: 80 }), (moves) => {
      const agenda = new Agenda<Dated>();
      let there: Dated[] = [];
      for (const [order, at] of moves.entries()) {
        if (at === "take") {
          const earliest = there.toSorted((one, other) => one.at - other.at || one.order - other.order)[0];
          assert.equal(agenda.next, earliest);
          assert.equal(agenda.take(), earliest);
          there = there.filter((thing) => thing !== earliest);
        } else {
          const thing = { at, order };
          there.push(thing);
          agenda.add(thing);
        }
        assert.equal(agenda.size, there.length);
      }
    }),
    { seed: 1 },
  );
});

test("what is not there any more is not taken", () => {
  const agenda = new Agenda<Dated>();
  for (const at of [5, 3, 4, 1]) agenda.add({ at, order: at });
  agenda.replace([
    { at: 4, order: 4 },
    { at: 3, order: 3 },
  ]);
  assert.deepEqual([agenda.take()?.at, agenda.take()?.at, agenda.take()], [3, 4, undefined]);
});
