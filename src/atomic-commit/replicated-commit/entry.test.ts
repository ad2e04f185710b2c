import assert from "node:assert/strict";
import { test } from "node:test";
import { entryIn, entryOf } from "./entry.ts";
import { partsOf } from "./transaction-name.ts";

const candidates = ["a", "b"];
const takeOver = entryOf(1, { kind: "takeOver", by: "a", number: 3 });
const record = entryOf(2, {
  ...{ kind: "record", by: "a", number: 3, transaction: "a.3.1", record: "commit" },
  participants: ["bank"],
});

test("an entry is read as it was written, and copied", () => {
  for (const entry of [takeOver, record]) {
    assert.deepEqual(entryIn(entry, candidates), entry);
    assert.notEqual(entryIn(entry, candidates), entry);
  }
});

test("an entry of others, or one that no candidate writes so, says nothing", () => {
  const { value } = record;
  const strange: readonly unknown[] = [
    undefined,
    { client: "till", number: 1, value: "bread" },
    { ...takeOver, number: 2 },
    { ...record, number: 1 },
    { ...record, number: 0 },
    { ...takeOver, client: "b.3" },
    { ...entryOf(1, { kind: "takeOver", by: "thief", number: 1 }) },
    { ...takeOver, value: { ...takeOver.value, number: 0 } },
    { ...record, value: { ...value, kind: "decree" } },
    { ...record, value: { ...value, record: "abort" } },
    { ...record, value: { ...value, transaction: "" } },
    { ...record, value: { ...value, participants: "bank" } },
    { ...record, value: { ...value, participants: [7] } },
  ];
  for (const entry of strange) assert.equal(entryIn(entry, candidates), undefined, JSON.stringify(entry));
});

test("an entry that cannot be read is a mistake of the log, and is thrown", () => {
  const trap = {
    get client(): string {
      throw new RangeError("a trap");
    },
  };
  assert.throws(() => entryIn(trap, candidates), RangeError);
});

test("the name of a transaction says in which take-over it was begun, whatever the candidate is called", () => {
  assert.deepEqual(partsOf("a.b.12.3"), { by: "a.b", number: 12, ordinal: 3 });
  for (const name of ["", "a", "a.1", "a.0.1", "a.1.01", "a.1.x", ".1.1"]) assert.equal(partsOf(name), undefined, name);
});
