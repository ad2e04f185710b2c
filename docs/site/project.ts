/** Everything that the pages are made of, read once. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type ModelRow, parseManifest } from "../../conformance/check/manifest.ts";
import { filesIn } from "../../conformance/definitions/files-in.ts";
import { type Implementation, implementationsIn, readSources } from "../../conformance/definitions/implementations.ts";
import { parseSource, type SourceFile } from "../../conformance/definitions/source-file.ts";
import { readSpecifications, type Specifications } from "../../conformance/definitions/specifications.ts";
import { SetupError } from "../../conformance/setup-error.ts";
import type { SpecificationModule } from "../../conformance/tlc/specification-module.ts";
import { type ClaimTitle, claimTitlesIn } from "../walk/claim-titles.ts";
import { ledgerPath } from "../walk/ledger-gaps.ts";
import { commandsIn, commandsPath } from "./command-link.ts";
import { type EntryPoint, entryPoints } from "./entry-points.ts";

export interface Project {
  readonly folder: string;
  readonly buildFolder: string;
  readonly specifications: Specifications;
  readonly models: readonly ModelRow[];
  readonly implementations: readonly Implementation[];
  /** The claims' titles, by claim. */
  readonly claims: ReadonlyMap<string, ClaimTitle>;
  /** The commands of make that are explained. */
  readonly commands: ReadonlySet<string>;
  /** What the package exports. */
  readonly entries: readonly EntryPoint[];
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
    claims: claimTitlesIn(read(ledgerPath)),
    commands: commandsIn(read(commandsPath)),
    entries: entryPoints(folder),
    sources: new Map([...shown, ...examples].map((path) => [path, parseSource(path, read(path))])),
  };
}

export function specFolderOf({ folder }: Pick<Project, "folder">): string {
  return join(folder, "spec");
}

/** @throws SetupError if there is no such model */
export function modelNamed({ models }: Project, name: string): ModelRow {
  const row = models.find((candidate) => candidate.name === name);
  if (row === undefined) throw new SetupError(`docs: the manifest has no model ${name}`);
  return row;
}

/** The specification that the step functions of a protocol equal. @throws SetupError if there is none */
export function specificationNamed({ specifications }: Project, protocol: string): SpecificationModule {
  const found = onlyOne([...specifications.values()].filter(({ name }) => inKebabCase(name) === protocol));
  if (found === undefined) throw new SetupError(`docs: there is no specification of ${protocol}`);
  return found;
}

function inKebabCase(name: string): string {
  return name.replace(/\B(?=[A-Z])/g, "-").toLowerCase();
}

/** The one element of the list, if it has just one. */
export function onlyOne<T>(list: readonly T[]): T | undefined {
  return list.length === 1 ? list[0] : undefined;
}

/** The models of each specification, both in the order of the manifest. */
export function modelsBySpecification({ models }: Project): ReadonlyMap<string, readonly ModelRow[]> {
  const specifications = [...new Set(models.map(({ specification }) => specification))];
  return new Map(specifications.map((name) => [name, models.filter(({ specification }) => specification === name)]));
}

/** What each protocol adds to the conformance suite. */
function problemFolders(folder: string, models: readonly ModelRow[]): readonly string[] {
  const folders = [...new Set(models.map(({ problem }) => `conformance/${problem}`))];
  return folders.filter((path) => existsSync(join(folder, path)));
}
