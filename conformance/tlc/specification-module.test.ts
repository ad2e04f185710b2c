import assert from "node:assert/strict";
import { test } from "node:test";
import { namesIn, parseModule, withoutComments } from "./specification-module.ts";

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

test("comments become blanks of the same length, nested ones too", () => {
  assert.equal(withoutComments('a (* b (* c *) d *) e \\* f\n"(*" g'), `a ${" ".repeat(17)} e     \n"(*" g`);
});
