/**
 * `build/check.json` and `build/counterexamples/`: what was found, for scripts and for the documentation.
 *
 * Both are written when a check has come to its end, and model by model: a result stays until its model is checked
 * again, or is no longer the one that was checked. So a check of one model, one with a mistyped name and one that was
 * interrupted leave the results of the others where they are.
 */
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { verdictOf } from "../tlc/outcome.ts";
import { modelsThatCount, type SpecificationCoverage } from "./fired-actions.ts";
import { expectedVerdict, type ModelRow } from "./manifest.ts";
import type { JudgedRow } from "./results-table.ts";
import type { Selection } from "./selection.ts";
import { writeWhole } from "./write-whole.ts";

const reportPath = (buildFolder: string) => join(buildFolder, "check.json");
const counterexamplesPath = (buildFolder: string) => join(buildFolder, "counterexamples");
/** Where a counterexample is written. */
export const counterexamplePath = (buildFolder: string, model: string): string =>
  join(counterexamplesPath(buildFolder), `${model}.json`);

/** What a check found, and all models that there are. */
export type Findings = {
  readonly selection: Selection;
  readonly judged: readonly JudgedRow[];
  readonly coverage: readonly SpecificationCoverage[];
  readonly rows: readonly ModelRow[];
  /** For each model a digest of all that its result depends on. An earlier result with another one is dropped. */
  readonly inputs: ReadonlyMap<string, string>;
};

/** A row of a report. An earlier one is handed on as it is; only the fields that are named here are read. */
type Reported = Readonly<Record<string, unknown>>;

/** How long each model took in an earlier check, if there was one. */
export function readEarlierSeconds(buildFolder: string): ReadonlyMap<string, number> {
  const models = [...readEarlier(buildFolder, "models", "name")];
  return new Map(models.flatMap(([name, { seconds }]) => (typeof seconds === "number" ? [[name, seconds]] : [])));
}

/** Whether what was found of the model is still of the model as it is now. */
export function isCurrent(buildFolder: string, model: string, inputs: string | undefined): boolean {
  return inputs !== undefined && readEarlier(buildFolder, "models", "name").get(model)?.inputs === inputs;
}

export function writeReport(buildFolder: string, findings: Findings): void {
  const { selection, judged } = findings;
  const found = new Map(judged.map((entry) => [entry.row.name, entry]));
  const current = currentModels(buildFolder, findings);
  const models = findings.rows.flatMap((row): Reported[] => {
    const now = found.get(row.name);
    const before = current.get(row.name);
    if (now !== undefined) return [reported(now, findings.inputs.get(row.name))];
    return before === undefined ? [] : [before];
  });
  const coverage = mergedCoverage(buildFolder, findings, current);
  const tlc = judged.map(({ result }) => result.version).find((version) => version !== "");
  const ok = [...models, ...coverage].every((entry) => entry.ok === true);
  writeWhole(reportPath(buildFolder), { ok, tlc, selection, models, coverage });
  writeCounterexamples(buildFolder, judged, new Set(models.map(({ name }) => `${String(name)}.json`)));
}

/** The earlier results that are still results of the models as they are now. */
function currentModels(buildFolder: string, { rows, inputs }: Findings): ReadonlyMap<string, Reported> {
  const earlier = readEarlier(buildFolder, "models", "name");
  const known = rows.flatMap((row) => {
    const before = earlier.get(row.name);
    return before !== undefined && before.inputs === inputs.get(row.name) ? [[row.name, before] as const] : [];
  });
  return new Map(known);
}

/** What a whole check said of a specification's actions stays while all that it was said of is current. */
function mergedCoverage(
  buildFolder: string,
  { coverage, rows }: Findings,
  current: ReadonlyMap<string, Reported>,
): readonly (SpecificationCoverage | Reported)[] {
  const earlier = readEarlier(buildFolder, "coverage", "specification");
  const found = new Map(coverage.map((entry) => [entry.specification, entry]));
  return [...new Set(rows.map(({ specification }) => specification))].flatMap((specification) => {
    const now = found.get(specification);
    const before = earlier.get(specification);
    const isCurrent = modelsThatCount(rows, specification).every(({ name }) => current.has(name));
    if (now?.complete !== true && before?.complete === true && isCurrent) return [before];
    return now === undefined ? [] : [now];
  });
}

function reported({ row, result, judgement }: JudgedRow, inputs: string | undefined): Reported {
  return {
    name: row.name,
    module: row.module,
    protocol: row.protocol,
    tier: row.tier,
    expected: expectedVerdict(row.expected),
    result: verdictOf(result.outcome),
    ok: judgement.kind === "as expected",
    ...result.counted,
    seconds: Math.round(result.seconds * 1000) / 1000,
    inputs,
  };
}

/** A file for each model of the report that has a counterexample, and no others. */
function writeCounterexamples(
  buildFolder: string,
  judged: readonly JudgedRow[],
  namesInReport: ReadonlySet<string>,
): void {
  const folder = counterexamplesPath(buildFolder);
  for (const name of filesIn(folder)) if (!namesInReport.has(name)) rmSync(join(folder, name), { force: true });
  for (const { row, result } of judged) {
    const path = counterexamplePath(buildFolder, row.name);
    if (result.trace === undefined) rmSync(path, { force: true });
    else writeWhole(path, { model: row.name, result: verdictOf(result.outcome), ...result.trace });
  }
}

function filesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** The rows of a list in the report that there is; none of half a report, which then is as good as none. */
function readEarlier(buildFolder: string, list: string, key: string): ReadonlyMap<string, Reported> {
  try {
    const report: unknown = JSON.parse(readFileSync(reportPath(buildFolder), "utf8"));
    const rows: unknown = Object(report)[list];
    if (!Array.isArray(rows)) return new Map();
    return new Map(
      rows.flatMap((row: unknown) => {
        const entries = Object.fromEntries(Object.entries(Object(row)));
        const name = entries[key];
        return typeof name === "string" ? [[name, entries] as const] : [];
      }),
    );
  } catch {
    return new Map();
  }
}
