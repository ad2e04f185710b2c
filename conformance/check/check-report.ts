/** `build/check.json` and `build/counterexamples/`: what a check found, for scripts and for the documentation. */
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { verdictOf } from "../tlc/outcome.ts";
import type { SpecificationCoverage } from "./fired-actions.ts";
import { expectedVerdict } from "./manifest.ts";
import type { JudgedRow } from "./results-table.ts";
import type { Selection } from "./selection.ts";
import { writeWhole } from "./write-whole.ts";

const reportPath = (buildFolder: string) => join(buildFolder, "check.json");
const counterexamplesPath = (buildFolder: string) => join(buildFolder, "counterexamples");

/** Removes the report of an earlier check, so that it is not taken for one of a check that could not even begin. */
export function removeOldReport(buildFolder: string): void {
  rmSync(reportPath(buildFolder), { force: true });
}

/** Removes the counterexamples of the models that are checked again; a check of all of them leaves none. */
export function removeOldCounterexamples(buildFolder: string, models: readonly string[] | "all"): void {
  if (models === "all") rmSync(counterexamplesPath(buildFolder), { recursive: true, force: true });
  else for (const name of models) rmSync(join(counterexamplesPath(buildFolder), `${name}.json`), { force: true });
}

/** How long each model took in an earlier check, if there was one. */
export function readEarlierSeconds(buildFolder: string): ReadonlyMap<string, number> {
  try {
    const report: unknown = JSON.parse(readFileSync(reportPath(buildFolder), "utf8"));
    return new Map(secondsIn(report));
  } catch {
    // No report, or half of one: it only decides the order, so that any other order does as well.
    return new Map();
  }
}

export function writeReport(
  buildFolder: string,
  selection: Selection,
  judged: readonly JudgedRow[],
  coverage: readonly SpecificationCoverage[],
): void {
  const models = judged.map(({ row, result, judgement }) => ({
    name: row.name,
    module: row.module,
    protocol: row.protocol,
    tier: row.tier,
    expected: expectedVerdict(row.expected),
    result: verdictOf(result.outcome),
    ok: judgement.kind === "as expected",
    ...result.counted,
    seconds: Math.round(result.seconds * 1000) / 1000,
  }));
  const ok = models.every((model) => model.ok) && coverage.every((entry) => entry.ok);
  const tlc = judged.map(({ result }) => result.version).find((version) => version !== "");
  writeWhole(reportPath(buildFolder), { ok, tlc, selection, models, coverage });
  for (const { row, result } of judged) {
    if (result.trace === undefined) continue;
    const path = join(counterexamplesPath(buildFolder), `${row.name}.json`);
    writeWhole(path, { model: row.name, result: verdictOf(result.outcome), ...result.trace });
  }
}

function secondsIn(report: unknown): readonly (readonly [string, number])[] {
  if (typeof report !== "object" || report === null || !("models" in report) || !Array.isArray(report.models))
    return [];
  return report.models.flatMap((model: unknown) => {
    if (typeof model !== "object" || model === null || !("name" in model) || !("seconds" in model)) return [];
    const { name, seconds } = model;
    return typeof name === "string" && typeof seconds === "number" ? [[name, seconds] as const] : [];
  });
}
