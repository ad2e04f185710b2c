/** Dumps are made once, and never taken for one if they are not whole: with a stand-in for TLC. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { basename, join } from "node:path";
import { type TestContext, test } from "node:test";
import type { ModelRow } from "../check/manifest.ts";
import { dumpText, toyLines } from "../engine/fixtures/toy.ts";
import { SetupError } from "../setup-error.ts";
import { closingMessages, fakeToolchain, openingMessages, passedMessage, temporaryFolder } from "../tlc/fake-java.ts";
import { ownName } from "../tlc/leftovers.ts";
import type { Toolchain } from "../tlc/toolchain.ts";
import { type Dump, dumpOf, graphIn } from "./dump.ts";

const row: ModelRow = {
  name: "Toy_2",
  problem: "toys",
  protocol: "toy",
  specification: "Toy",
  module: "MCToy",
  tier: "small",
  expected: { kind: "passes", counts: undefined },
  claims: [],
  shows: "",
  graph: true,
  seesMost: false,
  checked: undefined,
  deadlock: false,
  sets: {},
  values: { Limit: "2" },
  bounds: {},
  behaviour: { specification: "Spec" },
  invariants: [],
  properties: [],
  reaches: new Map(),
  line: 1,
};

const counted = closingMessages.replace("1,410 states", "7 states").replace("867 distinct", "4 distinct");

interface Changed {
  readonly toolchain?: Toolchain;
  readonly row?: ModelRow;
}

interface Surroundings {
  readonly folder: string;
  readonly spec: string;
  readonly graphs: string;
  /** How often TLC was started. */
  readonly started: () => number;
  readonly dump: (changed?: Changed) => Promise<Dump>;
  readonly tlc: (dump: string, printed?: string, afterwards?: string) => Toolchain;
}

/** A specification, a build folder, and a TLC that writes the given dump and says that all is well. */
function surroundings(context: TestContext): Surroundings {
  const folder = temporaryFolder(context);
  const spec = join(folder, "spec");
  mkdirSync(join(spec, "toys", "toy"), { recursive: true });
  writeFileSync(
    join(spec, "toys", "Toy.tla"),
    "---- MODULE Toy ----\nEXTENDS Other\nProblem == INSTANCE Problem\n====\n",
  );
  writeFileSync(join(spec, "toys", "toy", "MCToy.tla"), "---- MODULE MCToy ----\nEXTENDS Toy\nCONSTANT Limit\n====\n");
  const runs = join(folder, "runs.txt");
  writeFileSync(runs, "");
  const tlc: Surroundings["tlc"] = (
    dump,
    printed = openingMessages + passedMessage + counted,
    afterwards = "exit 0",
  ) => {
    writeFileSync(join(folder, "dump.dot"), dump);
    return fakeToolchain(folder, printed, [
      `for word in "$@"; do case "$word" in *.dot) cp '${join(folder, "dump.dot")}' "$word" ;; esac; done`,
      `echo run >> '${runs}'`,
      afterwards,
    ]);
  };
  return {
    folder,
    spec,
    graphs: join(folder, "build", "graphs"),
    started: () => readFileSync(runs, "utf8").split("run").length - 1,
    dump: (changed = {}) =>
      dumpOf(changed.row ?? row, spec, join(folder, "build"), changed.toolchain ?? tlc(dumpText(toyLines))),
    tlc,
  };
}

test("a dump is made once, and found as long as nothing has changed", async (context) => {
  const { dump, started } = surroundings(context);
  const first = await dump();
  const second = await dump();
  assert.equal(started(), 1);
  assert.deepEqual(second, first);
  assert.deepEqual(first.counts, { initial: 1, distinct: 4, generated: 7, depth: 6 });
  assert.equal(graphIn(second).states.size, 4);
});

test("whoever wants a dump while it is being made waits for it", async (context) => {
  const { dump, started } = surroundings(context);
  const [first, second] = await Promise.all([dump(), dump()]);
  assert.equal(started(), 1);
  assert.deepEqual(second, first);
});

test("nobody waits for a dump that a process was making which is gone", async (context) => {
  const { dump, started, graphs } = surroundings(context);
  const { file } = await dump();
  rmSync(file);
  const gone = spawnSync(process.execPath, ["--version"]).pid;
  const left = join(graphs, `${ownName(gone)}left`);
  mkdirSync(left);
  writeFileSync(join(left, basename(file, ".dot")), "");
  await dump();
  assert.equal(started(), 2);
  assert.equal(existsSync(left), false);
});

