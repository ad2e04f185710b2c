import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { excluding, including, nodeSet, noNodes, sameNodes } from "./node-set.ts";

const nodes = fc.array(fc.constantFrom("a", "b", "c", "d"));

test("a set of nodes is sorted and has no duplicates", () => {
  assert.deepEqual(nodeSet(["b", "a", "b"]), ["a", "b"]);
  assert.deepEqual(nodeSet([]), noNodes);
});

test("including a new node keeps the order", () => {
  assert.deepEqual(including(["a", "c"], "b"), ["a", "b", "c"]);
});

test("including a node that is there gives the same object", () => {
  const set = nodeSet(["a", "b"]);
  assert.equal(including(set, "a"), set);
});

test("excluding leaves the nodes that are not in the other set, in their order", () => {
  assert.deepEqual(excluding(["a", "b", "c"], ["b"]), ["a", "c"]);
});

test("sets are the same if they have the same nodes", () => {
  assert.equal(sameNodes(["a", "b"], ["a", "b"]), true);
  assert.equal(sameNodes(["a", "b"], ["a", "c"]), false);
  assert.equal(sameNodes(["a", "b"], ["a"]), false);
});

test("equal sets are equal data, in whatever order their nodes were given", () => {
  fc.assert(
    fc.property(nodes, nodes, (one, other) => {
      const all = nodeSet([...one, ...other]);
      assert.deepEqual(other.reduce(including, nodeSet(one)), all);
      assert.deepEqual(nodeSet([...excluding(all, nodeSet(one)), ...one]), all);
      assert.equal(sameNodes(all, nodeSet([...other, ...one])), true);
    }),
  );
});
