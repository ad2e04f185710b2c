/** The explorer against a search without numbers, memos and hashing: a log that tells positions, too, is walked by both. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { type Found, foundByBoth } from "../engine/oracle.ts";
import { constantsNamed } from "../graph/model-graph.ts";
import { broadcastRegisterProtocol } from "./broadcast-register.ts";

/** With one node, and with two, at one of which is read. */
const models: Readonly<Record<string, Found>> = {
  BroadcastRegister_1: { states: 436, edges: 1530, pairs: 474 },
  BroadcastRegister_2_Positioned: { states: 918, edges: 4416, pairs: 96 },
};

for (const [model, expected] of Object.entries(models)) {
  test(`the explorer finds what a plain search finds, positions and all: ${model}`, () => {
    assert.deepEqual(foundByBoth(broadcastRegisterProtocol.subjectOf(constantsNamed(model))), expected);
  });
}
