/** The check as a whole, with the real TLC, on small specifications that are right or wrong in one way each. */
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { fileURLToPath } from "node:url";
import { SetupError } from "../setup-error.ts";
import { temporaryFolder } from "../tlc/fake-java.ts";
import { modelRow, passes, tlcResult } from "./model-row.ts";
import type { JudgedRow } from "./results-table.ts";
import { nextAfterCheck, runCheck } from "./run-check.ts";
import type { Selection } from "./selection.ts";

type Report = {
  readonly ok: boolean;
  readonly models: readonly { readonly name: string; readonly result: string; readonly ok: boolean }[];
};

function fixtureFolder(fixture: string): string {
  return fileURLToPath(new URL(`fixtures/${fixture}`, import.meta.url));
}

async function check(
  context: TestContext,
  fixture: string,
  selection: Selection = {},
  printCounts = false,
  buildFolder = temporaryFolder(context),
) {
  const written: string[] = [];
  const exitCode = await runCheck({
    selection,
    specFolder: fixtureFolder(fixture),
    buildFolder,
    printCounts,
    output: { write: (text) => written.push(text) },
    variables: {},
  });
  const path = join(buildFolder, "check.json");
  const report: Report | undefined = existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : undefined;
  return { exitCode, report, text: written.join(""), buildFolder };
}

test("models that do as their rows say succeed: passes, and violations of each kind of property", async (context) => {
  const { exitCode, report, text, buildFolder } = await check(context, "good");
  assert.equal(exitCode, 0, text);
  assert.equal(report?.ok, true);
  const results = report?.models.map(({ name, result }) => `${name} ${result}`);
  assert.deepEqual(results, [
    "Counter_3 passes",
    "Counter_Live passes",
    "Counter_Reach reaches",
    "Counter_Bug_NoLimit violates WithinLimit",
    "Counter_Bug_Falls violates NeverFalls",
    "Counter_Bug_Stays violates NeverThere",
    "Counter_Bug_Circles violates ReachesLimit",
    "Counter_Bug_Refinement violates OnlyUpwards",
    "Counter_Bug_Stuck violates Deadlock",
  ]);
  assert.match(text, /Counter: each of its 2 actions fires/);
  assert.match(text, /ok {2}_3 {6}NotAtLimit {7}4\n/);
  assert.match(text, /ok {2}_Reach {2}NotReset {9}3\n/);
  const ending = (model: string) =>
    JSON.parse(readFileSync(join(buildFolder, "counterexamples", `${model}.json`), "utf8")).ending.kind;
  assert.equal(ending("Counter_Bug_Stays"), "stutters");
  assert.equal(ending("Counter_Bug_Circles"), "back to");
});

test("each model that does not do as its row says fails, and says why", async (context) => {
  const { exitCode, report, text } = await check(context, "bad");
  assert.equal(exitCode, 1);
  assert.equal(report?.ok, false);
  const results = report?.models.map(({ name, result, ok }) => `${name} ${result}${ok ? " ok" : ""}`);
  assert.deepEqual(results, [
    "Counter_OtherCounts passes",
    "Counter_OtherProperty violates WithinLimit",
    "Counter_PassesAfterAll passes",
    "Counter_Violated violates WithinLimit",
    "Counter_TwoProperties error: ambiguous",
    "Counter_Missing error: does not parse",
    "Counter_Unparsable error: does not parse",
    "Counter_Asserting error: evaluation",
    "Counter_EvaluatesBadly error: evaluation",
    "Counter_UnknownInvariant error: bad configuration",
    "Counter_BadConfiguration error: bad configuration",
    "Counter_ReachesTooFar passes",
    "Counter_ReachesAtOnce reaches",
  ]);
  assert.match(text, /put "distinct": 8, "depth": 6 on line \d+ of the\s+manifest/);
  assert.match(text, /let a\s+configuration list exactly one such PROPERTY/);
  assert.match(text, /Cannot find source file for module NowhereToBeFound/);
  assert.match(text, /Encountered "1" at line 3, column 21/);
  assert.match(text, /the counter has moved/);
  assert.match(text, /NotFar: expected 11, got none: it was not reached\n {2}A state that must be reachable is not/);
  assert.match(text, /NotAtZero: expected 2, got 1\n {2}NotAtLimit: expected 5, got 4\n {2}What is false in the first/);
  assert.match(text, /NotDefined specified in the configuration file/);
});

