import assert from "node:assert/strict";
import { test } from "node:test";
import { configurationText, plainConfiguration } from "./configuration.ts";

const constants = { sets: { Node: ["n1", "n2"] }, values: { None: "None" }, overrides: { MayCrash: "Never" } };

test("a configuration says all that TLC has to know", () => {
  const configuration = {
    ...plainConfiguration(constants, { specification: "FairSpec" }),
    invariants: ["TypeOK", "Agreement"],
    properties: ["Termination"],
    deadlock: true,
  };
  assert.deepEqual(configurationText(configuration).split("\n"), [
    "SPECIFICATION FairSpec",
    "CONSTANTS",
    "  Node = {n1, n2}",
    "  None = None",
    "  MayCrash <- Never",
    "INVARIANTS",
    "  TypeOK",
    "  Agreement",
    "PROPERTIES",
    "  Termination",
    "CHECK_DEADLOCK TRUE",
    "",
  ]);
});

test("sections of nothing are left out, and a pair of formulas can stand for one", () => {
  const configuration = plainConfiguration({ sets: {}, values: {}, overrides: {} }, { init: "First", next: "Then" });
  assert.equal(configurationText(configuration), "INIT First\nNEXT Then\nCHECK_DEADLOCK FALSE\n");
});
