/** The explorer against a search without numbers, memos and hashing: the log is an object, which both walk. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { type Found, foundByBoth } from "../engine/oracle.ts";
import { constantsNamed } from "../graph/model-graph.ts";
import { replicatedCounterProtocol } from "./replicated-counter.ts";

/** With one node and two clients, and with two nodes and one client. */
const models: Readonly<Record<string, Found>> = {
  ReplicatedCounter_1: { states: 682, edges: 3730, pairs: 353 },
  ReplicatedCounter_Live: { states: 264, edges: 1368, pairs: 40 },
};

for (const [model, expected] of Object.entries(models)) {
  test(`the explorer finds what a plain search finds, objects and all: ${model}`, () => {
    assert.deepEqual(foundByBoth(replicatedCounterProtocol.subjectOf(constantsNamed(model))), expected);
  });
}
