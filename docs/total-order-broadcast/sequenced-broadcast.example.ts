/** Three nodes number requests by a counter that one more node serves, and deliver them in the order of the numbers. */
import { served } from "../../src/core/index.ts";
import { InMemoryHost } from "../../src/shell/in-memory/index.ts";
import { broadcastOf, sequencedBroadcast } from "../../src/total-order-broadcast/sequenced-broadcast/index.ts";

const nodes = ["a", "b", "c"];

/** @returns what each node is told, in its order, though one that has sent crashes and comes back */
export function orders(): readonly (readonly unknown[])[] {
  const host = new InMemoryHost(served(sequencedBroadcast({ nodes }), "counter"));
  for (const node of nodes) host.request(node, broadcastOf({ client: node, number: 1, value: `of ${node}` }));
  host.runUntil(() => host.told("b").length > 0);
  host.crash("a");
  host.restart("a");
  host.runUntil(() => nodes.every((node) => host.told(node).length >= nodes.length));
  return nodes.map((node) => host.told(node).map(({ value }) => value));
}
