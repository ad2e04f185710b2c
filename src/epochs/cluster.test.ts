import assert from "node:assert/strict";
import { test } from "node:test";
import { type Cluster, type ClusterOptions, clusterOf } from "./cluster.ts";

const options: ClusterOptions = { self: "b", nodes: ["c", "a", "b"] };

function cluster(changes: Partial<ClusterOptions> = {}): Cluster {
  return clusterOf({ ...options, ...changes }, "a protocol");
}

function refused(changes: Partial<ClusterOptions>, because: string): void {
  assert.throws(() => cluster(changes), new Error(`a protocol: ${because}`));
}

const atLeast = (count: number) => ({ kind: "atLeast", count }) as const;

test("a cluster knows its nodes in their order, the others, and majorities unless others are given", () => {
  const { self, nodes, others, quorums } = cluster();
  assert.deepEqual([self, nodes, others], ["b", ["a", "b", "c"], ["a", "c"]]);
  assert.deepEqual(quorums, { election: atLeast(2), proposal: atLeast(2), preVote: atLeast(2) });
});

test("nodes that were given the same have one identity, and others another", () => {
  const { identity } = cluster();
  assert.match(identity, /^[0-9a-f]{16}$/);
  assert.equal(cluster({ self: "a", nodes: ["a", "b", "c"] }).identity, identity);
  assert.equal(cluster({ quorums: { election: atLeast(2), proposal: atLeast(2) } }).identity, identity);
  // Nothing that is safe hangs on it.
  const rash = cluster({ quorums: { election: atLeast(2), proposal: atLeast(2), preVote: atLeast(1) } });
  assert.deepEqual([rash.quorums.preVote, rash.identity], [atLeast(1), identity]);
  const others: readonly Partial<ClusterOptions>[] = [
    { cluster: "second" },
    { nodes: ["a", "b"] },
    { nodes: ["a", "b", "c", "d"] },
    { quorums: { election: atLeast(3), proposal: atLeast(1) } },
  ];
  assert.equal(new Set([identity, ...others.map((other) => cluster(other).identity)]).size, 5);
});

test("a node is one of the nodes, each of which has a name of its own", () => {
  refused({ self: "d" }, '"d" is none of the nodes');
  refused({ nodes: ["a", "b", "a"] }, "two nodes have one name");
  refused({ nodes: ["a", "b", ""] }, '"" is no name of a node');
  refused({ nodes: ["a", "b", "x".repeat(257)] }, "a text of 257 UTF-16 code units is no name of a node");
});

test("quorums are of these nodes, and meet where they must", () => {
  refused({ quorums: { election: atLeast(4), proposal: atLeast(2) } }, "a quorum of at least 4 of 3 nodes");
  refused(
    { quorums: { election: atLeast(2), proposal: atLeast(2), preVote: atLeast(0) } },
    "a quorum of at least 0 of 3 nodes",
  );
  refused({ quorums: { election: atLeast(2), proposal: atLeast(0) } }, "a quorum of at least 0 of 3 nodes");
  refused({ quorums: { election: atLeast(1), proposal: atLeast(3) } }, "two quorums that elect need not meet");
  refused(
    { quorums: { election: atLeast(2), proposal: atLeast(1) } },
    "a quorum that elects and one that accepts need not meet",
  );
});
