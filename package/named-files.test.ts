import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type TestContext, test } from "node:test";
import { namedFiles } from "./named-files.ts";

test("what built files name is there: JavaScript, its declarations, and the sources of maps", (context) => {
  const folder = folderOf(context, {
    "built/a.js": 'import { b } from "./b.js"; import "typescript-fsm";',
    "built/a.d.ts": 'export type A = import("./b.js").B;',
    "built/a.js.map": '{ "sources": ["../sources/a.ts"] }',
    "built/b.js": "",
    "built/b.d.ts": "export type B = 1;",
    "sources/a.ts": "",
  });
  assert.deepEqual(namedFiles(join(folder, "built")), { found: 3, missing: [] });
});

test("what is missing is told: a source named by a declaration, JavaScript without one, a source left out", (context) => {
  const folder = folderOf(context, {
    "a.js": 'import { b } from "./c.js";',
    "a.d.ts": 'export * from "./b.ts"; export type A = import("./b.js").B;',
    "a.js.map": '{ "sources": ["../sources/a.ts"] }',
    "b.js": "",
  });
  const { found, missing } = namedFiles(folder);
  assert.deepEqual([...missing].sort(), [
    "a.d.ts names ./b.js",
    "a.d.ts names ./b.ts",
    "a.js names ./c.js",
    "a.js.map names ../sources/a.ts",
  ]);
  assert.equal(found, 0);
});

function folderOf(context: TestContext, files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "quorate-names-"));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}
