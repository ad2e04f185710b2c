/**
 * What the built files name of each other. A name that leads nowhere harms nobody who only runs the package: editors stop
 * at it, and checkers of types take what stands behind it for `any`.
 *
 * @module
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import ts from "typescript";

export interface NamedFiles {
  readonly found: number;
  /** A line for each that is missing: the file, and what it names. */
  readonly missing: readonly string[];
}

/** Reads the JavaScript, the declarations and the source maps in the folder. */
export function namedFiles(folder: string): NamedFiles {
  const missing: string[] = [];
  let found = 0;
  for (const file of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    for (const name of relativeNames(join(folder, file))) {
      const named = join(folder, dirname(file), name);
      if (isThere(file, named)) found++;
      else missing.push(`${file} names ${name}`);
    }
  }
  return { found, missing };
}

function relativeNames(path: string): readonly string[] {
  if (path.endsWith(".map")) {
    const { sources } = JSON.parse(readFileSync(path, "utf8")) as { readonly sources: readonly string[] };
    return sources;
  }
  if (!/\.(js|ts)$/.test(path)) return [];
  const { importedFiles } = ts.preProcessFile(readFileSync(path, "utf8"));
  return importedFiles.map(({ fileName }) => fileName).filter((name) => name.startsWith("."));
}

/** What a declaration names has to be declared, too. */
function isThere(from: string, named: string): boolean {
  return existsSync(named) && (!from.endsWith(".d.ts") || existsSync(named.replace(/\.js$/, ".d.ts")));
}
