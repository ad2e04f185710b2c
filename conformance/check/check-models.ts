/**
 * Has TLC check the models that were chosen, and judges what it finds: the part that `make check` and `make show` share.
 *
 * @module
 */
import { configurationText } from "../tlc/configuration.ts";
import { processEnvironment } from "../tlc/environment.ts";
import { inputDigest } from "../tlc/input-digest.ts";
import { verdictOf } from "../tlc/outcome.ts";
import type { TlcResult } from "../tlc/run.ts";
import { findToolchain, type Toolchain } from "../tlc/toolchain.ts";
import { readEarlierSeconds } from "./check-report.ts";
import { modelsThatCount } from "./fired-actions.ts";
import { judgeModel } from "./judgement.ts";
import { createLiveProgress } from "./live-progress.ts";
import type { ModelRow } from "./manifest.ts";
import { configurationOf } from "./model-configuration.ts";
import { modelFiles } from "./model-files.ts";
import { type Output, type Paint, paintFor } from "./paint.ts";
import type { JudgedRow } from "./results-table.ts";
import { runModels, thisMachine } from "./run-models.ts";
import { formatCount, formatSeconds } from "./table.ts";

/** What a check reads before TLC reads it: what is edited meanwhile belongs to the next check. */
export interface Ground {
  readonly rows: readonly ModelRow[];
  readonly specFolder: string;
  readonly toolchain: Toolchain;
  /** For each model a digest of all that its result depends on. */
  readonly inputs: ReadonlyMap<string, string>;
}

export async function groundFor(rows: readonly ModelRow[], specFolder: string): Promise<Ground> {
  const toolchain = await findToolchain(processEnvironment((line) => process.stderr.write(`${line}\n`)));
  const inputs = new Map(rows.map((row) => [row.name, inputsOf(row, specFolder, toolchain)]));
  return { rows, specFolder, toolchain, inputs };
}

export async function checkModels(
  { rows, specFolder, toolchain }: Ground,
  selected: readonly ModelRow[],
  buildFolder: string,
  progress: Output,
  variables: Readonly<Record<string, string | undefined>>,
): Promise<readonly JudgedRow[]> {
  const earlierSeconds = readEarlierSeconds(buildFolder);
  const live = createLiveProgress(progress, selected.length);
  const paint = paintFor(progress, variables);
  const counting = new Set(rows.filter((row) => modelsThatCount(rows, row.specification).includes(row)));
  const models = { rows: selected, counting, specFolder, toolchain, earlierSeconds, machine: thisMachine() };
  const results = await runModels(models, {
    started: (row) => live.start(row.name),
    progressed: (row, distinct, rate) => live.update(row.name, describeProgress(distinct, rate)),
    ended: (row, result) => live.finish(row.name, finishedLine(row, result, paint)),
  }).finally(live.close);
  return selected.flatMap((row, at): JudgedRow[] => {
    const result = results[at];
    return result === undefined ? [] : [{ row, result, judgement: judgeModel(row, result) }];
  });
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
