import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type Constants, constantLines, overrideOf, parseConstants, setNamed, valueNamed } from "./constants.ts";

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

test("constants are read wherever their section stands", () => {
  assert.deepEqual(parseConstants([...section, "INVARIANT TypeOK"].join("\n")), constants);
  assert.deepEqual(parseConstants(["SPECIFICATION Spec", ...section, "CHECK_DEADLOCK FALSE"].join("\n")), constants);
  assert.deepEqual(parseConstants(["SPECIFICATION Spec", "PROPERTY P", ...section].join("\n")), constants);
  assert.deepEqual(parseConstants("CONSTANT N = 3\nINIT Init\nNEXT Next\n").values, { N: "3" });
});

test("a configuration without constants has none", () => {
  assert.deepEqual(parseConstants("SPECIFICATION Spec\nINVARIANT TypeOK\n"), { sets: {}, values: {}, overrides: {} });
});

test("constants are written as they are read", () => {
  assert.deepEqual(constantLines(constants), section);
  const name = fc.stringMatching(/^[A-Za-z]\w{0,5}$/);
  const dictionary = <T>(value: fc.Arbitrary<T>) => fc.dictionary(name, value, { noNullPrototype: true });
  const any = fc.record(
    {
      sets: dictionary(fc.array(name, { minLength: 1 })),
      values: dictionary(name),
      overrides: dictionary(name),
    },
    { noNullPrototype: true },
  );
  fc.assert(
    fc.property(any, (written) => {
      assert.deepEqual(parseConstants(`${constantLines(written).join("\n")}\nSPECIFICATION Spec\n`), written);
    }),
  );
});

const refused: Readonly<Record<string, readonly [text: string, message: RegExp]>> = {
  "a line that is no constant": ["CONSTANTS\n  Limit 3\nINIT Init\n", /says 'Limit 3' where a constant was expected/],
  "a comment": ["CONSTANTS\n  \\* the nodes\n  N = 3\n", /says '\\\* the nodes' where/],
  "a constraint": ["CONSTANTS\n  N = 3\nCONSTRAINT Small\n", /says 'CONSTRAINT Small' where/],
  "a symmetry": ["CONSTANTS\n  N = 3\nSYMMETRY All\n", /says 'SYMMETRY All' where/],
  "a second section": ["CONSTANTS\n  N = 3\nINIT Init\nCONSTANT M = 4\n", /in more places than one/],
};

for (const [what, [text, message]] of Object.entries(refused)) {
  test(`what is not understood is refused: ${what}`, () => {
    assert.throws(() => parseConstants(text), { name: "SetupError", message });
  });
}

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
