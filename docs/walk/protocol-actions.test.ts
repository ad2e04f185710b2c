import assert from "node:assert/strict";
import { test } from "node:test";
import { parseModule } from "../../conformance/tlc/specification-module.ts";
import { actionsOf } from "./protocol-actions.ts";

const above = `---- MODULE Small_Election ----
Stop(n)   == two' = 0 /\\ UNCHANGED one
====
`;

const text = `---- MODULE Small ----
EXTENDS Naturals, Small_Election
Step(n) == one' = 1 /\\ UNCHANGED two
NodeStep(n) == Step(n) \\/ Stop(n)
Rest == UNCHANGED <<one, two>> /\\ TRUE
Next ==
  \\/ \\E n \\in Node : NodeStep(n)
  \\/ Rest
====
`;

test("the actions are the disjuncts of Next, those of a disjunction of definitions and of other modules included", () => {
  const modules = [parseModule("spec/small/Small.tla", text), parseModule("spec/small/Small_Election.tla", above)];
  const specifications = new Map(modules.map((module) => [module.name, module]));
  assert.deepEqual(actionsOf(specifications, "Small"), ["Step", "Stop", "Rest"]);
});
