import assert from "node:assert/strict";
import { test } from "node:test";
import { type Constants, constantLines, overrideOf, setNamed, undeclaredNames, valueNamed } from "./constants.ts";

const constants: Constants = {
  sets: { Transaction: ["t1"], Participant: ["p1", "p2"] },
  values: { Coordinator: "c", Limit: "3" },
  overrides: { MayCrash: "OnlyTheFirst" },
};

const section = [
  "CONSTANTS",
  "  Transaction = {t1}",
  "  Participant = {p1, p2}",
  "  Coordinator = c",
  "  Limit = 3",
  "  MayCrash <- OnlyTheFirst",
];

test("constants are written for TLC, and none are no section", () => {
  assert.deepEqual(constantLines(constants), section);
  assert.deepEqual(constantLines({ sets: {}, values: {}, overrides: {} }), []);
});

test("a set or a value that is asked for and not there is an error that names it", () => {
  assert.deepEqual(setNamed(constants, "Participant"), ["p1", "p2"]);
  assert.equal(valueNamed(constants, "Coordinator"), "c");
  assert.throws(() => setNamed(constants, "Acceptor"), { message: "the configuration has no set Acceptor" });
  assert.throws(() => valueNamed(constants, "Leader"), { message: "the configuration has no value of Leader" });
});

test("what replaces an operator is found by its name, nothing may, and anything else is an error that names both", () => {
  const replaced = { ...constants, overrides: { MayCrash: "Never" } };
  assert.equal(overrideOf(replaced, "MayCrash", { Never: false, Always: true }, "bounds.ts"), false);
  assert.equal(overrideOf(replaced, "MayLose", { Never: false, Always: true }, "bounds.ts"), undefined);
  assert.throws(() => overrideOf(replaced, "MayCrash", { Always: true }, "bounds.ts"), {
    name: "SetupError",
    message: "the harness does not know Never, which replaces MayCrash: define it in bounds.ts",
  });
});

test("a name that every object has is one like any other", () => {
  const nothing: Constants = { sets: {}, values: {}, overrides: {} };
  for (const name of ["constructor", "toString", "__proto__"]) {
    assert.throws(() => setNamed(nothing, name), { message: `the configuration has no set ${name}` });
    assert.throws(() => valueNamed(nothing, name), { message: `the configuration has no value of ${name}` });
    assert.equal(overrideOf(nothing, name, {}, "bounds.ts"), undefined);
    const replaced = { ...nothing, overrides: { MayCrash: name } };
    assert.throws(() => overrideOf(replaced, "MayCrash", {}, "bounds.ts"), { name: "SetupError" });
    assert.deepEqual(undeclaredNames({ ...nothing, sets: { Node: [name] } }), [name]);
  }
});
