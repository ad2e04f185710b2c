import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { temporaryFolder } from "../tlc/fake-java.ts";
import { type Findings, readEarlierSeconds, writeReport } from "./check-report.ts";
import type { SpecificationCoverage } from "./fired-actions.ts";
import { modelRow, passes, tlcResult } from "./model-row.ts";

const trace = {
  states: [{ number: 1, action: "Init", variables: [{ name: "count", value: "0" }] }],
  ending: { kind: "ends" },
} as const;
const violated = tlcResult({ kind: "violates", property: "Small" }, { trace });
const good = { row: modelRow(), result: tlcResult(passes), judgement: { kind: "as expected" } } as const;
const bug = {
  row: modelRow({ name: "Counter_Bug", expected: { kind: "violates", property: "Small", length: 1 } }),
  result: violated,
  judgement: { kind: "as expected" },
} as const;

/** What a check of these models found, of all that there are. */
function findings(judged: Findings["judged"], changes: Partial<Findings> = {}): Findings {
  const rows = [good.row, bug.row];
  const inputs = new Map(rows.map(({ name }) => [name, `inputs of ${name}`]));
  return { selection: {}, judged, coverage: [], rows, inputs, ...changes };
}

function reportIn(folder: string): { ok: boolean; models: { name: string; seconds: number }[]; coverage: unknown[] } {
  return JSON.parse(readFileSync(join(folder, "check.json"), "utf8"));
}

function namesIn(folder: string): readonly string[] {
  return reportIn(folder).models.map(({ name }) => name);
}

function coverage(changes: Partial<SpecificationCoverage>): SpecificationCoverage {
  return { specification: "Counter", actions: [], complete: true, neverFired: [], ok: true, ...changes };
}

test("the report has a row for each model and a file for each counterexample", (context) => {
  const folder = temporaryFolder(context);
  writeReport(folder, findings([good, bug], { selection: { protocol: "counter" } }));
  assert.deepEqual(JSON.parse(readFileSync(join(folder, "check.json"), "utf8")), {
    ok: true,
    tlc: "2.18 of 20 March 2023",
    selection: { protocol: "counter" },
    models: [
      {
        name: "Counter_3",
        module: "MCCounter",
        protocol: "counter",
        tier: "small",
        expected: "passes",
        result: "passes",
        ok: true,
        distinct: 8,
        generated: 10,
        depth: 6,
        seconds: 1.5,
        inputs: "inputs of Counter_3",
      },
      {
        name: "Counter_Bug",
        module: "MCCounter",
        protocol: "counter",
        tier: "small",
        expected: "violates Small",
        result: "violates Small",
        ok: true,
        distinct: 8,
        generated: 10,
        depth: 6,
        seconds: 1.5,
        inputs: "inputs of Counter_Bug",
      },
    ],
    coverage: [],
  });
  assert.deepEqual(JSON.parse(readFileSync(join(folder, "counterexamples", "Counter_Bug.json"), "utf8")), {
    model: "Counter_Bug",
    result: "violates Small",
    ...trace,
  });
  assert.deepEqual(readdirSync(folder).sort(), ["check.json", "counterexamples"]);
});

test("one model or one specification that is not ok makes the whole not ok", (context) => {
  const folder = temporaryFolder(context);
  writeReport(folder, findings([good, { ...bug, judgement: { kind: "error", message: "" } }]));
  assert.equal(reportIn(folder).ok, false);
  writeReport(folder, findings([good, bug]));
  assert.equal(reportIn(folder).ok, true);
  writeReport(folder, findings([good], { coverage: [coverage({ ok: false })] }));
  assert.equal(reportIn(folder).ok, false);
});

test("a check of one model leaves the results of the others, and their counterexamples, where they are", (context) => {
  const folder = temporaryFolder(context);
  writeReport(folder, findings([good, bug]));
  writeReport(folder, findings([{ ...good, result: tlcResult(passes, { seconds: 9 }) }]));
  assert.deepEqual(
    reportIn(folder).models.map(({ name, seconds }) => [name, seconds]),
    [
      ["Counter_3", 9],
      ["Counter_Bug", 1.5],
    ],
  );
  assert.deepEqual(readdirSync(join(folder, "counterexamples")), ["Counter_Bug.json"]);
});

test("a counterexample goes when its model has none any more", (context) => {
  const folder = temporaryFolder(context);
  writeReport(folder, findings([bug]));
  writeReport(folder, findings([{ ...bug, result: tlcResult(passes) }]));
  assert.deepEqual(readdirSync(join(folder, "counterexamples")), []);
});

const outdated: Readonly<Record<string, Partial<Findings>>> = {
  "is no longer there": { rows: [good.row] },
  "is no longer the one that was checked": { inputs: new Map([["Counter_3", "inputs of Counter_3"]]) },
};

for (const [what, changes] of Object.entries(outdated)) {
  test(`an earlier result goes, with its counterexample, when its model ${what}`, (context) => {
    const folder = temporaryFolder(context);
    writeReport(folder, findings([good, bug]));
    writeReport(folder, findings([good], changes));
    assert.deepEqual(namesIn(folder), ["Counter_3"]);
    assert.deepEqual(readdirSync(join(folder, "counterexamples")), []);
  });
}

test("what a whole check said of the actions stays until a model that it was said of has changed", (context) => {
  const folder = temporaryFolder(context);
  const whole = coverage({ neverFired: [] });
  const partial = coverage({ complete: false });
  writeReport(folder, findings([good, bug], { coverage: [whole] }));
  writeReport(folder, findings([bug], { coverage: [partial] }));
  assert.deepEqual(reportIn(folder).coverage, [whole]);
  writeReport(folder, findings([bug], { coverage: [partial], inputs: new Map([["Counter_3", "others"]]) }));
  assert.deepEqual(reportIn(folder).coverage, [partial]);
});

test("earlier times are read from a report, and from half a report none", (context) => {
  const folder = temporaryFolder(context);
  assert.equal(readEarlierSeconds(folder).size, 0);
  writeReport(folder, findings([good]));
  assert.deepEqual([...readEarlierSeconds(folder)], [["Counter_3", 1.5]]);
  for (const damaged of ['{ "ok": true, "mod', "null", '{ "models": [null, 1, {}] }']) {
    writeFileSync(join(folder, "check.json"), damaged);
    assert.equal(readEarlierSeconds(folder).size, 0, damaged);
    writeReport(folder, findings([good]));
    assert.deepEqual(namesIn(folder), ["Counter_3"]);
  }
});
