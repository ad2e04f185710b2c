/** The explorer against a search without numbers, memos and hashing, and the steps against their contract. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { type Found, foundByBoth } from "../engine/oracle.ts";
import { constantsNamed } from "../graph/model-graph.ts";
import { epochBroadcastProtocol } from "./epoch-broadcast.ts";

/** With messages lost, with a follower that restarts, with later leaders, with slow disks, and with torn writes. */
const models: Readonly<Record<string, Found>> = {
  EpochBroadcast_Lossy: { states: 698, edges: 3584, pairs: 869 },
  EpochBroadcast_Restarts: { states: 314, edges: 890, pairs: 2587 },
  EpochBroadcast_OldCandidate: { states: 1812, edges: 4667, pairs: 2575 },
  EpochBroadcast_Elections: { states: 1369, edges: 4533, pairs: 7449 },
  EpochBroadcast_TornWrites: { states: 386, edges: 1252, pairs: 3125 },
};

for (const [model, expected] of Object.entries(models)) {
  test(`the explorer finds what a plain search finds, and the steps are pure and deterministic: ${model}`, () => {
    assert.deepEqual(foundByBoth(epochBroadcastProtocol.subjectOf(constantsNamed(model))), expected);
  });
}
