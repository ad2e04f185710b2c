/** Everything that the walk from theorem to code to test passes, read once. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type ModelRow, parseManifest } from "../../conformance/check/manifest.ts";
import { filesIn } from "../../conformance/definitions/files-in.ts";
import { type Implementation, implementationsIn, readSources } from "../../conformance/definitions/implementations.ts";
import { readSpecifications, type Specifications } from "../../conformance/definitions/specifications.ts";
import { configurationIn, type ModelConfiguration } from "./configurations.ts";

export interface Walk {
  readonly folder: string;
  readonly specifications: Specifications;
  readonly implementations: readonly Implementation[];
  readonly models: readonly ModelRow[];
  readonly configurations: readonly ModelConfiguration[];
  /** The text of every Markdown document, by path. */
  readonly documents: ReadonlyMap<string, string>;
}

export function readWalk(folder: string): Walk {
  const models = parseManifest(readFileSync(join(folder, "spec/manifest.json"), "utf8"));
  return {
    folder,
    specifications: readSpecifications(folder),
    implementations: implementationsIn(readSources(folder)),
    models,
    configurations: models.map(configurationIn),
    documents: readDocuments(folder),
  };
}

/** Documents that people look for where a project begins. */
export const atTheTop: readonly string[] = ["README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md"];

/** The text of every Markdown document, by path. */
export function readDocuments(folder: string): ReadonlyMap<string, string> {
  const paths = [...filesIn(folder, "docs", (name) => name.endsWith(".md")), ...atTheTop];
  return new Map(
    paths
      .filter((path) => existsSync(join(folder, path)))
      .map((path) => [path, readFileSync(join(folder, path), "utf8")]),
  );
}
