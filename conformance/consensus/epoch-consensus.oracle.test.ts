/** The explorer against a search without numbers, memos and hashing, and the steps against their contract. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { type Found, foundByBoth } from "../engine/oracle.ts";
import { constantsNamed } from "../graph/model-graph.ts";
import { epochConsensusProtocol } from "./epoch-consensus.ts";

/** With messages lost, with two candidates and slow disks, and with a second leader. */
const models: Readonly<Record<string, Found>> = {
  EpochConsensus_Live_2: { states: 826, edges: 4083, pairs: 1630 },
  EpochConsensus_3_TwoCandidates: { states: 3342, edges: 11_616, pairs: 19_104 },
  EpochConsensus_2: { states: 4562, edges: 18_995, pairs: 12_689 },
};

for (const [model, expected] of Object.entries(models)) {
  test(`the explorer finds what a plain search finds, and the steps are pure and deterministic: ${model}`, () => {
    assert.deepEqual(foundByBoth(epochConsensusProtocol.subjectOf(constantsNamed(model))), expected);
  });
}
