import assert from "node:assert/strict";
import { test } from "node:test";
import { noPaint } from "../check/paint.ts";
import { parseValue } from "../engine/tla-parser.ts";
import type { Counterexample } from "../tlc/counterexample.ts";
import { settingOf } from "./differences.ts";
import { columns } from "./lines.ts";
import type { Values } from "./places.ts";
import { changeLinesBetween, lastSteps, stepLines, stepListOf } from "./step-list.ts";

/** A state of two nodes; what is not said is as it begins. */
function values(changed: Readonly<Record<string, string>> = {}): Values {
  const begin = {
    durable: "(n1 :> [vote |-> None] @@ n2 :> [vote |-> None])",
    writing: "(n1 :> <<>> @@ n2 :> <<>>)",
    state: `(n1 :> ${node()} @@ n2 :> ${node()})`,
    messages: "{}",
  };
  return Object.entries({ ...begin, ...changed }).map(([name, text]) => [name, parseValue(text)]);
}

function node(changed: Readonly<Record<string, string>> = {}): string {
  const fields = { role: '"follower"', vote: "None", votes: "{}", match: "(n1 :> 0 @@ n2 :> 0)", ...changed };
  return `[${Object.entries(fields)
    .map(([name, value]) => `${name} |-> ${value}`)
    .join(", ")}]`;
}

function told(before: Values, after: Values): readonly string[] {
  return changeLinesBetween(before, after, settingOf(before), 0);
}

test("a field is told with its node, before and after", () => {
  assert.deepEqual(told(values(), values({ state: `(n1 :> ${node()} @@ n2 :> ${node({ vote: "n2" })})` })), [
    "n2.vote: None → n2",
  ]);
});

test("of sets, functions of nodes, queues and messages it is told what came and went, messages last", () => {
  const before = values({ writing: "(n1 :> <<[vote |-> n1]>> @@ n2 :> <<>>)" });
  const after = values({
    messages: '{[kind |-> "ask", from |-> n1, to |-> n2]}',
    state: `(n1 :> ${node({ votes: "{n1}", match: "(n1 :> 2 @@ n2 :> 0)" })} @@ n2 :> ${node()})`,
    durable: "(n1 :> [vote |-> n1] @@ n2 :> [vote |-> None])",
  });
  assert.deepEqual(told(before, after), [
    "n1.votes: + n1; n1.match[n1]: 0 → 2; n1.durable.vote: None → n1",
    "n1.writing: − vote n1; + ask n1 → n2",
  ]);
  assert.deepEqual(told(after, before).at(-1), "n1.writing: + vote n1; − ask n1 → n2");
});

test("what would read the same and is not is told in the words of TLA+", () => {
  const one: Values = [["chosen", parseValue('{"n1"}')]];
  const other: Values = [["chosen", parseValue("{n1}")]];
  assert.deepEqual(told(one, other), ['chosen: + n1; chosen: − "n1"']);
  assert.deepEqual(told([["leader", parseValue('"n1"')]], [["leader", parseValue("n1")]]), ['leader: "n1" → n1']);
});

test("which transaction it is is told where there are several", () => {
  const of = (one: string, two: string): Values => [
    ["status", parseValue(`(t1 :> (p1 :> "${one}") @@ t2 :> (p1 :> "${two}"))`)],
  ];
  assert.deepEqual(told(of("a", "a"), of("a", "b")), ["p1.status[t2]: a → b"]);
});

test("a place that only one of two states has is told with its value", () => {
  assert.deepEqual(told([], [["log", parseValue("<<1>>")]]), ["log: 1"]);
  assert.deepEqual(told([["log", parseValue("<<1>>")]], []), ["log: − 1"]);
  assert.deepEqual(told([], [["votes", parseValue("{1}")]]), ["votes: + 1"]);
});

