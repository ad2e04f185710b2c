/** Where the modules of a model are, and whether the rows of the manifest fit them. */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { SetupError } from "../setup-error.ts";
import { type ModelRow, parseManifest } from "./manifest.ts";
import type { ManifestOptions } from "./manifest-expectation.ts";

export type ModelFiles = {
  readonly folder: string;
  /** The folders whose modules the model may use: its own, its problem's, then those of the other problems. */
  readonly libraries: readonly string[];
};

export function modelFiles(row: Pick<ModelRow, "problem" | "protocol">, specFolder: string): ModelFiles {
  const problem = join(specFolder, row.problem);
  const folder = join(problem, row.protocol);
  const others = subfolders(specFolder).filter((other) => other !== problem);
  return { folder, libraries: [folder, problem, ...others] };
}

/** Reads the manifest and throws a `SetupError` that lists everything that is wrong with it. */
export function readManifest(specFolder: string, options: ManifestOptions = {}): readonly ModelRow[] {
  const path = join(specFolder, "manifest.json");
  if (!existsSync(path)) throw new SetupError(`there is no manifest at ${relative(process.cwd(), path)}`);
  const rows = parseManifest(readFileSync(path, "utf8"), options);
  const problems = [...rows.flatMap((row) => missingFiles(row, specFolder)), ...strays(specFolder)];
  if (problems.length > 0) throw new SetupError(`the manifest is not valid:\n  ${problems.join("\n  ")}`);
  return rows;
}

/** The rows as they are written, by name. */
export function readWrittenRows(specFolder: string): ReadonlyMap<string, Readonly<Record<string, unknown>>> {
  const manifest: { readonly models: readonly Readonly<Record<string, unknown>>[] } = JSON.parse(
    readFileSync(join(specFolder, "manifest.json"), "utf8"),
  );
  return new Map(manifest.models.map((row) => [String(row.name), row]));
}

function missingFiles(row: ModelRow, specFolder: string): readonly string[] {
  const files = modelFiles(row, specFolder);
  const needed = [join(files.folder, `${row.module}.tla`), join(specFolder, row.problem, `${row.specification}.tla`)];
  return needed
    .filter((path) => !existsSync(path))
    .map((path) => `${row.name} (line ${row.line}): there is no file ${relative(specFolder, path)}`);
}

/** A configuration that is a file would look like a check and never be run. */
function strays(specFolder: string): readonly string[] {
  return configurationsBelow(specFolder).map(
    (path) => `${relative(specFolder, path)} is not read: a model's configuration is in its row, not in a file`,
  );
}

function configurationsBelow(folder: string): readonly string[] {
  const here = readdirSync(folder)
    .filter((name) => name.endsWith(".cfg"))
    .map((name) => join(folder, name));
  return [...here, ...subfolders(folder).flatMap(configurationsBelow)].sort();
}

function subfolders(folder: string): readonly string[] {
  return readdirSync(folder)
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isDirectory())
    .sort();
}
