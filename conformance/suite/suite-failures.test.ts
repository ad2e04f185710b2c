import assert from "node:assert/strict";
import { test } from "node:test";
import { noPaint } from "../check/paint.ts";
import type { Definitions } from "../definitions/whereabouts.ts";
import { columns } from "../differences/lines.ts";
import type { Mismatch } from "../engine/mismatch.ts";
import { parseModule } from "../tlc/specification-module.ts";
import { failureLines, nextAfterSuite } from "./suite-failures.ts";
import type { SuiteResult } from "./suite-result.ts";

const text = "---- MODULE Toy ----\nVARIABLE state\n\nTick(n) == state' = 1\n====\n";

const definitions: Definitions = {
  specifications: new Map([["Toy", parseModule("spec/toys/Toy.tla", text)]]),
  implementations: [{ reference: "Toy!Tick", path: "src/toys/toy/toy.ts", declaration: "tick", line: 12 }],
};

const mismatch: Mismatch = {
  kind: "edges",
  summary: "both take, to different states, Tick",
  path: [
    { action: undefined, state: { "state[n1]": "0", "state[n2]": "0" } },
    { action: "Tick", state: { "state[n1]": "1", "state[n2]": "0" } },
  ],
  missing: [{ action: "Tick", target: { "state[n1]": "1", "state[n2]": "1" } }],
  extra: [{ action: "Tick", target: { "state[n1]": "2", "state[n2]": "0" } }],
};

function result(changes: Partial<SuiteResult>): SuiteResult {
  return { graphs: [], replays: [], runs: [], twins: [], unseenEnds: [], ...changes };
}

function graphOf(model: string) {
  const counts = { specified: 4, edges: 4, states: 4, matched: 1, isAsInManifest: true, seconds: 1, tlcSeconds: 1 };
  return { protocol: "toy", model, mismatch, ...counts };
}

function told(changes: Partial<SuiteResult>): readonly string[] {
  const report = "build/conformance.json";
  return failureLines(result(changes), { paint: noPaint, definitions, specificationOf: () => "Toy", report });
}

test("a mismatch is told by the way there, what each side does, how they differ, and where it stands", () => {
  assert.deepEqual(told({ graphs: [graphOf("Toy_2")] }), [
    "Toy_2: both take, to different states, Tick",
    "  the shortest way there",
    "  1      Init",
    "  2  n1  Tick",
    "       n1: 0 → 1",
    "  Tick by n2, in the specification",
    "       n2: 0 → 1",
    "  Tick by n1, in the step functions",
    "       n1: 1 → 2",
    "  Tick: the specification's next state → the step functions'",
    "       n1: 1 → 2; n2: 1 → 0",
    "  Tick  spec/toys/Toy.tla:4",
    "        src/toys/toy/toy.ts:12 tick",
    "  whole: build/conformance.json, graphs, Toy_2, mismatch",
    "",
  ]);
});

test("three mismatches are told in full, and of the others what they are", () => {
  const lines = told({ graphs: ["A", "B", "C", "D"].map(graphOf) });
  assert.equal(lines.filter((line) => line.includes("the shortest way there")).length, 3);
  assert.deepEqual(lines.slice(-2), ["D: both take, to different states, Tick", ""]);
});

test("runs that are refused are told with where the action stands", () => {
  const failure = ["run 1: the specification does not allow step 2", "x".repeat(200)];
  const made = { protocol: "toy", model: "Toy_Runs", runs: 1, states: 3, accepted: 2, ends: {}, seconds: 1 };
  const lines = told({ runs: [{ ...made, failure, refused: "Tick" }] });
  assert.deepEqual(lines.slice(0, 2), ["Toy_Runs", "  run 1: the specification does not allow step 2"]);
  assert.deepEqual(lines.slice(3), [
    "  Tick  spec/toys/Toy.tla:4",
    "        src/toys/toy/toy.ts:12 tick",
    "  whole: build/conformance.json, traces, Toy_Runs",
    "",
  ]);
  assert.equal(lines[2]?.length, columns);
});

test("the last line says what to do next", () => {
  const next = (parts: Parameters<typeof result>[0]): string => nextAfterSuite(result(parts), ["toy"]);
  assert.equal(next({ graphs: [graphOf("Toy_2")] }), "next: make conformance MODEL=Toy_2");
  const taken = { protocol: "toy", name: "Toy_Bug", against: "Toy_2", mismatch: undefined };
  assert.equal(next({ twins: [taken] }), "next: make conformance MODEL=Toy_Bug");
  const equal = { ...graphOf("Toy_2"), mismatch: undefined, matched: 4 };
  assert.equal(next({ graphs: [equal] }), "next: make simulate P=toy");
  assert.equal(next({ graphs: [{ ...equal, protocol: "unsimulated" }] }), "next: make simulate");
  assert.equal(next({ graphs: [equal, { ...equal, protocol: "other" }] }), "next: make simulate");
});
