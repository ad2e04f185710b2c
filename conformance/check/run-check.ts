import { resolve } from "node:path";
import { configurationText } from "../tlc/configuration.ts";
import { processEnvironment } from "../tlc/environment.ts";
import { inputDigest } from "../tlc/input-digest.ts";
import { verdictOf } from "../tlc/outcome.ts";
import type { TlcResult } from "../tlc/run.ts";
import { findToolchain, type Toolchain } from "../tlc/toolchain.ts";
import { readEarlierSeconds, writeReport } from "./check-report.ts";
import { explainCoverage, explainModel } from "./explanation.ts";
import { modelsThatCount, type SpecificationCoverage, specificationCoverage } from "./fired-actions.ts";
import { judgeModel } from "./judgement.ts";
import { createLiveProgress } from "./live-progress.ts";
import type { ModelRow } from "./manifest.ts";
import { configurationOf } from "./model-configuration.ts";
import { modelFiles, readManifest, readWrittenRows } from "./model-files.ts";
import { observedRows } from "./observed-rows.ts";
import { type Output, type Paint, paintFor } from "./paint.ts";
import { type JudgedRow, resultsTable } from "./results-table.ts";
import { runModels, thisMachine } from "./run-models.ts";
import { type Selection, selectRows } from "./selection.ts";
import { formatCount, formatSeconds } from "./table.ts";

export type CheckRequest = {
  readonly selection: Selection;
  readonly specFolder: string;
  readonly buildFolder: string;
  /** Prints the rows of the manifest with the counts that TLC found, instead of judging them. */
  readonly printCounts: boolean;
  readonly output: Output;
  readonly variables: Readonly<Record<string, string | undefined>>;
};

/** Returns the exit code: 0 if everything was as expected, otherwise 1. Throws a `SetupError` on wrong input. */
export async function runCheck(request: CheckRequest): Promise<number> {
  const { output, printCounts, selection } = request;
  const specFolder = resolve(request.specFolder);
  const rows = readManifest(specFolder, { countsMayBeMissing: printCounts });
  const selected = selectRows(rows, selection);
  const toolchain = await findToolchain(processEnvironment((line) => process.stderr.write(`${line}\n`)));
  // Read before TLC reads it: what is edited meanwhile belongs to the next check.
  const inputs = new Map(rows.map((row) => [row.name, inputsOf(row, specFolder, toolchain)]));

  const started = performance.now();
  // The rows with their counts are the output of that command: progress would be in the way of copying them.
  const progressOutput = printCounts ? process.stderr : output;
  const paint = paintFor(output, request.variables);
  const earlierSeconds = readEarlierSeconds(request.buildFolder);
  const live = createLiveProgress(progressOutput, selected.length);
  const counting = new Set(rows.filter((row) => modelsThatCount(rows, row.specification).includes(row)));
  const models = { rows: selected, counting, specFolder, toolchain, earlierSeconds, machine: thisMachine() };
  const results = await runModels(models, {
    started: (row) => live.start(row.name),
    progressed: (row, distinct, rate) => live.update(row.name, describeProgress(distinct, rate)),
    ended: (row, result) =>
      live.finish(row.name, finishedLine(row, result, paintFor(progressOutput, request.variables))),
  }).finally(live.close);

  const judged = selected.flatMap((row, at): JudgedRow[] => {
    const result = results[at];
    return result === undefined ? [] : [{ row, result, judgement: judgeModel(row, result) }];
  });
  if (printCounts) return printObserved(judged, readWrittenRows(specFolder), output);
  const coverage = specificationCoverage(judged, rows);
  writeReport(request.buildFolder, { selection, judged, coverage, rows, inputs });
  return conclude(judged, coverage, (performance.now() - started) / 1000, output, paint);
}

function conclude(
  judged: readonly JudgedRow[],
  coverage: readonly SpecificationCoverage[],
  seconds: number,
  output: Output,
  paint: Paint,
): number {
  const explanations = [
    ...judged.map(({ row, judgement, result }) => explainModel(row, judgement, result, paint)),
    ...coverage.map((entry) => explainCoverage(entry, paint)),
  ].filter((lines) => lines.length > 0);
  const failed = explanations.length;
  const models = judged.length === 1 ? "1 model" : `${judged.length} models`;
  const sum = `${models} in ${formatSeconds(seconds)}: `;
  const verdict = failed === 0 ? "all as expected" : `${failed} ${failed === 1 ? "failure" : "failures"}`;
  const lines = [
    // It begins with an empty line.
    ...resultsTable(judged, paint),
    ...explanations.flatMap((explanation) => ["", ...explanation]),
    "",
    ...coverage.filter((entry) => entry.ok && entry.complete).map(firedLine),
    sum + paint(verdict, failed === 0 ? "good" : "bad"),
  ];
  output.write(`${lines.join("\n")}\n`);
  return failed === 0 ? 0 : 1;
}

function firedLine({ specification, actions }: SpecificationCoverage): string {
  return `${specification}: each of its ${actions.length} actions fires in a passing model`;
}

function printObserved(
  judged: readonly JudgedRow[],
  written: ReadonlyMap<string, Readonly<Record<string, unknown>>>,
  output: Output,
): number {
  const { rows, refused } = observedRows(judged, written);
  output.write(`${rows.join(",\n")}\n`);
  for (const line of refused) process.stderr.write(`${line}\n`);
  return refused.length === 0 ? 0 : 1;
}

/** Besides what TLC reads, a result depends on what is expected. */
function inputsOf(row: ModelRow, specFolder: string, toolchain: Toolchain): string {
  const asked = JSON.stringify([row.tier, row.deadlock, row.expected, [...row.reaches]]);
  const configuration = configurationText(configurationOf(row, specFolder));
  return inputDigest(toolchain, row.module, modelFiles(row, specFolder).libraries, [asked, configuration]);
}

function describeProgress(distinct: number, generatedPerSecond: number): string {
  return `${formatCount(distinct)} states, ${formatCount(generatedPerSecond)} generated/s`;
}

function finishedLine(row: ModelRow, result: TlcResult, paint: Paint): string {
  const isGood = judgeModel(row, result).kind === "as expected";
  const mark = paint(isGood ? "ok" : "FAILED", isGood ? "good" : "bad");
  const states = result.counted.distinct === undefined ? "" : `, ${formatCount(result.counted.distinct)} states`;
  return `${mark} ${row.name}: ${verdictOf(result.outcome)}${states}, ${formatSeconds(result.seconds)}`;
}
