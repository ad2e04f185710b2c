import assert from "node:assert/strict";
import { test } from "node:test";
import { parseModule } from "../../conformance/tlc/specification-module.ts";
import { actionsOf } from "./protocol-actions.ts";

const text = `---- MODULE Small ----
Step(n) == one' = 1 /\\ UNCHANGED two
Stop(n)   == two' = 0 /\\ UNCHANGED one
NodeStep(n) == Step(n) \\/ Stop(n)
Rest == UNCHANGED <<one, two>> /\\ TRUE
Next ==
  \\/ \\E n \\in Node : NodeStep(n)
  \\/ Rest
====
`;

test("the actions are the disjuncts of Next, those of a disjunction of definitions included", () => {
  assert.deepEqual(actionsOf(parseModule("spec/small/Small.tla", text)), ["Step", "Stop", "Rest"]);
});
