/**
 * The counterexamples that the documents show, asked of TLC where a document is not known to be current. What TLC has
 * found for a model is kept under the model's digest, so it is never taken for what it finds for another.
 *
 * @module
 */
import { join } from "node:path";
import { judgeModel } from "../../conformance/check/judgement.ts";
import type { ModelRow } from "../../conformance/check/manifest.ts";
import { counterexampleAt, readCounterexample } from "../../conformance/check/read-counterexample.ts";
import { runModels, thisMachine } from "../../conformance/check/run-models.ts";
import { writeWhole } from "../../conformance/check/write-whole.ts";
import { SetupError } from "../../conformance/setup-error.ts";
import type { Counterexample } from "../../conformance/tlc/counterexample.ts";
import { processEnvironment } from "../../conformance/tlc/environment.ts";
import { verdictOf } from "../../conformance/tlc/outcome.ts";
import type { TlcResult } from "../../conformance/tlc/run.ts";
import { findToolchain } from "../../conformance/tlc/toolchain.ts";
import { modelNamed, type Project, specFolderOf } from "../site/project.ts";
import type { Insert } from "../walk/document.ts";
import { behaviour } from "./behaviour.ts";
import type { Traces } from "./fill.ts";
import { modelDigest } from "./model-digest.ts";

/**
 * @param inserts - of counterexamples
 * @throws SetupError if TLC finds something else than the manifest expects
 */
export async function findTraces(
  project: Project,
  inserts: readonly Insert[],
  say: (line: string) => void,
): Promise<Traces> {
  const kept = inserts.flatMap(({ name }) => {
    const trace = keptTrace(project, modelNamed(project, name));
    return trace === undefined ? [] : [[name, trace] as const];
  });
  const known = new Map<string, Counterexample>(kept);
  const asked = inserts.filter((insert) => !known.has(insert.name) && !isCurrent(project, insert));
  if (asked.length === 0) return known;
  say(`asking TLC for ${asked.length} counterexamples`);
  for (const [name, trace] of await askTlc(
    project,
    asked.map(({ name }) => modelNamed(project, name)),
  )) {
    known.set(name, trace);
  }
  return known;
}

/**
 * Whether a document shows what TLC finds for the model as it is, as far as can be said without TLC: it was made of this
 * model; and if there is a counterexample in the build folder, of this one.
 */
export function isCurrent(project: Project, { name, digest, content }: Insert): boolean {
  const row = modelNamed(project, name);
  const found = readCounterexample(project.buildFolder, name);
  const isOfThisModel = digest === modelDigest(row, specFolderOf(project)) && content !== "";
  return isOfThisModel && (found === undefined || content === `${behaviour(row, found)}\n`);
}

async function askTlc(project: Project, rows: readonly ModelRow[]): Promise<Traces> {
  const specFolder = specFolderOf(project);
  const toolchain = await findToolchain(processEnvironment((line) => process.stderr.write(`${line}\n`)));
  const request = {
    rows,
    counting: new Set<ModelRow>(),
    specFolder,
    toolchain,
    earlierSeconds: new Map<string, number>(),
    machine: thisMachine(),
  };
  const found = new Map<string, Counterexample>();
  await runModels(request, {
    started: () => undefined,
    progressed: () => undefined,
    ended: (row, result) => {
      const trace = expectedTrace(row, result);
      writeWhole(keptPath(project, row), trace);
      found.set(row.name, trace);
    },
  });
  return found;
}

function expectedTrace(row: ModelRow, result: TlcResult): Counterexample {
  if (result.trace !== undefined && judgeModel(row, result).kind === "as expected") return result.trace;
  const found = verdictOf(result.outcome);
  throw new SetupError(`docs: TLC says of ${row.name}: ${found}; see make check MODEL=${row.name}`);
}

function keptTrace(project: Project, row: ModelRow): Counterexample | undefined {
  return counterexampleAt(keptPath(project, row), "remove it");
}

function keptPath(project: Project, row: ModelRow): string {
  return join(project.buildFolder, "guide", `${row.name}-${modelDigest(row, specFolderOf(project))}.json`);
}
