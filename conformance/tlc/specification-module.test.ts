import assert from "node:assert/strict";
import { test } from "node:test";
import { linesNotRead, parseModule } from "./specification-module.ts";
import { namesIn } from "./tla-text.ts";

const text = `---- MODULE Small ----
(* Not == a definition. *)
EXTENDS Naturals,
  Sequences
CONSTANT Node  \\* the set of nodes
VARIABLES
  one,  \\* a == b
  two
Init == one = 0 /\\ two = "Stop(n) == x"

Step(n) ==
  /\\ one' = 1

  /\\ UNCHANGED two
(************)
(* Stop(n) ==  *)
(************)
Stop(n)   == two' = 0 /\\ UNCHANGED one
NodeStep(n) == Step(n) \\/ Stop(n)
Rest == UNCHANGED <<one, two>> /\\ TRUE
Next ==
  \\/ \\E n \\in Node : NodeStep(n)
  \\/ Rest
Refined == INSTANCE Other WITH one <- two
THEOREM Spec => []TypeOK
                  /\\ Fair
====
`;

const module = parseModule("spec/small/Small.tla", text);

test("definitions are found with their lines, and none in comments or strings", () => {
  const lines = [...module.definitions.values()].map(({ name, kind, line, lastLine }) => [name, kind, line, lastLine]);
  assert.deepEqual(lines, [
    ["Node", "constant", 5, 5],
    ["one", "variable", 7, 7],
    ["two", "variable", 8, 8],
    ["Init", "operator", 9, 9],
    ["Step", "operator", 11, 14],
    ["Stop", "operator", 18, 18],
    ["NodeStep", "operator", 19, 19],
    ["Rest", "operator", 20, 20],
    ["Next", "operator", 21, 23],
    ["Refined", "operator", 24, 24],
  ]);
});

test("a module has a name, the modules that it extends, and its theorems", () => {
  assert.equal(module.name, "Small");
  assert.deepEqual(module.extends, ["Naturals", "Sequences"]);
  assert.deepEqual(module.instances, ["Other"]);
  assert.deepEqual(
    module.theorems.map(({ line, body }) => [line, namesIn(body)]),
    [[25, ["Spec", "TypeOK", "Fair"]]],
  );
});

function definitionsOf(...lines: readonly string[]): readonly (readonly [name: string, line: number])[] {
  const module = parseModule("spec/small/Small.tla", ["---- MODULE Small ----", ...lines, "===="].join("\n"));
  return [...module.definitions.values()].map(({ name, line }) => [name, line]);
}

test("a string may have a quote in it, and what looks like a comment", () => {
  const strings = [String.raw`A == "a\" (* b"`, String.raw`B == "\\"`, String.raw`C == "c\\\"" \* (* "`, "D == 1"];
  assert.deepEqual(definitionsOf(...strings), [
    ["A", 2],
    ["B", 3],
    ["C", 4],
    ["D", 5],
  ]);
});

test("in a comment a quote, or what begins the comment of a line, means nothing", () => {
  assert.deepEqual(definitionsOf('(* say "x *) \\* "', "A == 1", "(* see \\* foo *)", "B == 2"), [
    ["A", 3],
    ["B", 5],
  ]);
});

test("operators that take an operator, functions, and heads of several lines are definitions", () => {
  const heads = [
    "Op(P(_), x) == P(x)",
    "Long(P(_, _),",
    "     x) ==",
    "  P(x, x)",
    "f[n \\in Nat, m \\in S[1]] == n",
    "1b == 2",
  ];
  assert.deepEqual(definitionsOf(...heads), [
    ["Op", 2],
    ["Long", 3],
    ["f", 6],
    ["1b", 7],
  ]);
});

test("a definition has its parameters and its body, wherever its head ends", () => {
  const text = "---- MODULE M ----\nLOCAL Long(P(_, _),\n     x) ==\n  P(x, x)\nf[n \\in S] == n = 1\nA == 1\n====\n";
  const { definitions } = parseModule("M.tla", text);
  const told = [...definitions.values()].map(({ parameters, body }) => [parameters, body]);
  assert.deepEqual(told, [
    [["P(_, _)", "x"], "P(x, x)"],
    [[], "n = 1"],
    [[], "1"],
  ]);
});

test("a constant may be an operator", () => {
  assert.deepEqual(definitionsOf("CONSTANTS Node, Send(_, _)"), [
    ["Node", 2],
    ["Send", 2],
  ]);
});

test("what stands before and behind a module is no part of it", () => {
  const module = parseModule(
    "spec/small/Small.tla",
    'Notes (* "\nA == 1\n---- MODULE Small ----\nB == 1\n---- MODULE Inner ----\n====\nC == 1\n====\nD == 1\n',
  );
  assert.deepEqual([...module.definitions.keys()], ["B", "C"]);
});

test("what is extended is found wherever it stands, and not in a string", () => {
  const module = parseModule(
    "M.tla",
    '---- MODULE M ----\n  EXTENDS A,\n B\nC == "INSTANCE D"\nE == INSTANCE F\n====\n',
  );
  assert.deepEqual([module.extends, module.instances], [["A", "B"], ["F"]]);
});

test("a line that could be a definition and is not read is told", () => {
  const read = [
    "EXTENDS Naturals",
    "CONSTANT N",
    "RECURSIVE F(_)",
    "ASSUME N > 0",
    "INSTANCE M",
    "----",
    "A == 1",
    "  b",
  ];
  const lines = ["---- MODULE M ----", ...read, "a \\oplus b == a", "LEMMA A", "====", "notes"];
  assert.deepEqual(linesNotRead(parseModule("M.tla", lines.join("\n"))), [
    "M.tla:10 a \\oplus b == a",
    "M.tla:11 LEMMA A",
  ]);
});
