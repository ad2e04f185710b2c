/**
 * A model of the manifest by its name, for tests: its constants, and its dumped graph, which TLC makes if it is not in
 * the build folder yet.
 *
 * @module
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ModelRow } from "../check/manifest.ts";
import { modelFiles, readManifest } from "../check/model-files.ts";
import { type Constants, parseConstants } from "../engine/constants.ts";
import type { SpecGraph } from "../engine/spec-graph.ts";
import { projectFolder } from "../project-folder.ts";
import { processEnvironment } from "../tlc/environment.ts";
import { findToolchain } from "../tlc/toolchain.ts";
import { dumpOf, graphIn } from "./dump.ts";

const specFolder = join(projectFolder, "spec");

export interface Model {
  readonly constants: Constants;
  readonly graph: SpecGraph;
}

/** The constants that the configuration of the model has. */
export function constantsNamed(name: string): Constants {
  return constantsOf(rowNamed(name));
}

/** The constants, and the graph of what they allow. */
export async function modelNamed(name: string): Promise<Model> {
  const row = rowNamed(name);
  const toolchain = await findToolchain(processEnvironment(() => {}));
  const dump = await dumpOf(row, specFolder, join(projectFolder, "build"), toolchain, () => {});
  return { constants: constantsOf(row), graph: graphIn(dump) };
}

function rowNamed(name: string): ModelRow {
  const row = readManifest(specFolder).find((candidate) => candidate.name === name);
  if (row === undefined) throw new Error(`the manifest has no ${name}`);
  return row;
}

function constantsOf(row: ModelRow): Constants {
  return parseConstants(readFileSync(modelFiles(row, specFolder).configuration, "utf8"));
}
