import assert from "node:assert/strict";
import { test } from "node:test";
import { whatSeesMost } from "./sees-most.ts";

test("the fewest graphs that notice all that is noticed, the one that notices most first", () => {
  const noticed = [["a", "b"], ["b"], ["b", "c"], ["c"], [], ["a", "c"]];
  assert.deepEqual(whatSeesMost(noticed, ["a", "b", "c"]), [
    { model: "b", notices: 3, more: 3 },
    { model: "c", notices: 3, more: 2 },
  ]);
});

test("of two that notice as many the earlier is taken, and what nobody asks for is left", () => {
  assert.deepEqual(whatSeesMost([["a", "b"], ["z"]], ["b", "a"]), [{ model: "b", notices: 1, more: 1 }]);
  assert.deepEqual(whatSeesMost([[]], ["a"]), []);
});
