import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { temporaryFolder } from "../tlc/fake-java.ts";
import { readEarlierSeconds, removeOldCounterexamples, removeOldReport, writeReport } from "./check-report.ts";
import { modelRow, passes, tlcResult } from "./model-row.ts";

const trace = {
  states: [{ number: 1, action: "Init", variables: [{ name: "count", value: "0" }] }],
  ending: { kind: "ends" },
} as const;
const violated = tlcResult({ kind: "violates", property: "Small" }, { trace });
const good = { row: modelRow(), result: tlcResult(passes), judgement: { kind: "as expected" } } as const;
const bug = {
  row: modelRow({ name: "Counter_Bug", expected: { kind: "violates", property: "Small" } }),
  result: violated,
  judgement: { kind: "as expected" },
} as const;

test("the report has a row for each model and a file for each counterexample", (context) => {
  const folder = temporaryFolder(context);
  writeReport(folder, { protocol: "counter" }, [good, bug], []);
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
  const isOk = () => JSON.parse(readFileSync(join(folder, "check.json"), "utf8")).ok;
  writeReport(folder, {}, [good, { ...bug, judgement: { kind: "error", message: "" } }], []);
  assert.equal(isOk(), false);
  const coverage = { specification: "Counter", actions: [], complete: true, neverFired: [], ok: false };
  writeReport(folder, {}, [good], [coverage]);
  assert.equal(isOk(), false);
});

test("an old report is removed, with the counterexamples of the models that are checked again", (context) => {
  const folder = temporaryFolder(context);
  writeReport(folder, {}, [good, bug], []);
  removeOldReport(folder);
  removeOldCounterexamples(folder, ["Counter_3"]);
  assert.equal(existsSync(join(folder, "check.json")), false);
  assert.equal(existsSync(join(folder, "counterexamples", "Counter_Bug.json")), true);
  removeOldCounterexamples(folder, ["Counter_Bug"]);
  assert.deepEqual(readdirSync(join(folder, "counterexamples")), []);
  removeOldCounterexamples(folder, "all");
  assert.deepEqual(readdirSync(folder), []);
});

test("earlier times are read from a report, and from half a report none", (context) => {
  const folder = temporaryFolder(context);
  assert.equal(readEarlierSeconds(folder).size, 0);
  writeReport(folder, {}, [good], []);
  assert.deepEqual([...readEarlierSeconds(folder)], [["Counter_3", 1.5]]);
  writeFileSync(join(folder, "check.json"), '{ "ok": true, "mod');
  assert.equal(readEarlierSeconds(folder).size, 0);
});
