import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { TupleTable } from "./tuple-table.ts";

function read(table: TupleTable, number: number): readonly number[] {
  const tuple = new Uint32Array(table.width);
  table.read(number, tuple);
  return [...tuple];
}

/** Small numbers, numbers around two bytes, and numbers of four. */
const component = fc.oneof(
  fc.nat(3),
  fc.constantFrom(0xfffe, 0xffff, 0x10000, 0x10001, 0x7fffffff, 0xfffffffe),
  fc.nat(0xffff),
);

test("tuples are numbered in the order of their first arrival, as a map of texts would number them", () => {
  const tuples = fc.nat({ max: 5 }).chain((width) =>
    fc.array(fc.array(component, { minLength: width + 1, maxLength: width + 1 }), {
      minLength: 1,
      maxLength: 1200,
      size: "max",
    }),
  );
  fc.assert(
    fc.property(tuples, (added) => {
      const table = new TupleTable(added[0]?.length ?? 0);
      const numbers = new Map<string, number>();
      for (const tuple of added) {
        const known = numbers.get(tuple.join()) ?? numbers.size;
        assert.equal(table.find(tuple), numbers.has(tuple.join()) ? known : -1);
        assert.equal(table.intern(tuple), known);
        numbers.set(tuple.join(), known);
        assert.equal(table.size, numbers.size);
      }
      for (const [text, number] of numbers) assert.equal(read(table, number).join(), text);
    }),
  );
});

test("a table grows past its initial sizes without losing or renumbering a tuple", () => {
  const table = new TupleTable(3);
  const tupleOf = (i: number): readonly number[] => [i % 7, i, (i * 31) % 1000];
  const count = 50_000;
  for (let i = 0; i < count; i++) assert.equal(table.intern(tupleOf(i)), i);
  assert.equal(table.size, count);
  for (let i = 0; i < count; i++) {
    assert.equal(table.find(tupleOf(i)), i);
    assert.equal(table.intern(tupleOf(i)), i);
  }
  assert.deepEqual(read(table, 12_345), tupleOf(12_345));
  assert.equal(table.find([0, count, 0]), -1);
});

test("the first component above two bytes keeps what was there, and is told from its lower half", () => {
  const table = new TupleTable(2);
  for (let i = 0; i < 2000; i++) table.intern([i, 0xffff]);
  assert.equal(table.intern([0, 0x1ffff]), 2000);
  assert.equal(table.find([0, 0xffff]), 0);
  assert.equal(table.find([0, 0x1ffff]), 2000);
  assert.deepEqual(read(table, 1999), [1999, 0xffff]);
  for (let i = 0; i < 5000; i++) table.intern([i, 0x20000 + i]);
  assert.deepEqual(read(table, 2000), [0, 0x1ffff]);
  assert.deepEqual(read(table, 2001 + 4999), [4999, 0x20000 + 4999]);
});
