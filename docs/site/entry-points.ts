/** What the package exports is what its users see, and so what the API pages describe, under the names to import. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

export interface EntryPoint {
  /** As in `import … from "quorate/core"`. */
  readonly name: string;
  /** The TypeScript that it is built from, from the project's folder. */
  readonly path: string;
}

export function entryPoints(projectFolder: string): readonly EntryPoint[] {
  const manifest: unknown = JSON.parse(readFileSync(join(projectFolder, "package.json"), "utf8"));
  const name = String(field(manifest, "name"));
  return Object.entries(Object(field(manifest, "exports"))).flatMap(([entry, target]) => {
    const built = field(target, "default");
    const path = typeof built === "string" ? /^\.\/build\/package\/(.*)\.js$/.exec(built)?.[1] : undefined;
    return path === undefined ? [] : [{ name: entry.replace(/^\./, name), path: `src/${path}.ts` }];
  });
}

function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}
