import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Addressed } from "../../src/core/system.ts";
import { SetTable } from "./set-table.ts";

const message = (kind: string) => ({ kind, from: "a", to: "b" });
const kinds = fc.array(fc.constantFrom("v", "w", "x", "y", "z"), { maxLength: 5 });

function kindsOf(table: SetTable<Addressed>, set: number): readonly string[] {
  return table.membersOf(set).map((member) => table.members.value(member).kind);
}

test("number 0 is the empty set", () => {
  const table = new SetTable<Addressed>();
  assert.equal(table.setOf([]), 0);
  assert.deepEqual(table.membersOf(0), []);
});

test("members are equal by their fields, in whatever order these were written", () => {
  const table = new SetTable<Addressed>();
  assert.equal(table.setOf([{ kind: "v", from: "a", to: "b" }]), table.setOf([{ to: "b", from: "a", kind: "v" }]));
});

test("sets are sets: their number does not depend on order or repetition", () => {
  fc.assert(
    fc.property(kinds, kinds, (one, other) => {
      const table = new SetTable<Addressed>();
      const all = table.setOf([...one, ...other].map(message));
      assert.equal(table.setOf([...other, ...one, ...one].map(message)), all);
      const union = table.union(table.setOf(one.map(message)), table.setOf(other.map(message)));
      assert.equal(union, all);
      assert.equal(table.union(table.setOf(other.map(message)), table.setOf(one.map(message))), all);
      assert.deepEqual(new Set(kindsOf(table, all)), new Set([...one, ...other]));
    }),
  );
});

test("a set without one of its members is the set of the others", () => {
  fc.assert(
    fc.property(kinds, (present) => {
      const table = new SetTable<Addressed>();
      const set = table.setOf(present.map(message));
      for (const member of table.membersOf(set)) {
        const { kind } = table.members.value(member);
        assert.equal(table.without(set, member), table.setOf(present.filter((other) => other !== kind).map(message)));
      }
    }),
  );
});
