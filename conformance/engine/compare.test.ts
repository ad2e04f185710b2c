import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { temporaryFolder } from "../tlc/fake-java.ts";
import { type Comparison, compareGraphs } from "./compare.ts";
import { readDump } from "./dump-reader.ts";
import { type DumpLine, dumpText, ids, toy, toyLines, toyMapping, toyState } from "./fixtures/toy.ts";
import type { Mismatch } from "./mismatch.ts";
import type { Subject } from "./subject.ts";

const [zero, one, two, heard] = ids;
const start = { count: "0", heard: '"no"' };
const sent = { 'messages: [kind |-> "full", to |-> "n2"]': "in" };

function compared(context: TestContext, lines: readonly DumpLine[], subject: Subject = toy()): Comparison {
  const file = join(temporaryFolder(context), "graph.dot");
  writeFileSync(file, dumpText(lines));
  return compareGraphs(subject, readDump(file));
}

function mismatchOf(context: TestContext, lines: readonly DumpLine[], subject?: Subject): Mismatch {
  const { mismatch } = compared(context, lines, subject);
  assert.ok(mismatch !== undefined, "no difference was seen");
  return mismatch;
}

function without(unwanted: (line: DumpLine) => boolean): readonly DumpLine[] {
  return toyLines.filter((line) => !unwanted(line));
}

function isEdge(from: string, to: string, action?: string): (line: DumpLine) => boolean {
  return (line) =>
    "from" in line && line.from === from && line.to === to && (action === undefined || line.action === action);
}

test("graphs are equal if every state, edge and action is, and then all edges are counted", (context) => {
  assert.deepEqual(compared(context, toyLines), { states: 4, matched: 4, mismatch: undefined });
});

test("an edge that only the specification has is missing", (context) => {
  const back: DumpLine = { from: one, to: zero, action: "Reset" };
  assert.deepEqual(mismatchOf(context, [...toyLines, back]), {
    kind: "edges",
    summary: "only the specification takes Reset",
    path: [
      { action: undefined, state: start },
      { action: "Skip", state: { ...start, count: "1" } },
    ],
    missing: [{ action: "Reset", target: start }],
    extra: [],
  } satisfies Mismatch);
});

test("an edge that only the step functions have is extra", (context) => {
  const mismatch = mismatchOf(context, without(isEdge(zero, one, "Skip")));
  assert.equal(mismatch.summary, "only the step functions take Skip");
  assert.deepEqual(mismatch.path, [{ action: undefined, state: start }]);
  assert.deepEqual([mismatch.missing, mismatch.extra], [[], [{ action: "Skip", target: { ...start, count: "1" } }]]);
});

test("an edge to another state is one missing and one extra", (context) => {
  const lines: readonly DumpLine[] = [
    ...without((line) => isEdge(two, heard)(line) || ("id" in line && line.id === heard)),
    { from: two, to: heard, action: "ReceiveFull" },
    toyState(heard, 0, "yes", true),
  ];
  const mismatch = mismatchOf(context, lines);
  assert.equal(mismatch.summary, "both take, to different states, ReceiveFull");
  assert.deepEqual(
    mismatch.path.map(({ action }) => action),
    [undefined, "Skip", "Tick"],
  );
  assert.deepEqual(mismatch.missing, [{ action: "ReceiveFull", target: { count: "0", heard: '"yes"', ...sent } }]);
  assert.deepEqual(mismatch.extra, [{ action: "ReceiveFull", target: { count: "2", heard: '"yes"', ...sent } }]);
});

test("an edge under another name is a difference", (context) => {
  const lines = toyLines.map((line) => (isEdge(two, heard)(line) ? { ...line, action: "Hear" } : line));
  const mismatch = mismatchOf(context, lines);
  assert.equal(mismatch.summary, "only the specification takes Hear; only the step functions take ReceiveFull");
});

test("another initial state is a difference before anything is explored", (context) => {
  const lines = toyLines.map((line) => {
    if (!("id" in line)) return line;
    const { initial: _, ...rest } = line;
    return line.id === one ? { ...rest, initial: true } : rest;
  });
  const { states, mismatch } = compared(context, lines);
  assert.equal(states, 0);
  assert.deepEqual(mismatch, {
    kind: "initial state",
    summary: "the step functions do not begin where the specification begins",
    path: [],
    missing: [{ action: "Init", target: { ...start, count: "1" } }],
    extra: [{ action: "Init", target: start }],
  } satisfies Mismatch);
});

test("two initial states are a difference, even if one of them is the right one", (context) => {
  const lines = toyLines.map((line) => ("id" in line && line.id === one ? { ...line, initial: true } : line));
  assert.equal(mismatchOf(context, lines).kind, "initial state");
});

test("a variable that the mapping leaves out, and one that the specification has not, are named", (context) => {
  const { heard: _, ...variables } = toyMapping.variables;
  const mapping = { ...toyMapping, variables: { ...variables, ticks: 0 } };
  const { kind, summary } = mismatchOf(context, toyLines, { ...toy(), mapping });
  assert.equal(kind, "variables");
  assert.equal(summary, "the mapping leaves out heard; the specification has no ticks");
});

test("an encoding that hides a part of the state is reported, and what it hides", (context) => {
  const deaf: readonly DumpLine[] = without((line) => isEdge(two, heard)(line) || ("id" in line && line.id === heard));
  const mapping = {
    ...toyMapping,
    leavesOf: (...[part, situation]: Parameters<typeof toyMapping.leavesOf>) =>
      toyMapping.leavesOf(part, part.role === "listener" ? { ...situation, role: 0 } : situation),
  };
  const mismatch = mismatchOf(context, deaf, { ...toy(), mapping });
  assert.equal(mismatch.kind, "encoding");
  assert.match(
    mismatch.summary,
    /^two states .* are one state of the specification; they differ in toy\/n2: .*"role":0/,
  );
  assert.deepEqual(
    mismatch.path.map(({ action }) => action),
    [undefined, "Skip", "Tick", "ReceiveFull"],
  );
});

test("a system that runs wild is stopped at the first difference", (context) => {
  const { states, mismatch } = compared(context, toyLines, toy(Number.MAX_SAFE_INTEGER));
  assert.equal(mismatch?.summary, "both take, to different states, Tick");
  assert.ok(states <= 4, `${states} states were explored`);
});

test("a system that stops too early is a difference", (context) => {
  assert.equal(mismatchOf(context, toyLines, toy(1)).kind, "edges");
});

test("a state that the step functions never reach is a difference", (context) => {
  const island = toyState("77", 9, "no", false);
  assert.deepEqual(mismatchOf(context, [...toyLines, island]), {
    kind: "unreached",
    summary: "the specification has a state that the step functions never reach, though every row was equal",
    path: [],
    missing: [{ action: "?", target: { ...start, count: "9" } }],
    extra: [],
  } satisfies Mismatch);
});

test("the order of the lines of a dump is no matter", (context) => {
  assert.equal(compared(context, toyLines.toReversed()).mismatch, undefined);
});
