/** Where the network keeps its word: the explorer against a search without numbers, and the steps against their contract. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { type Found, foundByBoth } from "../engine/oracle.ts";
import { constantsNamed } from "../graph/model-graph.ts";
import { threePhaseCommitProtocol } from "./three-phase-commit.ts";

/** One by one, and with everything slow; and with two participants, of whom one crashes and comes back. */
const models: Readonly<Record<string, Found>> = {
  ThreePhaseCommit_EachAlone_1: { states: 49, edges: 77, pairs: 2143 },
  ThreePhaseCommit_BoundedDelay_Live: { states: 583, edges: 1429, pairs: 4375 },
};

for (const [model, expected] of Object.entries(models)) {
  test(`the explorer finds what a plain search finds, and the steps are pure and deterministic: ${model}`, () => {
    assert.deepEqual(foundByBoth(threePhaseCommitProtocol.subjectOf(constantsNamed(model))), expected);
  });
}
