import assert from "node:assert/strict";
import { test } from "node:test";
import { parseActionCoverage, sumCoverage } from "./action-coverage.ts";

test("an action's line gives its module, its name and how often it was taken", () => {
  assert.deepEqual(parseActionCoverage("<Reset line 9, col 1 to line 9, col 8 of module C>: 1:6"), {
    module: "C",
    action: "Reset",
    distinct: 1,
    generated: 6,
  });
  assert.equal(parseActionCoverage("  line 9, col 13 to line 9, col 17 of module C: 34"), undefined);
});

test("a part of the next-state relation that is no action by itself is called by its line", () => {
  const line = "<Next line 65, col 1 to line 65, col 4 of module C (67 22 67 71)>: 138:1240";
  const expected = { module: "C", action: "Next, line 67", distinct: 138, generated: 1240 };
  assert.deepEqual(parseActionCoverage(line), expected);
});

test("entries of one action are added up, and actions of the same name in two modules are kept apart", () => {
  const entry = { module: "C", action: "Reset", distinct: 1, generated: 6 };
  assert.deepEqual(sumCoverage([entry, { ...entry, module: "D" }, entry]), [
    { module: "C", action: "Reset", distinct: 2, generated: 12 },
    { module: "D", action: "Reset", distinct: 1, generated: 6 },
  ]);
});
