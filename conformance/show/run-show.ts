/**
 * `make show`: the counterexample of a model that must fail, as steps and as a sequence diagram.
 *
 * @module
 */
import { resolve } from "node:path";
import { checkModels, type Ground, groundFor } from "../check/check-models.ts";
import { isCurrent, writeReport } from "../check/check-report.ts";
import { counterexampleLines } from "../check/counterexample-lines.ts";
import { specificationCoverage } from "../check/fired-actions.ts";
import { expectedVerdict, type ModelRow } from "../check/manifest.ts";
import { readManifest } from "../check/model-files.ts";
import { type Output, paintFor } from "../check/paint.ts";
import { readCounterexample } from "../check/read-counterexample.ts";
import { tellingFor } from "../check/run-check.ts";
import { type Selection, selectRows } from "../check/selection.ts";
import { wrapped } from "../differences/lines.ts";
import { sequenceLines } from "../differences/sequence-text.ts";
import { stepListOf } from "../differences/step-list.ts";
import { SetupError } from "../setup-error.ts";
import type { Counterexample } from "../tlc/counterexample.ts";
import { verdictOf } from "../tlc/outcome.ts";

export interface ShowRequest {
  readonly selection: Selection;
  readonly specFolder: string;
  readonly buildFolder: string;
  /** Models whose mistake is made in step functions, too. */
  readonly twins: ReadonlySet<string>;
  readonly output: Output;
  /** Where it is said that TLC is at work. */
  readonly progress: Output;
  readonly variables: Readonly<Record<string, string | undefined>>;
}

/** A behaviour with what it is, such as "violates Agreement". */
interface Found {
  readonly verdict: string;
  readonly counterexample: Counterexample;
}

/** Returns the exit code: 0 if there is something to show. Throws a `SetupError` on wrong input. */
export async function runShow(request: ShowRequest): Promise<number> {
  const { selection, output, variables, buildFolder } = request;
  if (selection.model === undefined) throw new SetupError("say which model: make show MODEL=Name");
  const specFolder = resolve(request.specFolder);
  const rows = readManifest(specFolder, { countsMayBeMissing: true });
  const [row] = selectRows(rows, selection);
  if (row === undefined) throw new SetupError(`there is no model "${selection.model}"`);
  const ground = await groundFor(rows, specFolder);
  const found = known(row, ground, buildFolder) ?? (await findNow(row, ground, request));
  const paint = paintFor(output, variables);
  const { verdict, counterexample } = found;
  const expected = expectedVerdict(row.expected);
  const diagram = sequenceLines(stepListOf(counterexample), paint);
  const lines = [
    paint(row.name, "strong"),
    ...wrapped(row.shows, 2, 2),
    `  ${verdict}${verdict === expected ? ", as expected" : `; expected: ${expected}`}`,
    "",
    ...counterexampleLines(row, propertyIn(verdict), counterexample, tellingFor(specFolder, buildFolder, paint)),
    ...(diagram.length === 0 ? [] : ["", ...diagram]),
    "",
    paint(nextAfterShow(row, request.twins), "quiet"),
  ];
  output.write(`${lines.join("\n")}\n`);
  return 0;
}

/** What an earlier check has found, if nothing that TLC read has changed since. */
function known(row: ModelRow, { inputs }: Ground, buildFolder: string): Found | undefined {
  if (!isCurrent(buildFolder, row.name, inputs.get(row.name))) return undefined;
  const counterexample = readCounterexample(buildFolder, row.name);
  return counterexample && { verdict: counterexample.result ?? expectedVerdict(row.expected), counterexample };
}

/**
 * Has TLC check the model, which is then as checked as by `make check`.
 *
 * @throws SetupError for a model that is to pass: it may take hours, and has nothing to show.
 */
async function findNow(row: ModelRow, ground: Ground, request: ShowRequest): Promise<Found> {
  const { name, expected, reaches } = row;
  if (expected.kind !== "violates") {
    const [denial] = reaches.keys();
    const way = denial === undefined ? "" : `; how it reaches a good state: make way MODEL=${name} TO=${denial}`;
    throw new SetupError(`${name} has no counterexample: it ${expectedVerdict(expected)}${way}`);
  }
  const { buildFolder, selection, progress, variables } = request;
  const judged = await checkModels(ground, [row], buildFolder, progress, variables);
  const { rows, inputs } = ground;
  writeReport(buildFolder, { selection, judged, coverage: specificationCoverage(judged, rows), rows, inputs });
  const result = judged[0]?.result;
  if (result?.trace !== undefined) return { verdict: verdictOf(result.outcome), counterexample: result.trace };
  const why = result?.outcome.kind === "error" ? `\n${result.outcome.message}` : "";
  const verdict = result === undefined ? "gave no result" : verdictOf(result.outcome);
  throw new SetupError(`TLC found no counterexample of ${name}, which ${expectedVerdict(expected)}: ${verdict}${why}`);
}

function propertyIn(verdict: string): string | undefined {
  return /^violates (.+)$/.exec(verdict)?.[1];
}

/** What one may do next, in one line. */
function nextAfterShow({ name, protocol }: ModelRow, twins: ReadonlySet<string>): string {
  // The step functions with the same mistake.
  return twins.has(name) ? `next: make conformance MODEL=${name}` : `next: make check P=${protocol}`;
}
