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

function subjectOf(model: string): Subject {
  return twoPhaseCommitProtocol.subjectOf(constantsNamed(model));
}

const models: Readonly<Record<string, Found>> = {
  TwoPhaseCommit_2: { states: 11_177, edges: 49_986, pairs: 3232 },
  TwoPhaseCommit_Live_ParticipantCrashes: { states: 6584, edges: 35_797, pairs: 2459 },
  TwoPhaseCommit_2_TwoTransactions: { states: 13_297, edges: 50_127, pairs: 5134 },
};

for (const [model, expected] of Object.entries(models)) {
  test(`the explorer finds what a plain search finds, and the steps are pure and deterministic: ${model}`, () => {
    assert.deepEqual(foundByBoth(subjectOf(model)), expected);
  });
}

/** None of them is that of the protocol, and each leads elsewhere. */
const otherEnvironments: Readonly<Record<string, readonly [bounds: Partial<Environment>, expected: Found]>> = {
  "a disk that answers": [{ disk: "answers" }, { states: 48_846, edges: 239_135, pairs: 4295 }],
  "one disk that answers before anything else happens at its node": [
    { disk: "answers", mayLag: (node) => node !== "p1" },
    { states: 19_951, edges: 93_560, pairs: 3312 },
  ],
  "a link on which some messages never arrive": [
    { mayArrive: ({ kind, to }) => kind !== "abort" || to !== "p1" },
    { states: 6725, edges: 30_354, pairs: 3184 },
  ],
};

for (const [name, [bounds, expected]] of Object.entries(otherEnvironments)) {
  test(`the explorer finds what a plain search finds with ${name}`, () => {
    const whole = subjectOf("TwoPhaseCommit_2");
    assert.deepEqual(foundByBoth({ ...whole, environment: { ...whole.environment, ...bounds } }), expected);
  });
}

test("a step that is not deterministic, or that writes to its input, is found", () => {
  const subject = subjectOf("TwoPhaseCommit_2");
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
