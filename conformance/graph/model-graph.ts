/**
 * The dumped graph of a model, by the model's name: TLC makes what is not in the build folder yet. For tests.
 *
 * @module
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
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

/** A model of the manifest, and its graph. */
export async function modelNamed(name: string): Promise<Model> {
  const row = readManifest(specFolder).find((candidate) => candidate.name === name);
  if (row === undefined) throw new Error(`the manifest has no ${name}`);
  const toolchain = await findToolchain(processEnvironment(() => {}));
  const dump = await dumpOf(row, specFolder, join(projectFolder, "build"), toolchain, () => {});
  const constants = parseConstants(readFileSync(modelFiles(row, specFolder).configuration, "utf8"));
  return { constants, graph: graphIn(dump) };
}
