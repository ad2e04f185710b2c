/**
 * What the README says that can be held to.
 *
 * @module
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./installed.ts";

export const readme: string = readFileSync(join(root, "README.md"), "utf8");

/** A program, and the lines that it prints according to the comments behind `console.log`. */
export interface Program {
  readonly text: string;
  readonly promised: readonly string[];
}

/** The programs in JavaScript, of which there must be some that promise something. */
export function readmePrograms(): readonly Program[] {
  const programs = blocks("js").map((text) => ({
    text,
    promised: [...text.matchAll(/^console\.log.*; \/\/ (.*)$/gm)].map(([, line = ""]) => line),
  }));
  assert.ok(programs.length > 0, "the README has no program in JavaScript");
  for (const { text, promised } of programs) assert.ok(promised.length > 0, `it promises nothing:\n${text}`);
  return programs;
}

/** The one program in TypeScript: a host of one's own. */
export function readmeHost(): string {
  const [host, another] = blocks("ts");
  assert.ok(host !== undefined && another === undefined, "the README has one program in TypeScript");
  return host;
}

/** The sizes of the entries' bundles as the README's table has them, in bytes. */
export function readmeSizes(): ReadonlyMap<string, number> {
  const rows = readme.matchAll(/^\| `(quorate\/[^`]*)` \|.*\| (\d+) kB \|$/gm);
  return new Map([...rows].map(([, entry = "", kilobytes]) => [entry, Number(kilobytes) * 1000]));
}

function blocks(language: string): readonly string[] {
  const found = readme.matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\``, "gm"));
  return [...found].map(([, text = ""]) => text);
}
