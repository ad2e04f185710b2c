import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { landings, type RecordParts } from "./landing.ts";
import { type Sequence, sequenceOf, slice } from "./sequence.ts";

interface Record {
  readonly epoch: number;
  readonly vote: string;
  readonly log: Sequence<{ readonly entry: number }>;
}

const parts: RecordParts = [["epoch", "vote"], ["log"]];

function record(epoch: number, vote: string, ...entries: readonly number[]): Record {
  return { epoch, vote, log: sequenceOf(entries.map((entry) => ({ entry }))) };
}

function textOf(found: unknown): string {
  const { epoch, vote, log }: Record = Object(found);
  return `${epoch} ${vote} ${slice(log, 0)
    .map(({ entry }) => entry)
    .join("")}`;
}

function textsOf(found: readonly unknown[]): readonly string[] {
  return [...new Set(found.map(textOf))];
}

test("without a write in flight a crash leaves what is on disk", () => {
  const durable = record(1, "a", 1);
  assert.deepEqual(landings(durable, [], parts), [durable]);
});

test("a record that has no parts lands whole, and a crash leaves the first so many writes", () => {
  assert.deepEqual(landings("none", ["prepared", "committed"]), ["none", "prepared", "committed"]);
  const writes = [record(1, "a", 1), record(2, "b")];
  assert.deepEqual(landings(writes[0], writes.slice(1)), writes);
});

test("what is no record is not torn", () => {
  for (const writes of [
    ["none", record(1, "a")],
    [record(1, "a"), null],
    [[1], [2]],
  ] as const) {
    assert.deepEqual(landings(writes[0], writes.slice(1), parts), writes);
  }
});

test("the fields of one part land together, and different parts apart", () => {
  const found = landings({ a: 1, b: 1, c: 1 }, [{ a: 2, b: 2, c: 2 }], [["a", "b"], ["c"]]);
  assert.deepEqual(found, [
    { a: 1, b: 1, c: 1 },
    { a: 2, b: 2, c: 2 },
    { a: 1, b: 1, c: 2 },
    { a: 2, b: 2, c: 1 },
    { a: 2, b: 2, c: 2 },
  ]);
});

test("a log lands entry by entry, once the tail that it replaces is gone", () => {
  assert.deepEqual(textsOf(landings(record(1, "a", 1, 2, 3), [record(1, "a", 1, 4, 5)], parts)), [
    "1 a 123",
    "1 a 145",
    "1 a 1",
    "1 a 14",
  ]);
});

test("a log that grows is never shorter than it was", () => {
  assert.deepEqual(textsOf(landings(record(1, "a", 1), [record(2, "b", 1, 2, 3)], parts)), [
    "1 a 1",
    "2 b 123",
    "1 a 12",
    "1 a 123",
    "2 b 1",
    "2 b 12",
  ]);
});

test("a later write is torn from the one before it, not from the record on disk", () => {
  const found = textsOf(landings(record(1, "a"), [record(2, "b"), record(3, "c", 1)], parts));
  assert.deepEqual(found, ["1 a ", "2 b ", "3 c 1", "2 b 1", "3 c "]);
});

const records = fc
  .tuple(fc.nat({ max: 3 }), fc.constantFrom("a", "b"), fc.array(fc.nat({ max: 2 }), { maxLength: 40 }))
  .map(([epoch, vote, entries]) => record(epoch, vote, ...entries));

test("whatever a crash leaves lies between two of the writes, and each of these is left by some crash", () => {
  fc.assert(
    fc.property(records, fc.array(records, { maxLength: 3 }), (durable, writing) => {
      const whole = [durable, ...writing];
      const found = landings(durable, writing, parts);
      assert.equal(found[0], durable);
      for (const one of whole) assert.ok(found.includes(one));
      for (const left of found) {
        const isBetween = (before: Record, after: Record = before): boolean => liesBetween(Object(left), before, after);
        assert.ok(
          whole.some((before, i) => isBetween(before, whole[i + 1])),
          textOf(left),
        );
      }
    }),
  );
});

/** No part is invented: epoch and vote are of one of the two, and the log is the old one or a prefix of the new one. */
function liesBetween(left: Record, before: Record, after: Record): boolean {
  const isOf = ({ epoch, vote }: Record): boolean => left.epoch === epoch && left.vote === vote;
  const [log, old, later] = [left, before, after].map((one) =>
    slice(one.log, 0)
      .map(({ entry }) => entry)
      .join(),
  );
  return (isOf(before) || isOf(after)) && (log === old || `${later},`.startsWith(log === "" ? "" : `${log},`));
}
