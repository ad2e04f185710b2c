/**
 * A model of the manifest by its name, for tests: its constants, and its dumped graph, which TLC makes if it is not in
 * the build folder yet.
 *
 * @module
 */
import { join } from "node:path";
import type { ModelRow } from "../check/manifest.ts";
import { constantsOf } from "../check/model-configuration.ts";
import { readManifest } from "../check/model-files.ts";
import type { Constants } from "../engine/constants.ts";
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

/** The constants that the model has. */
export function constantsNamed(name: string): Constants {
  return constantsOf(rowNamed(name), specFolder);
}

/** The constants, and the graph of what they allow. */
export async function modelNamed(name: string): Promise<Model> {
  const row = rowNamed(name);
  const toolchain = await findToolchain(processEnvironment(() => {}));
  const dump = await dumpOf(row, specFolder, join(projectFolder, "build"), toolchain);
  return { constants: constantsOf(row, specFolder), graph: graphIn(dump) };
}

function rowNamed(name: string): ModelRow {
  const row = readManifest(specFolder).find((candidate) => candidate.name === name);
  if (row === undefined) throw new Error(`the manifest has no ${name}`);
  return row;
}
