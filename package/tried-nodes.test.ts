import assert from "node:assert/strict";
import { test } from "node:test";
import { nodeThatRan, oldestNodes } from "./tried-nodes.ts";

test("the oldest Nodes are those with which the ranges of engines begin", () => {
  assert.deepEqual(oldestNodes("^20.19.0 || ^22.13.0 || >=24.0.0"), ["20.19.0", "22.13.0", "24.0.0"]);
});

test("nothing counts as tried on a Node when another one has run", () => {
  const node = { path: "/usr/bin/node", version: "v20.19.1" };
  for (const asked of ["20", "20.19", "20.19.1"]) assert.equal(nodeThatRan(asked, node), node);
  for (const asked of ["26", "2", "20.1", "20.19.0"]) {
    assert.throws(() => nodeThatRan(asked, node), new RegExp(`node@${asked} is not what ran, but Node v20.19.1`));
  }
});
