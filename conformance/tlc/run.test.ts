import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import {
  closingMessages,
  fakeRequest,
  fakeToolchain,
  openingMessages,
  passedMessage,
  temporaryFolder,
  toolMessage,
  twoStates,
} from "./fake-java.ts";
import { verdictOf } from "./outcome.ts";
import { runTlc } from "./run.ts";
import type { Progress } from "./totals.ts";

const progressMessage = toolMessage(
  2200,
  0,
  "Progress(6) at 2026-11-23 04:31:33: 120,000 states generated (60,000 s/min), 8,000 distinct states found, 4 states left on queue.",
);

test("a run gives its verdict, its counts, its trace and its version, and reports progress on the way", async (context) => {
  const folder = temporaryFolder(context);
  const violation = toolMessage(2110, 1, "Invariant Small is violated.");
  const printed = openingMessages + progressMessage + violation + twoStates + closingMessages;
  const progress: Progress[] = [];
  const result = await runTlc(
    fakeToolchain(folder, printed, ["exit 12"]),
    fakeRequest(folder, { invariants: ["Small"] }),
    {
      onProgress: (heard, generatedPerSecond) => {
        progress.push(heard);
        assert.ok(generatedPerSecond > 0);
      },
    },
  );
  assert.equal(verdictOf(result.outcome), "violates Small");
  assert.deepEqual(result.counted, { distinct: 867, generated: 1410, depth: 6 });
  assert.equal(result.version, "2.18 of 20 March 2023");
  assert.deepEqual(progress, [{ generated: 120_000, distinct: 8000 }]);
  assert.deepEqual(result.trace, {
    ending: { kind: "ends" },
    states: [
      {
        number: 1,
        action: "Init",
        variables: [
          { name: "x", value: "0" },
          { name: "log", value: "<<>>" },
        ],
      },
      {
        number: 2,
        action: "Grow",
        variables: [
          { name: "x", value: "1" },
          { name: "log", value: "<< 1,\n  2 >>" },
        ],
      },
    ],
  });
});

test("whoever asks hears that TLC has finished while its process is still there", async (context) => {
  const folder = temporaryFolder(context);
  const go = join(folder, "go");
  const toolchain = fakeToolchain(folder, openingMessages + passedMessage + closingMessages, [
    `while ! test -e '${go}'; do sleep 0.01; done`,
  ]);
  const result = await runTlc(toolchain, fakeRequest(folder), { onFinished: () => writeFileSync(go, "") });
  assert.equal(verdictOf(result.outcome), "passes");
});

test("a TLC that is killed half-way is an error that says so", async (context) => {
  const folder = temporaryFolder(context);
  const result = await runTlc(fakeToolchain(folder, openingMessages, ["kill -9 $$"]), fakeRequest(folder));
  assert.deepEqual(result.outcome, {
    kind: "error",
    cause: "killed",
    message: "TLC was killed by SIGKILL before it came to a result",
  });
});

test("a TLC that ends with 0 and without its summary is an error", async (context) => {
  const folder = temporaryFolder(context);
  const result = await runTlc(fakeToolchain(folder, openingMessages, ["exit 0"]), fakeRequest(folder));
  assert.equal(verdictOf(result.outcome), "error: cut off");
});

test("a TLC whose output breaks off is an error", async (context) => {
  const folder = temporaryFolder(context);
  const whole = openingMessages + passedMessage + closingMessages;
  const result = await runTlc(fakeToolchain(folder, whole.slice(0, -30), ["exit 0"]), fakeRequest(folder));
  assert.equal(verdictOf(result.outcome), "error: cut off");
  const control = await runTlc(fakeToolchain(folder, whole, ["exit 0"]), fakeRequest(folder));
  assert.equal(verdictOf(control.outcome), "passes");
});

test("a Java that cannot be started and a module that is not there are errors, not exceptions", async (context) => {
  const folder = temporaryFolder(context);
  const toolchain = fakeToolchain(folder, "", []);
  const gone = { ...toolchain, java: { ...toolchain.java, path: join(folder, "gone") } };
  assert.equal(verdictOf((await runTlc(gone, fakeRequest(folder))).outcome), "error: cannot start");
  const request = { ...fakeRequest(folder), module: "Gone" };
  assert.equal(verdictOf((await runTlc(toolchain, request)).outcome), "error: cannot start");
});

