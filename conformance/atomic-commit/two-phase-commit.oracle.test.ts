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
  TwoPhaseCommit_2: { states: 15_803, edges: 73_986, pairs: 3549 },
  TwoPhaseCommit_Live_ParticipantCrashes: { states: 6712, edges: 36_421, pairs: 2525 },
  TwoPhaseCommit_2_TwoTransactions: { states: 13_641, edges: 51_287, pairs: 5284 },
};

for (const [model, expected] of Object.entries(models)) {
  test(`the explorer finds what a plain search finds, and the steps are pure and deterministic: ${model}`, () => {
    assert.deepEqual(foundByBoth(subjectOf(model)), expected);
  });
}

/** None of them is that of the protocol, and each leads elsewhere. */
const otherEnvironments: Readonly<Record<string, readonly [bounds: Partial<Environment>, expected: Found]>> = {
  "a disk that answers": [{ disk: "answers" }, { states: 12_712, edges: 62_062, pairs: 3121 }],
  "one disk that answers before anything else happens at its node": [
    { disk: "answers", mayLag: (node) => node !== "p1" },
    { states: 12_237, edges: 58_480, pairs: 2877 },
  ],
  "a link on which some messages never arrive": [
    { mayArrive: ({ kind, to }) => kind !== "abort" || to !== "p1" },
    { states: 10_553, edges: 49_782, pairs: 3497 },
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
