import assert from "node:assert/strict";
import { delimiter, join } from "node:path";
import { test } from "node:test";
import { plainConfiguration } from "./configuration.ts";
import { languageArguments } from "./language.ts";
import { type TlcRequest, tlcArguments } from "./request.ts";
import type { Toolchain } from "./toolchain.ts";

const toolchain: Toolchain = {
  java: { path: "java", major: 17, description: "" },
  jar: { path: "tlc.jar", sha256: "" },
  classArchive: "classes.jsa",
};
const request: TlcRequest = {
  folder: "spec",
  module: "MC",
  configuration: plainConfiguration({ sets: {}, values: {}, overrides: {} }),
  libraries: ["one", "two"],
  workers: 1,
  heapMegabytes: 512,
};

test("the smallest request is repeatable and does not check for deadlocks", () => {
  assert.deepEqual(tlcArguments(toolchain, request, "own"), [
    ...["-XX:+UseSerialGC", "-Xmx512m", ...languageArguments, "-Xlog:disable", "-XX:SharedArchiveFile=classes.jsa"],
    ...["-Djava.io.tmpdir=own", `-DTLA-Library=one${delimiter}two`, "-cp", "tlc.jar", "tlc2.TLC"],
    ...[
      "-tool",
      "-metadir",
      join("own", "states"),
      "-workers",
      "1",
      "-config",
      join("own", "MC.cfg"),
      "-lncheck",
      "final",
      "-deadlock",
      "-fp",
      "0",
    ],
    join("own", "MC"),
  ]);
});

test("everything that is asked for is on the command line", () => {
  const simulation = { filePrefix: "own/trace", behaviours: 10, depth: 50, seed: 7 };
  const args = tlcArguments(
    { ...toolchain, classArchive: undefined },
    {
      ...request,
      workers: 2,
      libraries: [],
      configuration: { ...request.configuration, deadlock: true },
      coverage: true,
      dump: "g.dot",
      simulation,
      isShort: true,
    },
    "own",
  ).join(" ");
  assert.match(
    args,
    /^-XX:\+UseParallelGC -Xmx512m -Dfile.encoding=UTF-8 .*-Xlog:disable -XX:TieredStopAtLevel=1 -Djava/,
  );
  assert.match(args, / -workers 2 -config own.MC.cfg -lncheck final -coverage 60 -dump dot,actionlabels g.dot /);
  assert.match(args, / -simulate file=trace,num=10 -depth 50 -seed 7 /);
});

test("a comma in the name of the folder of temporary files does not end the name of a behaviour's file", () => {
  const filePrefix = join("temporary,files", "other", "behaviour");
  const simulation = { filePrefix, behaviours: 10, depth: 50, seed: 7 };
  const args = tlcArguments(toolchain, { ...request, simulation }, join("temporary,files", "own"));
  assert.ok(args.includes(`file=${join("..", "other", "behaviour")},num=10`));
});
