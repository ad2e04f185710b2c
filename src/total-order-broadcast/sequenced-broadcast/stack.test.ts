/** The replicated counter on sequenced broadcast, whose objects one node serves, in a host. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { served } from "../../core/served.ts";
import { stack } from "../../core/stack.ts";
import { countOf, replicatedCounter } from "../../replicated-machine/replicated-counter/system.ts";
import { InMemoryHost } from "../../shell/in-memory/in-memory-host.ts";
import { asLog } from "./as-log.ts";
import { sequencedBroadcast } from "./system.ts";

const nodes = ["a", "b", "c"];

for (const gaps of ["senderComesBack", "cells"] as const) {
  test(`a replicated counter stands on it, and counts: ${gaps}`, () => {
    const counters = stack(replicatedCounter({ nodes }), sequencedBroadcast({ nodes, gaps }), asLog("log"));
    const host = new InMemoryHost(served(counters, "server"));
    const requests = nodes.map((client) => ({ client, number: 1 }));
    nodes.forEach((node, i) => {
      const request = requests[i];
      assert.ok(request !== undefined);
      host.request(node, countOf(request));
    });
    host.runUntil(() => nodes.every((node) => host.told(node).length > 0));
    const answers = nodes.map((node) => host.told(node)[0] as { readonly number: number; readonly request: unknown });
    assert.deepEqual(
      answers.map(({ request }) => request),
      requests,
    );
    assert.deepEqual(answers.map(({ number }) => number).sort(), [1, 2, 3]);
  });
}
