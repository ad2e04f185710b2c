import assert from "node:assert/strict";
import { test } from "node:test";
import { parseModule } from "../tlc/specification-module.ts";
import { findDefinition, findVisible, partsOf, protocolModule, type Specifications } from "./specifications.ts";

const paths = {
  "spec/small/Small_Election.tla": ["VARIABLE votes", "Stand == votes"],
  "spec/small/Small.tla": ["EXTENDS Small_Election", "Send == votes"],
  "spec/small/Small_Invariants.tla": ["EXTENDS Small", "TypeOK == votes"],
  "spec/small/small/MCSmall.tla": ["EXTENDS Small_Invariants", "Never == FALSE"],
  "spec/small/small/MCSmall_Reach.tla": ["EXTENDS Small", "NotSent == TRUE"],
  "spec/other/Small_Else.tla": ["Else == TRUE"],
};
const modules = Object.entries(paths).map(([path, lines]) =>
  parseModule(path, ["---- MODULE M ----", ...lines, "===="].join("\n")),
);
const specifications: Specifications = new Map(modules.map((module) => [module.name, module]));

function places(find: typeof findDefinition, module: string, names: readonly string[]) {
  return names.map((name) => find(specifications, module, name)?.module.name);
}

test("a protocol's name stands for all modules of it that are beside it", () => {
  assert.deepEqual(partsOf(specifications, "Small"), ["Small", "Small_Election", "Small_Invariants"]);
  assert.equal(protocolModule(specifications, "Small_Election"), "Small");
  assert.equal(protocolModule(specifications, "Small"), "Small");
  assert.equal(protocolModule(specifications, "Small_Else"), "Small_Else");
  const names = ["Stand", "Send", "TypeOK", "Else"];
  const expected = ["Small_Election", "Small", "Small_Invariants", undefined];
  assert.deepEqual(places(findDefinition, "Small", names), expected);
  assert.deepEqual(places(findDefinition, "Small_Election", names), expected);
});

test("in a formula a name means what its module extends, and nothing beside it", () => {
  assert.deepEqual(places(findVisible, "Small", ["Stand", "TypeOK"]), ["Small_Election", undefined]);
  assert.deepEqual(places(findVisible, "MCSmall_Reach", ["Never", "NotSent"]), [undefined, "MCSmall_Reach"]);
});
