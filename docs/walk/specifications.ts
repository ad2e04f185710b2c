/** All modules of `spec/`, by name. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Definition, parseModule, type SpecificationModule } from "../../conformance/tlc/specification-module.ts";
import { filesIn } from "./files-in.ts";

export type Specifications = ReadonlyMap<string, SpecificationModule>;

export function readSpecifications(projectFolder: string): Specifications {
  const paths = filesIn(projectFolder, "spec", (name) => name.endsWith(".tla"));
  const modules = paths.map((path) => parseModule(path, readFileSync(join(projectFolder, path), "utf8")));
  return new Map(modules.map((module) => [module.name, module]));
}

/** Where a name comes from that a module can use: from itself, or from a module that it extends. */
export interface Found {
  readonly module: SpecificationModule;
  readonly definition: Definition;
}

export function findDefinition(specifications: Specifications, moduleName: string, name: string): Found | undefined {
  const module = specifications.get(moduleName);
  if (module === undefined) return undefined;
  const definition = module.definitions.get(name);
  if (definition !== undefined) return { module, definition };
  for (const extended of module.extends) {
    const found = findDefinition(specifications, extended, name);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Splits `TwoPhaseCommit!Agreement`; anything else is `undefined`. */
export function parseReference(text: string): { readonly module: string; readonly name: string } | undefined {
  const match = /^([A-Z]\w*)!([A-Za-z_]\w*)$/.exec(text.trim());
  return match?.[1] === undefined || match[2] === undefined ? undefined : { module: match[1], name: match[2] };
}
