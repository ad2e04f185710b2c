/** The modules that a module is made of: those that it extends, however far away, and itself. */
import { readFileSync, type Stats, statSync } from "node:fs";
import { join } from "node:path";
import { parseModule, type SpecificationModule } from "./specification-module.ts";

/** By its path: the same module is read for many models. It is read anew once its file is another. */
const parsed = new Map<string, { readonly file: Stats; readonly module: SpecificationModule }>();

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
    const found = firstOf(folders.map((folder) => join(folder, `${name}.tla`)));
    return found === undefined ? [] : [...next(found).flatMap(visit), found];
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

function firstOf(paths: readonly string[]): SpecificationModule | undefined {
  for (const path of paths) {
    const file = statSync(path, { throwIfNoEntry: false });
    if (file !== undefined) return moduleIn(path, file);
  }
  return undefined;
}

function moduleIn(path: string, file: Stats): SpecificationModule {
  const known = parsed.get(path);
  if (known !== undefined && isSameFile(known.file, file)) return known.module;
  const module = parseModule(path, readFileSync(path, "utf8"));
  parsed.set(path, { file, module });
  return module;
}

function isSameFile(before: Stats, now: Stats): boolean {
  return before.ino === now.ino && before.size === now.size && before.mtimeMs === now.mtimeMs;
}
