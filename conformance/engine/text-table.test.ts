import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { TextTable } from "./text-table.ts";

test("stretches of bytes are numbered as a map of texts would number them", () => {
  const texts = fc.array(fc.oneof(fc.string({ maxLength: 3 }), fc.string({ maxLength: 400 })), {
    maxLength: 800,
    size: "max",
  });
  fc.assert(
    fc.property(texts, fc.nat(5), (added, margin) => {
      const table = new TextTable();
      const numbers = new Map<string, number>();
      for (const text of added) {
        const bytes = Buffer.from(`${"#".repeat(margin)}${text}#`);
        const known = numbers.get(text) ?? numbers.size;
        assert.equal(table.intern(bytes, margin, bytes.length - 1), known);
        numbers.set(text, known);
        assert.equal(table.size, numbers.size);
      }
    }),
  );
});

test("a table grows past its initial sizes without losing or renumbering a text", () => {
  const table = new TextTable();
  const long = "x".repeat(200);
  const count = 20_000;
  for (const _ of [1, 2]) {
    for (let i = 0; i < count; i++) {
      const bytes = Buffer.from(`${i}${long}`);
      assert.equal(table.intern(bytes, 0, bytes.length), i);
    }
    assert.equal(table.size, count);
  }
});
