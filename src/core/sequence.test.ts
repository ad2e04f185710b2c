import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  append,
  appendAll,
  emptySequence,
  isSequence,
  itemAt,
  type Sequence,
  sequenceOf,
  sharedLength,
  slice,
  take,
} from "./sequence.ts";

/** Around the lengths at which a leaf, a branch and a branch of branches are full. */
const lengths = fc.oneof(
  fc.nat({ max: 70 }),
  fc.integer({ min: 990, max: 1100 }),
  fc.integer({ min: 32_700, max: 33_000 }),
);

function numbersUpTo(length: number, from = 0): readonly number[] {
  return Array.from({ length }, (_, i) => from + i);
}

function deepFreeze(value: unknown): void {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return;
  Object.freeze(value);
  for (const part of Object.values(value)) deepFreeze(part);
}

type Change = { readonly append: number } | { readonly takeThousandths: number };

const changes: fc.Arbitrary<readonly Change[]> = fc.array(
  fc.oneof(
    fc.record({ append: fc.oneof(fc.constant(1), fc.nat({ max: 40 }), fc.nat({ max: 1200 })) }),
    fc.record({ takeThousandths: fc.nat({ max: 1000 }) }),
  ),
  { maxLength: 12 },
);

/** The same changes made to a sequence and to an array. */
function made(by: readonly Change[], from: Sequence<number> = emptySequence): [Sequence<number>, readonly number[]] {
  let sequence = from;
  let array = slice(from, 0);
  let next = 1_000_000;
  for (const change of by) {
    deepFreeze(sequence);
    if ("append" in change) {
      const items = numbersUpTo(change.append, next);
      next += change.append;
      sequence = change.append === 1 ? append(sequence, next - 1) : appendAll(sequence, items);
      array = [...array, ...items];
    } else {
      const length = Math.floor((array.length * change.takeThousandths) / 1000);
      sequence = take(sequence, length);
      array = array.slice(0, length);
    }
  }
  return [sequence, array];
}

test("a sequence is as an array, however it was made", () => {
  fc.assert(
    fc.property(changes, fc.nat(), fc.nat(), (some, from, to) => {
      const [sequence, array] = made(some);
      assert.equal(sequence.length, array.length);
      assert.deepEqual(slice(sequence, 0), array);
      const [one, other] = [from % (array.length + 2), to % (array.length + 2)];
      assert.deepEqual(slice(sequence, one, other), array.slice(one, other));
      assert.equal(itemAt(sequence, one), array[one]);
    }),
  );
});

test("equal sequences have equal structure", () => {
  fc.assert(
    fc.property(changes, (some) => {
      const [sequence, array] = made(some);
      assert.equal(JSON.stringify(sequence), JSON.stringify(sequenceOf(array)));
      assert.deepEqual(sequence, sequenceOf(array));
    }),
  );
});

test("a sequence can be cut at every length", () => {
  fc.assert(
    fc.property(lengths, lengths, (length, kept) => {
      const cut = take(sequenceOf(numbersUpTo(length)), kept);
      assert.deepEqual(cut, sequenceOf(numbersUpTo(Math.min(length, kept))));
    }),
    { numRuns: 50 },
  );
});

test("every item is found, and none beyond the end", () => {
  const sequence = sequenceOf(numbersUpTo(33_000));
  for (let i = 0; i < 33_000; i++) assert.equal(itemAt(sequence, i), i);
  for (const beyond of [-1, 33_000, 0.5, Number.NaN]) assert.equal(itemAt(sequence, beyond), undefined);
});

test("of a position that is no whole number what is behind the point is left out, and what is no number is 0", () => {
  const sequence = sequenceOf(numbersUpTo(70));
  assert.deepEqual(slice(sequenceOf([1, 2, 3]), 0, 1.5), [1]);
  assert.deepEqual(slice(sequence, 33.9, 65.5), numbersUpTo(32, 33));
  assert.deepEqual(slice(sequence, Number.NaN, Number.POSITIVE_INFINITY), numbersUpTo(70));
  assert.deepEqual(slice(sequence, -5, Number.NaN), []);
  assert.deepEqual(slice(sequence, Number.NEGATIVE_INFINITY, 2), [0, 1]);
  assert.deepEqual(slice(sequence, 5, 2), []);
  assert.deepEqual(take(sequence, 33.9), take(sequence, 33));
  for (const none of [0.9, -1, Number.NaN, Number.NEGATIVE_INFINITY]) assert.equal(take(sequence, none), emptySequence);
});

