/** The modules that a module is made of: those that it extends, however far away, and itself. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseModule, type SpecificationModule } from "./specification-module.ts";

/** By their text: the same module is read for many models. */
const parsed = new Map<string, SpecificationModule>();

/**
 * Each once, those that are extended first.
 *
 * @param folders - where modules are looked for, in this order; what is in none of them is one of TLA+'s own
 */
export function extendedModules(module: string, folders: readonly string[]): readonly SpecificationModule[] {
  return reachedModules(module, folders, (found) => found.extends);
}

/** With those of which an instance is made: everything that TLC reads. Modules that are extended or used come first. */
export function usedModules(module: string, folders: readonly string[]): readonly SpecificationModule[] {
  return reachedModules(module, folders, (found) => [...found.extends, ...found.instances]);
}

function reachedModules(
  module: string,
  folders: readonly string[],
  next: (found: SpecificationModule) => readonly string[],
): readonly SpecificationModule[] {
  const seen = new Set<string>();
  const visit = (name: string): readonly SpecificationModule[] => {
    if (seen.has(name)) return [];
    seen.add(name);
    const path = folders.map((folder) => join(folder, `${name}.tla`)).find((candidate) => existsSync(candidate));
    if (path === undefined) return [];
    const found = moduleIn(path);
    return [...next(found).flatMap(visit), found];
  };
  return visit(module);
}

/**
 * The constants that a model has to give values to: those that its module declares, and those of every module that it
 * extends, in this order.
 */
export function declaredConstants(module: string, folders: readonly string[]): readonly string[] {
  return extendedModules(module, folders).flatMap(({ definitions }) =>
    [...definitions.values()].filter(({ kind }) => kind === "constant").map(({ name }) => name),
  );
}

function moduleIn(path: string): SpecificationModule {
  const text = readFileSync(path, "utf8");
  const known = parsed.get(text);
  if (known !== undefined) return known;
  const module = parseModule(path, text);
  parsed.set(text, module);
  return module;
}
