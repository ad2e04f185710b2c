import { relative, resolve } from "node:path";
import { readDefinitions } from "../definitions/whereabouts.ts";
import { projectFolder } from "../project-folder.ts";
import { checkModels, groundFor } from "./check-models.ts";
import { counterexamplePath, writeReport } from "./check-report.ts";
import type { CounterexampleTelling } from "./counterexample-lines.ts";
import { explainCoverage, explainModel } from "./explanation.ts";
import { type SpecificationCoverage, specificationCoverage } from "./fired-actions.ts";
import { readManifest, readWrittenRows } from "./model-files.ts";
import { observedRows } from "./observed-rows.ts";
import { type Output, type Paint, paintFor } from "./paint.ts";
import { type JudgedRow, resultsTable } from "./results-table.ts";
import { type Selection, selectRows } from "./selection.ts";
import { formatSeconds } from "./table.ts";

export type CheckRequest = {
  readonly selection: Selection;
  readonly specFolder: string;
  readonly buildFolder: string;
  /** Prints the rows of the manifest with the counts that TLC found, instead of judging them. */
  readonly printCounts: boolean;
  readonly output: Output;
  readonly variables: Readonly<Record<string, string | undefined>>;
};

/** Counterexamples that are told in full: what is wrong in one place is wrong in many models. */
const tracesTold = 3;

/** Returns the exit code: 0 if everything was as expected, otherwise 1. Throws a `SetupError` on wrong input. */
export async function runCheck(request: CheckRequest): Promise<number> {
  const { output, printCounts, selection, buildFolder, variables } = request;
  const specFolder = resolve(request.specFolder);
  const rows = readManifest(specFolder, { countsMayBeMissing: printCounts });
  const selected = selectRows(rows, selection);
  const ground = await groundFor(rows, specFolder);
  const started = performance.now();
  // The rows with their counts are the output of that command: progress would be in the way of copying them.
  const progress = printCounts ? process.stderr : output;
  const judged = await checkModels(ground, selected, buildFolder, progress, variables);
  if (printCounts) return printObserved(judged, readWrittenRows(specFolder), output);
  const coverage = specificationCoverage(judged, rows);
  writeReport(buildFolder, { selection, judged, coverage, rows, inputs: ground.inputs });
  return conclude(judged, coverage, (performance.now() - started) / 1000, request);
}

function conclude(
  judged: readonly JudgedRow[],
  coverage: readonly SpecificationCoverage[],
  seconds: number,
  { output, variables, specFolder, buildFolder, selection }: CheckRequest,
): number {
  const paint = paintFor(output, variables);
  const telling = tellingFor(specFolder, buildFolder, paint);
  const withTrace = judged.filter(({ judgement, result }) => judgement.kind !== "as expected" && result.trace);
  const told = new Set(withTrace.slice(0, tracesTold));
  const explanations = [
    ...judged.map((one) => explainModel(one, told.has(one), telling)),
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
    paint(nextAfterCheck(judged, failed, selection), "quiet"),
  ];
  output.write(`${lines.join("\n")}\n`);
  return failed === 0 ? 0 : 1;
}

/** What is needed to tell of counterexamples. The sources are read when there is one. */
export function tellingFor(specFolder: string, buildFolder: string, paint: Paint): CounterexampleTelling {
  let known: ReturnType<typeof readDefinitions> | undefined;
  return {
    paint,
    definitions: () => {
      known ??= readDefinitions(specFolder, projectFolder);
      return known;
    },
    fileOf: (model) => relative(process.cwd(), counterexamplePath(buildFolder, model)),
  };
}

/** What one may do next, in one line. @param failed - how many things, models or not */
export function nextAfterCheck(judged: readonly JudgedRow[], failed: number, selection: Selection): string {
  const unexpected = judged.filter(({ judgement }) => judgement.kind !== "as expected");
  const [first] = unexpected;
  const shown = unexpected.find(({ result }) => result.trace !== undefined) ?? first;
  if (shown === undefined) return `next: ${failed === 0 ? afterSuccess(judged, selection) : "make check"}`;
  if (shown.result.trace !== undefined) return `next: make show MODEL=${shown.row.name}`;
  return `next: make ${shown.judgement.kind === "other counts" ? "counts" : "check"} MODEL=${shown.row.name}`;
}

/** Of some specifications there are no step functions to compare. */
function afterSuccess(judged: readonly JudgedRow[], { protocol, model }: Selection): string {
  const compared = judged.map(({ row }) => row).filter(({ graph }) => graph);
  const [first] = compared;
  if (first === undefined) return "make check";
  if (model !== undefined) return `make conformance MODEL=${first.name}`;
  return protocol === undefined ? "make conformance" : `make conformance P=${protocol}`;
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
