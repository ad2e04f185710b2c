/** All modules of `spec/`, by name. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Definition, parseModule, type SpecificationModule } from "../tlc/specification-module.ts";
import { filesIn } from "./files-in.ts";

export type Specifications = ReadonlyMap<string, SpecificationModule>;

/** @param specFolder - as it is called in the project's folder */
export function readSpecifications(projectFolder: string, specFolder = "spec"): Specifications {
  const paths = filesIn(projectFolder, specFolder, (name) => name.endsWith(".tla"));
  const modules = paths.map((path) => parseModule(path, readFileSync(join(projectFolder, path), "utf8")));
  return new Map(modules.map((module) => [module.name, module]));
}

/** Where a name comes from. */
export interface Found {
  readonly module: SpecificationModule;
  readonly definition: Definition;
}

/** The lines of a definition as they stand in its module. */
export function linesOfDefinition({ module, definition }: Found): readonly string[] {
  return module.text.split("\n").slice(definition.line - 1, definition.lastLine);
}

/** What the name means in a formula of the module: a definition of its own, or of a module that it extends. */
export function findVisible(specifications: Specifications, moduleName: string, name: string): Found | undefined {
  const module = specifications.get(moduleName);
  if (module === undefined) return undefined;
  const definition = module.definitions.get(name);
  if (definition !== undefined) return { module, definition };
  for (const extended of module.extends) {
    const found = findVisible(specifications, extended, name);
    if (found !== undefined) return found;
  }
  return undefined;
}

/**
 * What `Module!Name` means in a document, a tag or the ledger. A protocol is several modules, `EpochBroadcast` and
 * `EpochBroadcast_Invariants` and more, of which each extends another, so their names are one namespace: `P!Name` is a
 * definition of any of them.
 */
export function findDefinition(specifications: Specifications, moduleName: string, name: string): Found | undefined {
  for (const module of [moduleName, ...partsOf(specifications, protocolModule(specifications, moduleName))]) {
    const found = findVisible(specifications, module, name);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The module that a part belongs to: `EpochBroadcast` for `EpochBroadcast_Invariants` beside it, otherwise itself. */
export function protocolModule(specifications: Specifications, moduleName: string): string {
  const [base = ""] = moduleName.split("_");
  return isBeside(specifications, base, moduleName) ? base : moduleName;
}

/** A module and those whose names begin with its own and an underscore, beside it; the module itself comes first. */
export function partsOf(specifications: Specifications, moduleName: string): readonly string[] {
  const parts = [...specifications.keys()].filter(
    (name) => name.startsWith(`${moduleName}_`) && isBeside(specifications, moduleName, name),
  );
  return [moduleName, ...parts];
}

function isBeside(specifications: Specifications, moduleName: string, other: string): boolean {
  const folders = [moduleName, other].map((name) => specifications.get(name)?.path.replace(/[^/]*$/, ""));
  return folders[0] !== undefined && folders[0] === folders[1];
}

/** Splits `TwoPhaseCommit!Agreement`; anything else is `undefined`. */
export function parseReference(text: string): { readonly module: string; readonly name: string } | undefined {
  const match = /^([A-Z]\w*)!([A-Za-z_]\w*)$/.exec(text.trim());
  return match?.[1] === undefined || match[2] === undefined ? undefined : { module: match[1], name: match[2] };
}
