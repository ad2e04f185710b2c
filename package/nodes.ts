/**
 * `make nodes`: uses the package by `import` and by `require` on the oldest Nodes that it admits and on the newest, and
 * runs the tests of `src/` on the newest.
 *
 * @module
 */
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { runToExit } from "../conformance/command-line.ts";
import { type Installed, install, root } from "./installed.ts";
import { runProgram } from "./run-program.ts";
import { type Node, newestNode, nodeOf, oldestNodes } from "./tried-nodes.ts";
import { useByImport, useByRequire } from "./use.ts";

/** With the seed of `make test`: what a fresh one finds is for `make laws`, which says it. */
const seeded = ["--import", "tsx", "--import", "./conformance/seeded.ts"];

await runToExit(async () => {
  const installed = await install();
  try {
    for (const version of oldestNodes(installed.engines)) await use(installed, await nodeOf(version));
    const newest = await nodeOf(newestNode);
    await use(installed, newest);
    await runTests(newest);
  } finally {
    await installed.remove();
  }
  return 0;
});

async function use(installed: Installed, { path, version }: Node): Promise<void> {
  process.stdout.write(`Node ${version}: the package is `);
  await useByImport(installed, path);
  process.stdout.write("imported ");
  await useByRequire(installed, path);
  process.stdout.write("and required\n");
}

async function runTests({ path, version }: Node): Promise<void> {
  process.stdout.write(`Node ${version}: `);
  const files = await readdir(join(root, "src"), { recursive: true });
  const tests = files.filter((file) => file.endsWith(".test.ts")).map((file) => join("src", file));
  const reported = await runProgram(root, path, [...seeded, "--test", "--test-reporter=spec", ...tests]);
  const passed = Number(/^ℹ pass (\d+)$/m.exec(reported)?.[1] ?? 0);
  if (passed < tests.length) throw new Error(`${tests.length} files have only ${passed} tests:\n${reported}`);
  process.stdout.write(`${passed} tests of src pass\n`);
}
