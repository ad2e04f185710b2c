import assert from "node:assert/strict";
import { test } from "node:test";
import { noPaint, paintFor } from "./paint.ts";
import { formatCount, formatSeconds, renderTable } from "./table.ts";

const columns = [
  { title: "model", align: "left" },
  { title: "states", align: "right" },
] as const;

test("columns are as wide as their widest cell and lines have no trailing spaces", () => {
  const rows = [
    [{ text: "a longer name" }, { text: "8" }],
    [{ text: "short" }, { text: "" }],
  ];
  assert.deepEqual(renderTable(columns, rows, noPaint), ["model          states", "a longer name       8", "short"]);
});

test("colours do not move the columns", () => {
  const rows = [[{ text: "bad", tone: "bad" }, { text: "8" }]] as const;
  const [, line] = renderTable(columns, rows, (text, tone) => (tone === "bad" ? `<<${text}>>` : text));
  assert.equal(line, "<<bad>>         8");
});

test("colours are for terminals whose user has not refused them", () => {
  const output = (isTTY: boolean) => ({ isTTY, write: () => true });
  const isColoured = (isTTY: boolean, variables: Readonly<Record<string, string>>) =>
    paintFor(output(isTTY), variables)("text", "bad") !== "text";
  assert.equal(isColoured(true, {}), true);
  assert.equal(isColoured(false, {}), false);
  assert.equal(isColoured(true, { NO_COLOR: "1" }), false);
  assert.equal(isColoured(true, { TERM: "dumb" }), false);
});

test("counts have commas, and long times minutes", () => {
  assert.deepEqual([formatCount(1745408), formatCount(undefined)], ["1,745,408", ""]);
  assert.deepEqual([0.743, 59.94, 59.96, 75.2].map(formatSeconds), ["0.7 s", "59.9 s", "1 min 00 s", "1 min 15 s"]);
});
