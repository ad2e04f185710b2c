import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { NodeSet } from "./node-set.ts";
import { alwaysMeet, flawIn, isQuorum, majorityOf, type Quorums, quorumsWhere, reachedByQuorum } from "./quorum.ts";

const nodes: NodeSet = ["a", "b", "c", "d", "e"];
const some = fc.subarray([...nodes]);
const isMajority = (set: NodeSet): boolean => 2 * set.length > nodes.length;
/** Five seats as a grid of two rows: one whole row, or one of each column. */
const isOfGrid = (set: NodeSet): boolean =>
  ["a", "b"].every((node) => set.includes(node)) || ["c", "d", "e"].every((node) => set.includes(node));
const weightOf = (set: NodeSet): number => set.length + (set.includes("a") ? 2 : 0);
const isHeavy = (set: NodeSet): boolean => weightOf(set) >= 4;

test("a majority is more than half", () => {
  assert.deepEqual(majorityOf(["a", "b", "c"]), { kind: "atLeast", count: 2 });
  assert.deepEqual(majorityOf(["a", "b", "c", "d"]), { kind: "atLeast", count: 3 });
  assert.deepEqual(majorityOf(["a"]), { kind: "atLeast", count: 1 });
});

test("quorums that a predicate tells are its smallest sets", () => {
  assert.deepEqual(quorumsWhere(nodes, isHeavy), {
    kind: "anyOf",
    sets: [
      ["a", "b"],
      ["a", "c"],
      ["a", "d"],
      ["a", "e"],
      ["b", "c", "d", "e"],
    ],
  });
});

test("a set is a quorum exactly if the predicate says so", () => {
  for (const predicate of [isMajority, isOfGrid, isHeavy]) {
    const quorums = quorumsWhere(nodes, predicate);
    fc.assert(fc.property(some, (set) => assert.equal(isQuorum(quorums, set), predicate(set))));
  }
  fc.assert(fc.property(some, (set) => assert.equal(isQuorum(majorityOf(nodes), set), isMajority(set))));
});

test("a predicate without a quorum, or of too many nodes, is an error of the program", () => {
  const message = "quorums: not even all nodes together are a quorum";
  assert.throws(() => quorumsWhere(nodes, () => false), { message });
  const many = Array.from({ length: 13 }, (_, i) => `n${i}`);
  assert.throws(() => quorumsWhere(many, isMajority), {
    message: "quorums: a predicate tells those of at most 12 nodes",
  });
});

test("what a quorum has reached is the greatest number that all of some quorum have reached", () => {
  const systems: readonly [Quorums, (set: NodeSet) => boolean][] = [
    [majorityOf(nodes), isMajority],
    [quorumsWhere(nodes, isMajority), isMajority],
    [quorumsWhere(nodes, isOfGrid), isOfGrid],
    [quorumsWhere(nodes, isHeavy), isHeavy],
  ];
  const reached = fc.array(fc.nat({ max: 6 }), { minLength: 5, maxLength: 5 });
  fc.assert(
    fc.property(fc.constantFrom(...systems), reached, ([quorums, predicate], numbers) => {
      const isReached = (number: number): boolean => predicate(nodes.filter((_, i) => (numbers[i] ?? 0) >= number));
      const greatest = [6, 5, 4, 3, 2, 1].find(isReached) ?? 0;
      assert.equal(reachedByQuorum(quorums, nodes, numbers), greatest);
    }),
  );
});

test("majorities always meet, and quorums that are smaller need not", () => {
  const majority = majorityOf(nodes);
  const all = { kind: "atLeast", count: 5 } as const;
  const two = { kind: "atLeast", count: 2 } as const;
  const grid = quorumsWhere(nodes, isOfGrid);
  const heavy = quorumsWhere(nodes, isHeavy);
  assert.equal(alwaysMeet(nodes, majority, majority), true);
  assert.equal(alwaysMeet(nodes, majority, two), false);
  assert.equal(alwaysMeet(nodes, all, two), true);
  assert.equal(alwaysMeet(nodes, grid, grid), false);
  assert.equal(alwaysMeet(nodes, heavy, heavy), true);
  assert.equal(alwaysMeet(nodes, majority, heavy), false);
  assert.equal(alwaysMeet(nodes, heavy, all), true);
});

test("quorums are of so many nodes as there are, or of sets of them", () => {
  const flawOf = (quorums: Quorums): string | undefined => flawIn(quorums, ["a", "b", "c"]);
  assert.equal(flawOf({ kind: "atLeast", count: 1 }), undefined);
  assert.equal(flawOf({ kind: "atLeast", count: 3 }), undefined);
  assert.equal(flawOf({ kind: "anyOf", sets: [["a"], ["b", "c"]] }), undefined);
  assert.equal(flawOf({ kind: "atLeast", count: 0 }), "a quorum of at least 0 of 3 nodes");
  assert.equal(flawOf({ kind: "atLeast", count: 4 }), "a quorum of at least 4 of 3 nodes");
  assert.equal(flawOf({ kind: "atLeast", count: 1.5 }), "a quorum of at least 1.5 of 3 nodes");
  assert.equal(flawOf({ kind: "anyOf", sets: [] }), "there is no quorum");
  assert.equal(flawOf({ kind: "anyOf", sets: [["a", "b"], []] }), "a quorum of nobody");
  assert.equal(flawOf({ kind: "anyOf", sets: [["a", "d"]] }), 'a quorum with "d", which is none of the nodes');
});