test("aborting a run kills TLC", async (context) => {
  const folder = temporaryFolder(context);
  const abort = new AbortController();
  const run = runTlc(fakeToolchain(folder, progressMessage, ["exec sleep 600"]), fakeRequest(folder), {
    signal: abort.signal,
    onProgress: () => abort.abort(),
  });
  assert.equal(verdictOf((await run).outcome), "error: killed");
});

test("a run finds its module and its configuration in its own folder", async (context) => {
  const folder = temporaryFolder(context);
  const seen = join(folder, "seen.txt");
  const toolchain = fakeToolchain(folder, "", [`ls *.tla *.cfg > '${seen}'`, `cat Model.cfg >> '${seen}'`]);
  await runTlc(toolchain, fakeRequest(folder, { invariants: ["Small"] }));
  const expected = [
    "Model.cfg",
    "Model.tla",
    "SPECIFICATION Spec",
    "INVARIANTS",
    "  Small",
    "CHECK_DEADLOCK FALSE",
    "",
  ];
  assert.deepEqual(readFileSync(seen, "utf8").split("\n"), expected);
});

test("each run has a folder of its own, which is gone afterwards", async (context) => {
  const folder = temporaryFolder(context);
  const seen = join(folder, "seen.txt");
  const toolchain = fakeToolchain(folder, "", [`pwd > '${seen}'`, `echo "$@" >> '${seen}'`]);
  await runTlc(toolchain, fakeRequest(folder));
  const [own = "", args = ""] = readFileSync(seen, "utf8").split("\n");
  assert.ok(args.includes(`-Djava.io.tmpdir=${own}`));
  assert.ok(args.includes(`-metadir ${join(own, "states")}`));
  assert.notEqual(own, "");
  assert.equal(existsSync(own), false);
});

/** A file of that name in a folder that is full cannot be written. */
const fills = "ln -s /dev/full room";

test("a module that does not parse in a full folder is told as what it is, with what TLC said", async (context) => {
  const folder = temporaryFolder(context);
  const printed = `***Parse Error***\n${toolMessage(3002, 1, "Parsing failed.")}${toolMessage(2186, 0, "Finished")}`;
  const full = await runTlc(fakeToolchain(folder, printed, [fills, "exit 150"]), fakeRequest(folder));
  assert.deepEqual(full.outcome, {
    kind: "error",
    cause: "out of disk",
    message: "TLC's temporary folder is full: point TMPDIR to a larger disk\n***Parse Error***",
  });
  const control = await runTlc(fakeToolchain(folder, printed, ["exit 150"]), fakeRequest(folder));
  assert.equal(verdictOf(control.outcome), "error: does not parse");
});

test("a run that passes in a full folder passes", async (context) => {
  const folder = temporaryFolder(context);
  const whole = openingMessages + passedMessage + closingMessages;
  const { outcome } = await runTlc(fakeToolchain(folder, whole, [fills, "exit 0"]), fakeRequest(folder));
  assert.equal(verdictOf(outcome), "passes");
});

test("a dump or behaviours that TLC says to have written into a full folder are none", async (context) => {
  const folder = temporaryFolder(context);
  const whole = openingMessages + passedMessage + closingMessages;
  const written = {
    dump: join(folder, "full", "graph.dot"),
    simulation: { filePrefix: join(folder, "full", "behaviour"), behaviours: 1, depth: 1, seed: 1 },
  };
  mkdirSync(join(folder, "full"));
  for (const [name, value] of Object.entries(written)) {
    const request = { ...fakeRequest(folder), [name]: value };
    const toolchain = fakeToolchain(folder, whole + progressMessage, [
      `cd ${join(folder, "full")}; ${fills}`,
      "exit 0",
    ]);
    assert.equal(verdictOf((await runTlc(toolchain, request)).outcome), "error: out of disk", name);
    const control = fakeToolchain(folder, whole + progressMessage, ["exit 0"]);
    assert.notEqual((await runTlc(control, request)).outcome.kind, "error", name);
  }
});
