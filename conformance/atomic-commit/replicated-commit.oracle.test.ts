/** The explorer against a search without numbers, memos and hashing; and the properties on the step functions themselves. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { foundByBoth } from "../engine/oracle.ts";
import { checkProperties, type Verdict } from "../engine/properties.ts";
import { walkerOf } from "../engine/subject.ts";
import { withTwin } from "../engine/with-twin.ts";
import { constantsNamed } from "../graph/model-graph.ts";
import { replicatedCommitProtocol } from "./replicated-commit.ts";

test("the explorer finds what a plain search finds, and the steps are pure and deterministic", () => {
  const found = foundByBoth(replicatedCommitProtocol.subjectOf(constantsNamed("ReplicatedCommit_Missed")));
  assert.deepEqual(found, { states: 140, edges: 385, pairs: 129 });
});

/** Being stuck is no news: candidates take over only so often. */
function verdictOf(protocol = replicatedCommitProtocol): Verdict {
  const subject = protocol.subjectOf(constantsNamed("ReplicatedCommit_1"));
  return checkProperties(walkerOf(subject), { ...protocol.properties, isDone: () => true }, 20_000, () => {});
}

test("the step functions violate nothing, and a candidate that keeps the role is found", () => {
  const { violation, exploration } = verdictOf();
  assert.deepEqual([violation, exploration.complete], [undefined, true]);
  const mistaken = verdictOf(withTwin(replicatedCommitProtocol, "ReplicatedCommit_Bug_KeepsTheRole"));
  assert.equal(mistaken.violation?.property, "KnowersGiveWay");
});
