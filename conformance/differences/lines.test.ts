import assert from "node:assert/strict";
import { test } from "node:test";
import { noPaint } from "../check/paint.ts";
import { columns, cut, wrapped } from "./lines.ts";
import { whereLines, wholeLines } from "./where-lines.ts";

test("a sentence goes on below, further in, and its end is left out where it needs more than six lines", () => {
  assert.deepEqual(wrapped("short", 2), ["  short"]);
  const long = wrapped("word ".repeat(30), 2);
  assert.deepEqual(
    long.map(({ length }) => length <= columns),
    [true, true],
  );
  assert.match(long[1] ?? "", /^ {4}word/);
  const endless = wrapped("word ".repeat(3000), 0);
  assert.deepEqual([endless.length, endless.at(-1)], [6, "  …"]);
  assert.deepEqual(wrapped("x".repeat(500), 0), [`${"x".repeat(columns - 1)}…`]);
});

test("what is cut is marked, and what fits is not", () => {
  assert.deepEqual([cut("abc", 3), cut("abcd", 3)], ["abc", "ab…"]);
});

test("paths are never cut: a long one begins further left, or on a line of its own", () => {
  const path = `src/${"a".repeat(52)}.ts:123`;
  const [first = "", second = ""] = whereLines(
    [
      ["Act", [`${path} act`]],
      ["ActionOfALongName", ["spec/B.tla:1"]],
    ],
    noPaint,
  );
  assert.deepEqual([first.length, first.endsWith(` ${path}`)], [columns, true]);
  assert.equal(second, "  ActionOfALongName  spec/B.tla:1");
  assert.deepEqual(wholeLines("build/a.json"), ["  whole: build/a.json"]);
  assert.deepEqual(wholeLines("b".repeat(79), "graphs"), ["  whole: graphs of", `  ${"b".repeat(79)}`]);
});

test("of an action that stands nowhere nothing is said", () =>
  assert.deepEqual(whereLines([["Action", []]], noPaint), []));
