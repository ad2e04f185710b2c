import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { root } from "./installed.ts";

test("within the project the package's entries are their sources, under the same names", () => {
  const { name, exports } = read("package.json") as { readonly name: string; readonly exports: object };
  const entries = Object.entries(exports).filter(([, target]) => typeof target === "object");
  const sources = entries.map(([entry, { default: built }]) => [
    entry.replace(".", name),
    [built.replace("./build/package/", "./src/").replace(/\.js$/, ".ts")],
  ]);
  const { compilerOptions } = read("tsconfig.json") as { readonly compilerOptions: { readonly paths: object } };
  assert.deepEqual(compilerOptions.paths, Object.fromEntries(sources));
});

function read(file: string): unknown {
  return JSON.parse(readFileSync(join(root, file), "utf8"));
}