test("a sequence that was cut is told by what went, at whichever end, and another by both", () => {
  const log = (text: string): Values => [["log", parseValue(text)]];
  assert.deepEqual(told(log("<<1, 2, 3>>"), log("<<1>>")), ["log: − 2 3"]);
  assert.deepEqual(told(log("<<1, 2, 3>>"), log("<<2, 3>>")), ["log: − 1"]);
  assert.deepEqual(told(log("<<1, 2>>"), log("<<1, 3, 4>>")), ["log: 1 2 → 1 3 4"]);
});

test("long values are cut where they begin to differ, and no line is longer than a terminal is wide", () => {
  const entries = Array.from({ length: 60 }, (_, at) => at);
  const log = (last: string): Values => [["log", parseValue(`<<${[...entries, last].join(", ")}>>`)]];
  assert.deepEqual(told(log("7"), log("8")), ["log: … 7 → … 8"]);
  const [line = ""] = told(log("7"), [["log", parseValue(`<<9, ${entries.join(", ")}>>`)]]);
  assert.equal(line.length, columns);
  assert.match(line, /^log: 0 1 2 .*… → 9 0 1 .*…$/);
});

test("of one step no more than eight lines are told", () => {
  const many = (from: number): string => Array.from({ length: 200 }, (_, at) => from + at).join(", ");
  const lines = told([["seen", parseValue(`{${many(0)}}`)]], [["seen", parseValue(`{${many(1000)}}`)]]);
  assert.equal(lines.length, 8);
  assert.match(lines.at(-1) ?? "", /^… and \d+ lines more$/);
});

function counting(steps: number, ending: Counterexample["ending"]): Counterexample {
  const states = Array.from({ length: steps }, (_, at) => ({
    number: at + 1,
    action: at === 0 ? "Init" : "Tick",
    variables: [{ name: "state", value: `(n1 :> ${at} @@ n2 :> 0)` }],
  }));
  return { states, ending };
}

test("a step has its number, who takes it, and the action", () => {
  assert.deepEqual(stepLines(stepListOf(counting(2, { kind: "back to", state: 1 })), noPaint), [
    "  1      Init",
    "  2  n1  Tick",
    "       n1: 0 → 1",
    "     and from here back to 1, again and again",
  ]);
  const still = stepLines(stepListOf(counting(1, { kind: "stutters" })), noPaint);
  assert.equal(still.at(-1), "     and nothing happens any more");
});

test("whoever sends takes the step, and where it cannot be known nobody is named", () => {
  const sent = values({ messages: '{[kind |-> "ask", from |-> n2, to |-> n1]}' });
  const steps = [values(), sent, values()].map((state, at) => ({ number: at + 1, action: "A", values: state }));
  const lines = stepLines({ steps, ending: { kind: "ends" } }, noPaint);
  assert.deepEqual(lines, ["     …", "  2  n2  A", "       + ask n2 → n1", "  3      A", "       − ask n2 → n1"]);
});

test("a step that changes nothing says so", () => {
  const steps = [1, 2].map((number) => ({ number, action: "A", values: values() }));
  assert.equal(stepLines({ steps, ending: { kind: "ends" } }, noPaint).at(-1), "       nothing changes");
});

test("of a long behaviour the middle is left out", () => {
  const lines = stepLines(stepListOf(counting(1000, { kind: "ends" })), noPaint);
  const numbers = lines.flatMap((line) => /^ *(\d+) {2}/.exec(line)?.[1] ?? []).map(Number);
  assert.deepEqual([numbers.length, numbers.at(9), numbers.at(10), numbers.at(-1)], [50, 10, 961, 1000]);
  assert.equal(lines.filter((line) => line.includes("950 steps are left out here")).length, 1);
});

test("of a walk that came to an end the last steps are told, with their numbers", () => {
  const lines = lastSteps(stepListOf(counting(300, { kind: "ends" })).steps);
  assert.deepEqual(lines.slice(0, 3), ["     …", "294  n1  Tick", "       n1: 293 → 294"]);
  assert.deepEqual([lines.length, lines.at(-1)], [13, "       n1: 298 → 299"]);
  assert.deepEqual(lastSteps(stepListOf(counting(2, { kind: "ends" })).steps)[0], "  0      Init");
});
