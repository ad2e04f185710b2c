/**
 * The example of the guide finds its own mistake, and makes it small.
 *
 * @module
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { simulatedProtocols } from "../conformance/simulation/protocols.ts";
import { dialogueOf, type Plan, recorder, shrink, simulate } from "../src/shell/simulator/index.ts";
import { counting } from "./simulator.example.ts";

test("a crash between the answer and the write is found, and at most one more fault is needed for it", () => {
  const runs = Array.from({ length: 100 }, (_, seed) => simulate(counting, seed));
  // The page says so.
  assert.equal(runs.filter(({ violation }) => violation !== undefined).length, 6);
  const failed = runs.find(({ violation }) => violation !== undefined);
  assert.equal(failed?.violation?.property, "EachNumberOnce");
  assert.ok(failed !== undefined);
  const { faults } = shrink(counting, failed).result.plan;
  assert.ok(faults.length <= 2);
  assert.ok(faults.some(({ kind }) => kind.startsWith("crash")));
});

/** The plan of the page, made small. */
function small(): Plan {
  return shrink(counting, simulate(counting, 32)).result.plan;
}

test("the page shows what is said in the run of which it speaks", () => {
  const { moments, happened } = recorder();
  simulate(counting, small(), happened);
  const page = readFileSync(new URL("simulator.md", import.meta.url), "utf8");
  assert.ok(page.includes(`\`\`\`text\n${dialogueOf(moments).join("\n")}\n\`\`\`\n`), dialogueOf(moments).join("\n"));
});

test("the page names every mistake", () => {
  const page = readFileSync(new URL("simulator.md", import.meta.url), "utf8");
  const shown = page.matchAll(/^\| `([^`]+)` \|/gm);
  assert.deepEqual(
    [...shown].map(([, name]) => name).sort(),
    simulatedProtocols.flatMap(({ twins }) => twins.map(({ name }) => name)).sort(),
  );
});
