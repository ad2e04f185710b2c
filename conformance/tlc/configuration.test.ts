import assert from "node:assert/strict";
import { test } from "node:test";
import { parseConfiguration } from "./configuration.ts";

test("names of all INVARIANT and PROPERTY sections are gathered, however they are laid out", () => {
  const text = `SPECIFICATION Spec
CONSTANTS
  Limit = 3
  MayStop <- Always
INVARIANT TypeOK
INVARIANTS
  Agreement, Validity
CONSTRAINT Bounded
PROPERTIES Irrevocable
  Terminates
CHECK_DEADLOCK FALSE
`;
  assert.deepEqual(parseConfiguration(text), {
    invariants: ["TypeOK", "Agreement", "Validity"],
    properties: ["Irrevocable", "Terminates"],
  });
});

test("names in comments are not checked and not gathered", () => {
  const text = "INIT Init \\* INVARIANT One\n(* PROPERTY Two\n PROPERTY Three *)\nNEXT Next\nPROPERTY Four \\* Five\n";
  assert.deepEqual(parseConfiguration(text), { invariants: [], properties: ["Four"] });
});