test("an action that never fires fails the check although every model passes", async (context) => {
  const { exitCode, report, text } = await check(context, "never-fires");
  assert.deepEqual([exitCode, report?.ok, report?.models.every(({ ok }) => ok)], [1, false, true]);
  assert.match(text, /never fired in any passing model: Overflow/);
});

test("the last line says what to do next", () => {
  const row = modelRow({ graph: true });
  const states = [{ number: 1, action: "Init", variables: [] }];
  const fine: JudgedRow = { row, result: tlcResult(passes), judgement: { kind: "as expected" } };
  const violated = tlcResult({ kind: "violates", property: "TypeOK" }, { trace: { states, ending: { kind: "ends" } } });
  const other = { kind: "other result", expected: "passes", found: "violates TypeOK" } as const;
  const counts: JudgedRow = { ...fine, judgement: { kind: "other counts", changes: [] } };
  const error: JudgedRow = { ...fine, judgement: { kind: "error", message: "" } };
  const next = (judged: readonly JudgedRow[], failed: number, selection: Selection = {}) =>
    nextAfterCheck(judged, failed, selection);
  assert.equal(next([fine, { row, result: violated, judgement: other }], 1), "next: make show MODEL=Counter_3");
  assert.equal(next([counts], 1), "next: make counts MODEL=Counter_3");
  assert.equal(next([error], 1), "next: make check MODEL=Counter_3");
  assert.equal(next([fine], 1), "next: make check");
  assert.equal(next([fine], 0), "next: make conformance");
  assert.equal(next([fine], 0, { protocol: "counter" }), "next: make conformance P=counter");
  assert.equal(next([fine], 0, { model: "_3" }), "next: make conformance MODEL=Counter_3");
  assert.equal(next([{ ...fine, row: modelRow() }], 0, { model: "_3" }), "next: make check");
});

test("counts are printed as rows for the manifest, and nothing is written", async (context) => {
  const { exitCode, report, text } = await check(context, "bad", { model: "Counter_OtherCounts" }, true);
  assert.deepEqual([exitCode, report], [0, undefined]);
  const { distinct, generated, depth, name } = JSON.parse(text);
  assert.deepEqual(
    { distinct, generated, depth, name },
    { distinct: 8, generated: 10, depth: 6, name: "Counter_OtherCounts" },
  );
});

test("what is false in the first state gets no row, and neither does a state that is not reached", async (context) => {
  for (const model of ["Counter_ReachesTooFar", "Counter_ReachesAtOnce"]) {
    const { exitCode, text } = await check(context, "bad", { model }, true);
    assert.deepEqual([exitCode, text], [1, "\n"]);
  }
});

test("a check that cannot begin leaves the report and the counterexamples of an earlier one as they were", async (context) => {
  const folder = temporaryFolder(context);
  mkdirSync(join(folder, "counterexamples"));
  const kept = [join(folder, "check.json"), join(folder, "counterexamples", "Counter_Bug_Falls.json")];
  for (const path of kept) writeFileSync(path, '{ "ok": true }');
  const request = {
    selection: { model: "Counter_Bug_Fals" },
    specFolder: fixtureFolder("good"),
    buildFolder: folder,
    printCounts: false,
    output: { write: () => true },
    variables: {},
  };
  await assert.rejects(runCheck(request), SetupError);
  for (const path of kept) assert.equal(readFileSync(path, "utf8"), '{ "ok": true }');
});

test("a check of one model adds its result to those of an earlier check", async (context) => {
  const buildFolder = temporaryFolder(context);
  for (const model of ["Counter_Bug_Falls", "Counter_3", "Counter_Bug_Stuck"]) {
    await check(context, "good", { model }, false, buildFolder);
  }
  const { report, exitCode } = await check(context, "good", { model: "Counter_3" }, false, buildFolder);
  assert.equal(exitCode, 0);
  assert.deepEqual(
    report?.models.map(({ name }) => name),
    ["Counter_3", "Counter_Bug_Falls", "Counter_Bug_Stuck"],
  );
  const counterexamples = readdirSync(join(buildFolder, "counterexamples")).sort();
  assert.deepEqual(counterexamples, ["Counter_Bug_Falls.json", "Counter_Bug_Stuck.json"]);
});
