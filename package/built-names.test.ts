import assert from "node:assert/strict";
import { test } from "node:test";
import ts from "typescript";
import { builtNames } from "./built-names.ts";

test("a declaration names the JavaScript that is built from what its source imports", () => {
  const source = [
    'import type { A } from "./a.ts";',
    'export { b } from "../b/b.ts";',
    'export * from "./c.ts";',
    'export declare const d: readonly A<import("./d.ts").D<import("./e.ts").E>>[];',
  ];
  assert.deepEqual(declared(source), [
    'import type { A } from "./a.js";',
    'export { b } from "../b/b.js";',
    'export * from "./c.js";',
    'export declare const d: readonly A<import("./d.js").D<import("./e.js").E>>[];',
  ]);
});

test("a declaration names packages, and files that are no sources, as its source does", () => {
  const source = ['export * from "typescript-fsm";', 'export * from "name.ts";', 'export * from "./data.json";'];
  assert.deepEqual(declared(source), source);
});

function declared(source: readonly string[]): readonly string[] {
  const { outputText } = ts.transpileDeclaration(source.join("\n"), {
    compilerOptions: { module: ts.ModuleKind.NodeNext, isolatedDeclarations: true },
    transformers: { afterDeclarations: [builtNames] },
  });
  return outputText.trimEnd().split("\n");
}
