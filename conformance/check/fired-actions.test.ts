import assert from "node:assert/strict";
import { test } from "node:test";
import type { ActionCoverage } from "../tlc/action-coverage.ts";
import { type CheckedRow, modelsThatCount, specificationCoverage } from "./fired-actions.ts";
import { modelRow, passes, tlcResult } from "./model-row.ts";

const one = modelRow({ name: "One" });
const two = modelRow({ name: "Two" });
const mustFail = modelRow({ name: "Bug", expected: { kind: "violates", property: "Agreement", length: 2 } });

function fired(action: string, generated: number, module = "Counter"): ActionCoverage {
  return { module, action, distinct: 0, generated };
}

function checked(row: CheckedRow["row"], coverage: readonly ActionCoverage[], outcome = passes): CheckedRow {
  return { row, result: tlcResult(outcome, { coverage }) };
}

test("an action that fires in one of the passing models is enough, though it finds no new state", () => {
  const runs = [
    checked(one, [fired("Grow", 3), fired("Reset", 0)]),
    checked(two, [fired("Grow", 0), fired("Reset", 1)]),
  ];
  assert.deepEqual(specificationCoverage(runs, [one, two, mustFail]), [
    {
      specification: "Counter",
      actions: [
        { action: "Grow", distinct: 0, generated: 3 },
        { action: "Reset", distinct: 0, generated: 1 },
      ],
      complete: true,
      neverFired: [],
      ok: true,
    },
  ]);
});

test("an action that fires in no passing model is named, whatever a model that fails does", () => {
  const violated = { kind: "violates", property: "Agreement" } as const;
  const runs = [
    checked(one, [fired("Grow", 3), fired("Reset", 0)]),
    { row: mustFail, result: tlcResult(violated, { coverage: [fired("Reset", 5)] }) },
  ];
  const [coverage] = specificationCoverage(runs, [one, mustFail]);
  assert.deepEqual([coverage?.ok, coverage?.neverFired], [false, ["Reset"]]);
});

test("nothing is concluded while a small passing model was not run, or did not pass", () => {
  const [alone] = specificationCoverage([checked(one, [fired("Reset", 0)])], [one, two]);
  assert.deepEqual([alone?.ok, alone?.complete], [true, false]);
});

test("a model above the small tier, or a large one in it, does not count beside a smaller one", () => {
  const counts = { distinct: 9_000, generated: 25_001, depth: 9 };
  const large = modelRow({ name: "Large", expected: { kind: "passes", counts } });
  const medium = modelRow({ name: "Medium", tier: "medium" });
  for (const other of [large, medium]) {
    const both = [checked(one, [fired("Reset", 0)]), checked(other, [fired("Reset", 1)])];
    assert.equal(specificationCoverage(both, [one, other])[0]?.ok, false);
  }
});

const sized = (name: string, distinct: number) =>
  modelRow({ name, expected: { kind: "passes", counts: { distinct, generated: distinct, depth: 9 } } });

test("the smallest model counts whatever its size", () => {
  const [smaller, larger] = [sized("Smaller", 26_000), sized("Larger", 27_000)];
  assert.deepEqual(modelsThatCount([larger, smaller], "Counter"), [smaller]);
});

test("of many models the smallest eighteen count", () => {
  const many = Array.from({ length: 20 }, (_, i) => sized(`Model ${i}`, 100 - i));
  assert.deepEqual(
    modelsThatCount(many, "Counter").map(({ name }) => name),
    Array.from({ length: 18 }, (_, i) => `Model ${19 - i}`),
  );
});

test("a specification of which no action is reported fails: the row names the wrong one", () => {
  const [coverage] = specificationCoverage([checked(one, [fired("Grow", 3, "Elsewhere")])], [one]);
  assert.deepEqual([coverage?.ok, coverage?.actions], [false, []]);
});

test("a specification whose models must all fail has no coverage to ask for", () => {
  const violated = { kind: "violates", property: "Agreement" } as const;
  assert.deepEqual(specificationCoverage([{ row: mustFail, result: tlcResult(violated) }], [mustFail]), []);
});

test("an action counts in whichever module of its protocol it stands, and not in another protocol", () => {
  const coverage = [fired("Grow", 3), fired("Stand", 0, "Counter_Election"), fired("Other", 0, "CounterOfOthers")];
  const [found] = specificationCoverage([checked(one, coverage)], [one]);
  assert.deepEqual(
    found?.actions.map(({ action }) => action),
    ["Grow", "Stand"],
  );
  assert.deepEqual(found?.neverFired, ["Stand"]);
});
