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
  EpochBroadcast_4_AsksAgain: { states: 50, edges: 158, pairs: 1034 },
  EpochBroadcast_Restarts: { states: 106, edges: 279, pairs: 3964 },
  EpochBroadcast_DroppedRequest: { states: 449, edges: 694, pairs: 5175 },
  EpochBroadcast_TornWrites: { states: 469, edges: 1504, pairs: 5541 },
  EpochBroadcast_1: { states: 184, edges: 370, pairs: 17_407 },
};

for (const [model, expected] of Object.entries(models)) {
  test(`the explorer finds what a plain search finds, and the steps are pure and deterministic: ${model}`, () => {
    assert.deepEqual(foundByBoth(epochBroadcastProtocol.subjectOf(constantsNamed(model))), expected);
  });
}
