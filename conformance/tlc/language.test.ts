/** TLC itself, on machines that are set to another language. */
import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { readDump } from "../engine/dump-reader.ts";
import { plainConfiguration } from "./configuration.ts";
import { processEnvironment } from "./environment.ts";
import { temporaryFolder } from "./fake-java.ts";
import { verdictOf } from "./outcome.ts";
import type { TlcRequest } from "./request.ts";
import { type RunOptions, runTlc } from "./run.ts";
import { findToolchain } from "./toolchain.ts";
import type { Progress } from "./totals.ts";

const toolchain = await findToolchain(processEnvironment(() => {}));

/** Two letters that are none of ASCII, and more than a thousand states. */
const module = `---- MODULE Letters ----
EXTENDS Naturals
VARIABLE text, count
Init == text \\in {"ä", "ö"} /\\ count = 0
Next == count < 999 /\\ count' = count + 1 /\\ UNCHANGED text
Spec == Init /\\ [][Next]_<<text, count>>
NotFar == text # "ö" \\/ count < 2
====
`;

function letters(context: TestContext): TlcRequest {
  const folder = join(temporaryFolder(context), "żółw");
  mkdirSync(folder);
  writeFileSync(join(folder, "Letters.tla"), module);
  const configuration = plainConfiguration({ sets: {}, values: {}, overrides: {} });
  return { folder, module: "Letters", configuration, libraries: [folder], workers: 1, heapMegabytes: 256 };
}

const machines: Readonly<Record<string, NonNullable<RunOptions["variables"]>>> = {
  "plain ASCII": { LC_ALL: "C" },
  Latin: { LC_ALL: "en_US.ISO-8859-1", JAVA_TOOL_OPTIONS: "-Dfile.encoding=ISO-8859-1" },
  German: { LANG: "C.UTF-8", JAVA_TOOL_OPTIONS: "-Duser.language=de -Duser.country=DE" },
};

/** What is told of the variable `text`. */
function textsIn(told: string): readonly string[] {
  return [...new Set([...told.matchAll(/text = \\?"(.*?)\\?"/g)].map((match) => match[1] ?? ""))].sort();
}

for (const [what, set] of Object.entries(machines)) {
  const options: RunOptions = { variables: { PATH: process.env.PATH, ...set } };

  test(`where the machine is set to ${what}, letters stay apart in a dump, and numbers are read`, async (context) => {
    const request = letters(context);
    const dump = join(request.folder, "graph.dot");
    const heard: Progress[] = [];
    const onProgress = (progress: Progress) => heard.push(progress);
    const { outcome } = await runTlc(toolchain, { ...request, dump }, { ...options, onProgress });
    assert.deepEqual(heard.at(-1), { generated: 2000, distinct: 2000 });
    const counts = { initial: 2, distinct: 2000, generated: 2000, depth: 1000 };
    assert.deepEqual(outcome, { kind: "passes", counts });
    assert.equal(readDump(dump).counts.states, 2000);
    assert.deepEqual(textsIn(readFileSync(dump, "utf8")), ["ä", "ö"]);
  });

  test(`where the machine is set to ${what}, letters stay apart in behaviours, whose states are counted`, async (context) => {
    const request = letters(context);
    const simulation = { filePrefix: join(request.folder, "ß"), behaviours: 8, depth: 300, seed: 1 };
    const { outcome } = await runTlc(toolchain, { ...request, simulation }, options);
    assert.equal(verdictOf(outcome), "simulated");
    assert.ok(outcome.kind === "simulated" && outcome.generated > 2000, JSON.stringify(outcome));
    const files = readdirSync(request.folder).filter((name) => name.startsWith("ß"));
    assert.equal(files.length, 8);
    const told = files.map((name) => readFileSync(join(request.folder, name), "utf8"));
    assert.deepEqual(textsIn(told.join()), ["ä", "ö"]);
  });

  test(`where the machine is set to ${what}, letters stay apart in a counterexample`, async (context) => {
    const request = letters(context);
    const configuration = { ...request.configuration, invariants: ["NotFar"] };
    const { outcome, trace } = await runTlc(toolchain, { ...request, configuration }, options);
    assert.equal(verdictOf(outcome), "violates NotFar");
    assert.deepEqual(trace?.states[0]?.variables, [
      { name: "text", value: '"ö"' },
      { name: "count", value: "0" },
    ]);
  });
}
