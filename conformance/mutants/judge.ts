/**
 * Judges the step functions by graph equality alone, for one mutant: 0 if they are still equal to every dumped graph,
 * 1 at the first that they differ from.
 *
 * @module
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readManifest } from "../check/model-files.ts";
import { checkGraph } from "../graph/check-graph.ts";
import type { Dump } from "../graph/dump.ts";
import { projectFolder } from "../project-folder.ts";
import { protocols } from "../protocols.ts";
import { SetupError } from "../setup-error.ts";
import { isEqual } from "../suite/suite-result.ts";

const [listed = ""] = process.argv.slice(2);
const dumps: readonly (Dump & { readonly model: string })[] = JSON.parse(readFileSync(listed, "utf8"));
const specFolder = join(projectFolder, "spec");
const rows = readManifest(specFolder);

process.exitCode = dumps.every(isAsDumped) ? 0 : 1;

function isAsDumped({ model, ...dump }: (typeof dumps)[number]): boolean {
  const row = rows.find(({ name }) => name === model);
  const protocol = protocols.find(({ name }) => name === row?.protocol);
  if (row === undefined || protocol === undefined) throw new SetupError(`there is no model ${model}`);
  return isEqual(checkGraph(protocol, row, specFolder, dump, () => {}));
}
