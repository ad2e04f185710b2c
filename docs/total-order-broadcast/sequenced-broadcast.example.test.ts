import assert from "node:assert/strict";
import { test } from "node:test";
import { orders } from "./sequenced-broadcast.example.ts";

test("every node is told the same, in one order", () => {
  const [first = [], ...others] = orders();
  assert.deepEqual([...first].sort(), ["of a", "of b", "of c"]);
  for (const order of others) assert.deepEqual(order, first);
});
