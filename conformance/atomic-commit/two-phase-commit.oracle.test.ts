/** The explorer against a search without numbers, memos and hashing, and the steps against their contract. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { System } from "../../src/core/system.ts";
import type { Environment } from "../engine/environment.ts";
import { exploreNaively } from "../engine/naive-explorer.ts";
import { type Found, foundByBoth } from "../engine/oracle.ts";
import type { Subject } from "../engine/subject.ts";
import { constantsNamed } from "../graph/model-graph.ts";
import { twoPhaseCommitProtocol } from "./two-phase-commit.ts";

/** With every message lost and every node that crashes; and with two participants that the coordinator tells at once. */
const models: Readonly<Record<string, Found>> = {
  TwoPhaseCommit_Live_1: { states: 2412, edges: 13_384, pairs: 1966 },
  TwoPhaseCommit_Live_Undisturbed: { states: 1291, edges: 5704, pairs: 1453 },
};

for (const [model, expected] of Object.entries(models)) {
  test(`the explorer finds what a plain search finds, and the steps are pure and deterministic: ${model}`, () => {
    assert.deepEqual(foundByBoth(twoPhaseCommitProtocol.subjectOf(constantsNamed(model))), expected);
  });
}

/** A model of the manifest with fewer transactions, or participants. */
function smaller(model: string, Transaction: readonly string[], Participant: readonly string[]): Subject {
  return twoPhaseCommitProtocol.subjectOf({ ...constantsNamed(model), sets: { Transaction, Participant } });
}

const everyFault = smaller("TwoPhaseCommit_2", ["t1"], ["p1"]);

/** What the environment does there is not what it does in any model of the protocol, or is one thing of many. */
const others: Readonly<Record<string, readonly [subject: Subject, expected: Found]>> = {
  "two transactions, which a crash hits together": [
    smaller("TwoPhaseCommit_2_TwoTransactions", ["t1", "t2"], ["p1"]),
    { states: 777, edges: 2051, pairs: 2720 },
  ],
  "two participants, of which one crashes": [
    smaller("TwoPhaseCommit_2_TwoTransactions", ["t1"], ["p1", "p2"]),
    { states: 173, edges: 410, pairs: 2206 },
  ],
  "a disk that answers": [bounded({ disk: "answers" }), { states: 442, edges: 1370, pairs: 1739 }],
  "one disk that answers before anything else happens at its node": [
    bounded({ disk: "answers", mayLag: (node) => node !== "p1" }),
    { states: 429, edges: 1295, pairs: 1515 },
  ],
  "a link on which some messages never arrive": [
    bounded({ mayArrive: ({ kind, to }) => kind !== "abort" || to !== "p1" }),
    { states: 382, edges: 1153, pairs: 1931 },
  ],
};

function bounded(bounds: Partial<Environment>): Subject {
  return { ...everyFault, environment: { ...everyFault.environment, ...bounds } };
}

for (const [name, [subject, expected]] of Object.entries(others)) {
  test(`the explorer finds what a plain search finds with ${name}`, () => {
    assert.deepEqual(foundByBoth(subject), expected);
  });
}

test("a step that is not deterministic, or that writes to its input, is found", () => {
  const subject = everyFault;
  const withSteps = (step: System["parts"][number]["step"]): Subject => ({
    ...subject,
    system: { ...subject.system, parts: subject.system.parts.map((part) => ({ ...part, step })) },
  });
  let calls = 0;
  const counting = withSteps((state) => ({ outcome: "answered", state, effects: [{ kind: "reply", value: calls++ }] }));
  assert.throws(() => exploreNaively(counting), /a step gives two results/);
  const writing = withSteps((state) => {
    Object.assign(Object(state), { status: "other" });
    return { outcome: "answered", state, effects: [] };
  });
  assert.throws(() => exploreNaively(writing), TypeError);
});
