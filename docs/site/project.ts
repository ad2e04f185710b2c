/** Everything that the pages are made of, read once. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type ModelRow, parseManifest } from "../../conformance/check/manifest.ts";
import { filesIn } from "../walk/files-in.ts";
import { type Implementation, implementationsIn, readSources } from "../walk/implementations.ts";
import { parseSource, type SourceFile } from "../walk/source-file.ts";
import { readSpecifications, type Specifications } from "../walk/specifications.ts";

export interface Project {
  readonly folder: string;
  readonly buildFolder: string;
  readonly specifications: Specifications;
  readonly models: readonly ModelRow[];
  readonly implementations: readonly Implementation[];
  /** TypeScript that has a page: all of `src/`, what each protocol adds to the conformance suite, and the guide's examples. */
  readonly sources: ReadonlyMap<string, SourceFile>;
  /** The runs and counterexamples that open on the explorer page: what stands behind its `#`, by name. */
  readonly paths?: ReadonlyMap<string, string>;
}

export function readProject(folder: string): Project {
  const read = (path: string): string => readFileSync(join(folder, path), "utf8");
  const models = parseManifest(read("spec/manifest.json"));
  const examples = filesIn(folder, "docs", (name) => name.endsWith(".example.ts"));
  const shown = ["src", ...problemFolders(folder, models)].flatMap((path) =>
    filesIn(folder, path, (name) => name.endsWith(".ts")),
  );
  return {
    folder,
    buildFolder: join(folder, "build"),
    specifications: readSpecifications(folder),
    models,
    implementations: implementationsIn(readSources(folder)),
    sources: new Map([...shown, ...examples].map((path) => [path, parseSource(path, read(path))])),
  };
}

/** What each protocol adds to the conformance suite. */
function problemFolders(folder: string, models: readonly ModelRow[]): readonly string[] {
  const folders = [...new Set(models.map(({ problem }) => `conformance/${problem}`))];
  return folders.filter((path) => existsSync(join(folder, path)));
}
