/** The explorer against a search without numbers, memos and hashing, and the steps against their contract. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import type { System } from "../../src/core/system.ts";
import { parseConstants } from "../engine/constants.ts";
import type { Environment } from "../engine/environment.ts";
import { explore, type States } from "../engine/explore.ts";
import { edgeText, exploreNaively, keyOf } from "../engine/naive-explorer.ts";
import { type Subject, walkerOf } from "../engine/subject.ts";
import { projectFolder } from "../project-folder.ts";
import { twoPhaseCommitProtocol } from "./two-phase-commit.ts";

const folder = join(projectFolder, "spec", "atomic-commit", "two-phase-commit");

function subjectOf(model: string): Subject {
  return twoPhaseCommitProtocol.subjectOf(parseConstants(readFileSync(join(folder, `${model}.cfg`), "utf8")));
}

/** What the explorer finds, in the texts of the oracle. */
function explored(subject: Subject): { states: Set<string>; edges: Set<string> } {
  const { system } = subject;
  const walker = walkerOf(subject);
  const keys: string[] = [];
  const keyAt = (number: number, states: States): string => {
    const known = keys[number];
    if (known !== undefined) return known;
    const state = new Uint32Array(walker.width);
    states.read(number, state);
    const key = keyOf({
      situations: system.parts.map((_, slot) => walker.situation(state, slot)),
      messages: system.links.flatMap((_, link) =>
        walker.messagesNumbered(link, state[system.parts.length + link] ?? 0),
      ),
    });
    keys[number] = key;
    return key;
  };
  const edges = new Set<string>();
  const { complete } = explore(walker, (state, steps, states) => {
    for (let i = 0; i < steps.count; i++) {
      const action = walker.actions.value(steps.actions[i] ?? 0);
      edges.add(edgeText(keyAt(state, states), action, keyAt(steps.targets[i] ?? 0, states)));
    }
    return true;
  });
  assert.equal(complete, true);
  return { states: new Set(keys), edges };
}

function assertSameTexts(actual: ReadonlySet<string>, expected: ReadonlySet<string>): void {
  assert.deepEqual([...actual].filter((text) => !expected.has(text)).slice(0, 1), []);
  assert.equal(actual.size, expected.size);
}

const models: Readonly<Record<string, { readonly states: number; readonly edges: number }>> = {
  TwoPhaseCommit_2: { states: 11_177, edges: 49_986 },
  TwoPhaseCommit_Live_ParticipantCrashes: { states: 6584, edges: 35_797 },
  TwoPhaseCommit_2_TwoTransactions: { states: 13_297, edges: 50_127 },
};

for (const [model, expected] of Object.entries(models)) {
  test(`the explorer finds what a plain search finds, and the steps are pure and deterministic: ${model}`, () => {
    const naive = exploreNaively(subjectOf(model));
    const { states, edges } = explored(subjectOf(model));
    assertSameTexts(states, naive.states);
    assertSameTexts(edges, naive.edges);
    assert.deepEqual({ states: states.size, edges: edges.size }, expected);
    assert.ok(naive.pairs > 1000, `${naive.pairs} pairs of a situation and an event were stepped twice`);
    assert.equal(naive.refusedTimers, 0, "a timer is armed where its firing is refused");
  });
}

const otherEnvironments: Readonly<Record<string, Partial<Environment>>> = {
  "a disk that answers": { disk: "answers" },
  "one disk that answers before anything else happens at its node": {
    disk: "answers",
    mayLag: (node) => node !== "p1",
  },
  "a link on which some messages never arrive": { mayArrive: ({ kind, to }) => kind !== "abort" || to !== "p1" },
};

for (const [name, bounds] of Object.entries(otherEnvironments)) {
  test(`the explorer finds what a plain search finds with ${name}`, () => {
    const whole = subjectOf("TwoPhaseCommit_2");
    const subject = { ...whole, environment: { ...whole.environment, ...bounds } };
    const naive = exploreNaively(subject);
    const { states, edges } = explored(subject);
    assertSameTexts(states, naive.states);
    assertSameTexts(edges, naive.edges);
    assert.ok(states.size < 11_177, `${states.size} states`);
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
