/** The explorer against a search without numbers, memos and hashing: an answer and a new operation in one step. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { foundByBoth } from "../engine/oracle.ts";
import { constantsNamed } from "../graph/model-graph.ts";
import { registerConsensusProtocol } from "./register-consensus.ts";

test("the explorer finds what a plain search finds, though a node hears and invokes at once", () => {
  assert.deepEqual(foundByBoth(registerConsensusProtocol.subjectOf(constantsNamed("RegisterConsensus_2"))), {
    states: 1213,
    edges: 6028,
    pairs: 78,
  });
});
