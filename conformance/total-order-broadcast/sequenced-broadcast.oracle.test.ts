/** The explorer against a search without numbers, memos and hashing: two objects, whose answers are lost, and a disk that answers. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { type Found, foundByBoth } from "../engine/oracle.ts";
import { constantsNamed } from "../graph/model-graph.ts";
import { sequencedBroadcastProtocol } from "./sequenced-broadcast.ts";

/** With cells, and without. */
const models: Readonly<Record<string, Found>> = {
  SequencedBroadcast_1_Cells: { states: 604, edges: 2284, pairs: 92 },
  SequencedBroadcast_2_InTurn: { states: 268, edges: 766, pairs: 206 },
};

for (const [model, expected] of Object.entries(models)) {
  test(`the explorer finds what a plain search finds, objects and all: ${model}`, () => {
    assert.deepEqual(foundByBoth(sequencedBroadcastProtocol.subjectOf(constantsNamed(model))), expected);
  });
}
