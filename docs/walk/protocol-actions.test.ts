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

test("a disjunct may be applied to anything: to an operator, an application, a string with a parenthesis", () => {
  const applied = `---- MODULE Applied ----
Apply(P(_), n) == P(n)
Send(n, text) == sent' = text
Next == \\/ \\E n \\in Node : Apply(Double, (n + 1)) \\/ Send(Other(1), "(\\"")
====
`;
  const module = parseModule("spec/small/Applied.tla", applied);
  assert.deepEqual(actionsOf(new Map([[module.name, module]]), "Applied"), ["Apply", "Send"]);
});

test("the actions are the disjuncts of Next, those of a disjunction of definitions and of other modules included", () => {
  const modules = [parseModule("spec/small/Small.tla", text), parseModule("spec/small/Small_Election.tla", above)];
  const specifications = new Map(modules.map((module) => [module.name, module]));
  assert.deepEqual(actionsOf(specifications, "Small"), ["Step", "Stop", "Rest"]);
});

test("the actions of a specification that extends another are those that it adds", () => {
  const more = `---- MODULE More ----
EXTENDS Small
Keep == UNCHANGED three
Ask(n, q) == three' = q
NextAsking ==
  \\/ Next /\\ Keep
  \\/ \\E n \\in Node, q \\in Read : Ask(n, q)
====
`;
  const modules = [parseModule("spec/small/Small.tla", text), parseModule("spec/small/More.tla", more)];
  assert.deepEqual(actionsOf(new Map(modules.map((module) => [module.name, module])), "More"), ["Ask"]);
});
