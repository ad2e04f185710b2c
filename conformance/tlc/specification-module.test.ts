import assert from "node:assert/strict";
import { test } from "node:test";
import { namesIn, parseModule, withoutComments } from "./specification-module.ts";

const text = `---- MODULE Small ----
(* Not == a definition. *)
EXTENDS Naturals, Sequences
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
THEOREM Spec => []TypeOK
                  /\\ Fair
====
`;

const module = parseModule("spec/small/Small.tla", text);

test("definitions are found with their lines, and none in comments or strings", () => {
  const lines = [...module.definitions.values()].map(({ name, kind, line, lastLine }) => [name, kind, line, lastLine]);
  assert.deepEqual(lines, [
    ["Node", "constant", 4, 4],
    ["one", "variable", 6, 6],
    ["two", "variable", 7, 7],
    ["Init", "operator", 8, 8],
    ["Step", "operator", 10, 13],
    ["Stop", "operator", 17, 17],
    ["NodeStep", "operator", 18, 18],
    ["Rest", "operator", 19, 19],
    ["Next", "operator", 20, 22],
  ]);
});

test("a module has a name, the modules that it extends, and its theorems", () => {
  assert.equal(module.name, "Small");
  assert.deepEqual(module.extends, ["Naturals", "Sequences"]);
  assert.deepEqual(
    module.theorems.map(({ line, body }) => [line, namesIn(body)]),
    [[23, ["Spec", "TypeOK", "Fair"]]],
  );
});

test("comments become blanks of the same length, nested ones too", () => {
  assert.equal(withoutComments('a (* b (* c *) d *) e \\* f\n"(*" g'), `a ${" ".repeat(17)} e     \n"(*" g`);
});
