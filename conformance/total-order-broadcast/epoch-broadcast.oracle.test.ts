/** The explorer against a search without numbers, memos and hashing, and the steps against their contract. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { type Found, foundByBoth } from "../engine/oracle.ts";
import { constantsNamed } from "../graph/model-graph.ts";
import { epochBroadcastProtocol } from "./epoch-broadcast.ts";

/**
 * With messages lost, with a follower that restarts, with a second leader, with slow disks and torn writes, and with
 * three writes on their way at once.
 */
const models: Readonly<Record<string, Found>> = {
  EpochBroadcast_Lossy: { states: 698, edges: 3584, pairs: 869 },
  EpochBroadcast_Restarts: { states: 314, edges: 890, pairs: 2587 },
  EpochBroadcast_DroppedRequest: { states: 607, edges: 972, pairs: 3058 },
  EpochBroadcast_TornWrites: { states: 386, edges: 1252, pairs: 3125 },
  EpochBroadcast_1: { states: 200, edges: 429, pairs: 12_274 },
};

for (const [model, expected] of Object.entries(models)) {
  test(`the explorer finds what a plain search finds, and the steps are pure and deterministic: ${model}`, () => {
    assert.deepEqual(foundByBoth(epochBroadcastProtocol.subjectOf(constantsNamed(model))), expected);
  });
}