test("what changes nothing gives the same object", () => {
  const sequence = sequenceOf([1, 2, 3]);
  assert.equal(appendAll(sequence, []), sequence);
  assert.equal(take(sequence, 3), sequence);
  assert.equal(take(sequence, 4), sequence);
  assert.equal(take(sequence, 0), emptySequence);
});

test("two sequences made from one share what was kept of it", () => {
  fc.assert(
    fc.property(
      lengths,
      lengths,
      lengths,
      fc.nat({ max: 80 }),
      fc.nat({ max: 80 }),
      (length, one, other, more, most) => {
        const common = sequenceOf(numbersUpTo(length));
        const [keptByOne, keptByOther] = [Math.min(one, length), Math.min(other, length)];
        const left = appendAll(take(common, one), numbersUpTo(more, 100_000));
        const right = appendAll(take(common, other), numbersUpTo(most, 200_000));
        const kept = Math.min(keptByOne, keptByOther);
        assert.equal(sharedLength(left, right), kept);
        assert.equal(sharedLength(right, left), kept);
      },
    ),
    { numRuns: 200 },
  );
});

test("a sequence shares all of itself with itself and with what continues it", () => {
  fc.assert(
    fc.property(lengths, fc.nat({ max: 2000 }), (length, more) => {
      const sequence = sequenceOf(numbersUpTo(length));
      const longer = appendAll(sequence, numbersUpTo(more));
      assert.equal(sharedLength(sequence, sequence), length);
      assert.equal(sharedLength(sequence, longer), length);
    }),
    { numRuns: 50 },
  );
});

test("what is shared is never more than what two sequences have in common", () => {
  fc.assert(
    fc.property(changes, changes, changes, (before, some, others) => {
      const [common] = made(before);
      const [left, leftItems] = made(some, common);
      const [right, rightItems] = made(others, common);
      const firstDifference = leftItems.findIndex((item, i) => item !== rightItems[i]);
      const inCommon = firstDifference === -1 ? leftItems.length : firstDifference;
      assert.ok(sharedLength(left, right) <= inCommon);
    }),
  );
});

test("what is made is a sequence", () => {
  fc.assert(
    fc.property(changes, (some) => {
      const [sequence] = made(some);
      assert.ok(isSequence(sequence));
      assert.ok(isSequence(JSON.parse(JSON.stringify(sequence))));
    }),
  );
});

test("a sequence of which anything is missing is none", () => {
  const leaf = { items: numbersUpTo(32), nodes: [] };
  const sequence = { length: 70, trunk: { items: [], nodes: [leaf, leaf] }, tail: numbersUpTo(6) };
  assert.ok(isSequence(sequence));
  const wrong = [
    { length: 69 },
    { length: -1 },
    { length: 70.5 },
    { length: 2 ** 31 },
    { length: 2 ** 31 + 6 },
    { length: 2 ** 53 },
    { length: "70" },
    { length: 0 },
    { tail: numbersUpTo(5) },
    { tail: [] },
    { length: 97, tail: numbersUpTo(33) },
    { length: 3, tail: numbersUpTo(35) },
    { tail: "123456" },
    { trunk: null },
    { trunk: { items: [] } },
    { trunk: { items: [], nodes: [leaf] } },
    { trunk: { items: [], nodes: [leaf, leaf, leaf] } },
    { trunk: { items: [1], nodes: [leaf, leaf] } },
    { trunk: { items: [], nodes: [leaf, { items: numbersUpTo(31), nodes: [] }] } },
    { trunk: { items: [], nodes: [leaf, { items: numbersUpTo(32), nodes: [leaf] }] } },
    { trunk: { items: "", nodes: [leaf, leaf] } },
  ];
  for (const fields of wrong) assert.equal(isSequence({ ...sequence, ...fields }), false, JSON.stringify(fields));
  for (const other of [null, undefined, 7, "", [], {}]) assert.equal(isSequence(other), false);
  assert.ok(isSequence(emptySequence));
});
