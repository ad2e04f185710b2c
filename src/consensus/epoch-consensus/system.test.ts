import assert from "node:assert/strict";
import { test } from "node:test";
import { InMemoryHost } from "../../shell/in-memory/in-memory-host.ts";
import type { NodeEvent } from "./node.ts";
import { epochConsensus } from "./system.ts";

const wanted: NodeEvent = { kind: "propose", value: "x" };

function hostOf(...nodes: readonly string[]): InMemoryHost {
  return new InMemoryHost(epochConsensus({ nodes }));
}

/** Has the node elected. Whoever leads suspects nobody. */
function elect(host: InMemoryHost, node: string): void {
  host.fire(node, "suspect");
  host.runUntil(() => !host.situation(node).timers.includes("suspect"));
}

function areTold(host: InMemoryHost, ...nodes: readonly string[]): boolean {
  return nodes.every((node) => host.told(node).length > 0);
}

test("every node decides what a client has proposed at any of them", () => {
  const host = hostOf("a", "b", "c");
  elect(host, "b");
  assert.equal(host.request("a", wanted), undefined);
  host.runUntil(() => areTold(host, "a", "b", "c"));
  for (const node of ["a", "b", "c"]) assert.deepEqual(host.told(node), ["x"]);
});

test("a node that was down learns from a later leader what was decided without it", () => {
  const host = hostOf("a", "b", "c");
  host.crash("c");
  elect(host, "a");
  host.request("a", wanted);
  host.runUntil(() => areTold(host, "a", "b"));
  host.crash("a");
  host.restart("c");
  host.runUntil(() => areTold(host, "c"));
  assert.deepEqual(host.told("c"), ["x"]);
});

test("a restarted node learns the decision once more, and tells its user the same", () => {
  const host = hostOf("a", "b", "c");
  elect(host, "a");
  host.request("a", wanted);
  host.runUntil(() => areTold(host, "a", "b", "c"));
  host.crash("b");
  host.restart("b");
  host.fire("a", "resend");
  host.runUntil(() => host.situation("b").repeating === 0);
  assert.deepEqual(host.told("b"), ["x"]);
});

test("the parts of the system are its nodes, and each two of them have one link", () => {
  const { parts, links, linkOf } = epochConsensus({ nodes: ["b", "a", "c"], valuesOf: (node) => [node] });
  assert.deepEqual(
    parts.map(({ node, requests }) => [node, requests]),
    [
      ["a", [{ kind: "propose", value: "a" }]],
      ["b", [{ kind: "propose", value: "b" }]],
      ["c", [{ kind: "propose", value: "c" }]],
    ],
  );
  assert.deepEqual(links, [`["a","b"]`, `["a","c"]`, `["b","c"]`]);
  assert.equal(linkOf({ kind: "newer", from: "c", to: "a" }), `["a","c"]`);
});
