/** The explorer against a search without numbers, memos and hashing, and the steps against their contract. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { type Found, foundByBoth } from "../engine/oracle.ts";
import { constantsNamed } from "../graph/model-graph.ts";
import { epochConsensusProtocol } from "./epoch-consensus.ts";

/** With messages lost, and with a slow disk that answers for a part of its writes. */
const models: Readonly<Record<string, Found>> = {
  EpochConsensus_Live_2: { states: 1514, edges: 8026, pairs: 2393 },
  EpochConsensus_1: { states: 109, edges: 203, pairs: 6530 },
};

for (const [model, expected] of Object.entries(models)) {
  test(`the explorer finds what a plain search finds, and the steps are pure and deterministic: ${model}`, () => {
    assert.deepEqual(foundByBoth(epochConsensusProtocol.subjectOf(constantsNamed(model))), expected);
  });
}

test("the explorer finds what a plain search finds where two timers of one node are armed", () => {
  const { overrides, ...constants } = constantsNamed("EpochConsensus_2_LeadsTwice");
  const subject = epochConsensusProtocol.subjectOf({ ...constants, overrides: { ...overrides, MayCrash: "Never" } });
  assert.deepEqual(foundByBoth(subject), { states: 654, edges: 1312, pairs: 7224 });
});
