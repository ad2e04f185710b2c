/**
 * Uses the installed package by both of the ways that Node has, on whichever Node.
 *
 * @module
 */
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Installed } from "./installed.ts";
import { type Program, readmePrograms } from "./readme.ts";
import { runHeard } from "./run-program.ts";

/** Runs the README's programs as ES modules. */
export async function useByImport(installed: Installed, node: string): Promise<void> {
  for (const program of readmePrograms()) await runAs("example.mjs", program, installed, node);
}

/** Runs them as CommonJS, which `require`s the same modules: no second copy, no warning. */
export async function useByRequire(installed: Installed, node: string): Promise<void> {
  for (const { text, promised } of readmePrograms()) {
    const required = text.replace(/^import (\{.*\}) from (".*");$/gm, "const $1 = require($2);");
    assert.doesNotMatch(required, /^import /m);
    await runAs("example.cjs", { text: required, promised }, installed, node);
  }
  await runAs("all.cjs", requireAll(installed.entries), installed, node);
}

function requireAll(entries: readonly string[]): Program {
  const text = `
    for (const entry of ${JSON.stringify(entries)}) {
      const required = require(entry);
      import(entry).then((imported) => console.log(entry, Object.keys(required).length > 0, required === imported));
    }`;
  return { text, promised: entries.map((entry) => `${entry} true true`) };
}

async function runAs(file: string, { text, promised }: Program, { project }: Installed, node: string): Promise<void> {
  await writeFile(join(project, file), text);
  const { printed, warned } = await runHeard(project, node, [file]);
  assert.deepEqual(printed.trimEnd().split("\n"), promised);
  assert.equal(warned, "");
}
