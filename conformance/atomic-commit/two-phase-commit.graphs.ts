/**
 * The dumped graphs of two-phase commit, for tests: TLC makes what is not in the build folder yet.
 *
 * @module
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { modelFiles, readManifest } from "../check/model-files.ts";
import { type Comparison, compareGraphs } from "../engine/compare.ts";
import { type Constants, parseConstants } from "../engine/constants.ts";
import type { SpecGraph } from "../engine/spec-graph.ts";
import { dumpOf, graphIn } from "../graph/dump.ts";
import { projectFolder } from "../project-folder.ts";
import { processEnvironment } from "../tlc/environment.ts";
import { findToolchain } from "../tlc/toolchain.ts";
import { systemOf } from "./two-phase-commit.options.ts";
import { twoPhaseCommitProtocol } from "./two-phase-commit.ts";

const specFolder = join(projectFolder, "spec");

export interface Model {
  readonly constants: Constants;
  readonly graph: SpecGraph;
}

/** A model of the manifest, and its graph. */
export async function modelNamed(name: string): Promise<Model> {
  const row = readManifest(specFolder).find((candidate) => candidate.name === name);
  if (row === undefined) throw new Error(`the manifest has no ${name}`);
  const toolchain = await findToolchain(processEnvironment(() => {}));
  const dump = await dumpOf(row, specFolder, join(projectFolder, "build"), toolchain, () => {});
  const constants = parseConstants(readFileSync(modelFiles(row, specFolder).configuration, "utf8"));
  return { constants, graph: graphIn(dump) };
}

/** What the comparison says of roles in the place of the real ones. */
export function comparisonWith({ constants, graph }: Model, roles?: Parameters<typeof systemOf>[1]): Comparison {
  return compareGraphs({ ...twoPhaseCommitProtocol.subjectOf(constants), system: systemOf(constants, roles) }, graph);
}