const changes: Readonly<Record<string, (surroundings: Surroundings) => Changed>> = {
  "the module that bounds it": ({ spec }) => append(join(spec, "toys", "toy", "MCToy.tla")),
  "the module that it extends": ({ spec }) => append(join(spec, "toys", "Toy.tla")),
  "a module that is new": ({ spec }) => append(join(spec, "toys", "Other.tla")),
  "a module of which it makes an instance": ({ spec }) => append(join(spec, "toys", "Problem.tla")),
  "a constant": () => ({ row: { ...row, values: { Limit: "3" } } }),
  "the specification that is named": () => ({ row: { ...row, behaviour: { specification: "FairSpec" } } }),
  Java: ({ tlc }) => {
    const toolchain = tlc(dumpText(toyLines));
    return { toolchain: { ...toolchain, java: { ...toolchain.java, description: "another" } } };
  },
  TLC: ({ tlc }) => {
    const toolchain = tlc(dumpText(toyLines));
    return { toolchain: { ...toolchain, jar: { ...toolchain.jar, sha256: "another" } } };
  },
};

function append(path: string): Changed {
  appendFileSync(path, "\n");
  return {};
}

for (const [what, change] of Object.entries(changes)) {
  test(`a dump is made anew, and the old one removed, after a change of ${what}`, async (context) => {
    const all = surroundings(context);
    await all.dump();
    const [old = ""] = readdirSync(all.graphs);
    await all.dump(change(all));
    assert.equal(all.started(), 2);
    const names = readdirSync(all.graphs);
    assert.equal(names.length, 2);
    assert.equal(names.includes(old), false);
  });
}

test("a module that the model does not read is no part of its graph", async (context) => {
  const { dump, started, spec } = surroundings(context);
  await dump();
  append(join(spec, "toys", "Unrelated.tla"));
  await dump();
  assert.equal(started(), 1);
});

test("what is checked besides is no part of a graph: another invariant leaves the dump as it is", async (context) => {
  const { dump, started } = surroundings(context);
  await dump();
  await dump({ row: { ...row, invariants: ["Other"] } });
  assert.equal(started(), 1);
});

test("a dump that was cut off after it was made is not found", async (context) => {
  const { dump, started } = surroundings(context);
  const { file } = await dump();
  truncateSync(file, 400);
  graphIn(await dump());
  assert.equal(started(), 2);
});

test("a dump that TLC could not write whole is an error, is removed, and is made anew: a full disk", async (context) => {
  const { dump, tlc, started } = surroundings(context);
  const cut = await dump({ toolchain: tlc(dumpText(toyLines).slice(0, 700)) });
  assert.throws(() => graphIn(cut), {
    name: "DumpError",
    message: /Toy_2-\w+\.dot: the dump is damaged at line \d+: .*It was removed: run the command again for a new one/,
  });
  assert.equal(existsSync(cut.file), false);
  assert.equal(graphIn(await dump()).states.size, 4);
  assert.equal(started(), 2);
});

const other: Readonly<Record<string, readonly [printed: string, message: RegExp]>> = {
  states: [counted.replace("4 distinct", "5 distinct"), /the dump has 4 states, and TLC counted 5/],
  edges: [counted.replace("7 states", "8 states"), /the dump has 6 edges and 1 initial states, and TLC generated 8/],
};

for (const [what, [closing, message]] of Object.entries(other)) {
  test(`a dump that has other ${what} than TLC counted is an error, and is removed`, async (context) => {
    const { dump, tlc } = surroundings(context);
    const made = await dump({ toolchain: tlc(dumpText(toyLines), openingMessages + passedMessage + closing) });
    assert.throws(() => graphIn(made), { name: "DumpError", message });
    assert.equal(existsSync(made.file), false);
  });
}

test("a TLC that is killed half-way leaves no dump and nothing that looks like one", async (context) => {
  const { dump, tlc, graphs } = surroundings(context);
  const killed = tlc(dumpText(toyLines), openingMessages, "kill -9 $$");
  await assert.rejects(dump({ toolchain: killed }), {
    name: "SetupError",
    message: /TLC did not write the graph of Toy_2 \(error: killed\): TLC was killed by SIGKILL/,
  });
  assert.deepEqual(readdirSync(graphs), []);
});

test("a TLC that says that all is well and writes nothing is an error", async (context) => {
  const { folder, dump } = surroundings(context);
  const silent = fakeToolchain(folder, openingMessages + passedMessage + counted, ["exit 0"]);
  await assert.rejects(dump({ toolchain: silent }), SetupError);
});

test("a specification that does not parse is an error that says so", async (context) => {
  const { folder, dump } = surroundings(context);
  await assert.rejects(dump({ toolchain: fakeToolchain(folder, openingMessages, ["exit 150"]) }), SetupError);
});

test("damaged notes about a dump are no notes: it is made anew", async (context) => {
  const { dump, started } = surroundings(context);
  const { file } = await dump();
  for (const notes of ["", '{"counts":', "null", "{}"]) {
    const before = started();
    writeFileSync(file.replace(/dot$/, "json"), notes);
    graphIn(await dump());
    assert.equal(started(), before + 1);
  }
});
