import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { parseValue } from "./tla-parser.ts";
import { ValueTable } from "./value-table.ts";

function numbersOf(...texts: readonly string[]): readonly number[] {
  const table = new ValueTable();
  return texts.map((text) => table.intern(parseValue(text)));
}

const equal: readonly (readonly [because: string, one: string, other: string])[] = [
  ["sets have no order", '{1, "a", p1}', '{p1, 1, "a"}'],
  ["sets have no repetitions", "{1, 2, 1}", "{2, 1}"],
  ["sets of sets have neither", "{{1, 2}, {2, 1}}", "{{2, 1}}"],
  ["an interval is a set", "1..3", "{3, 1, 2}"],
  ["an interval from high to low is empty", "3..2", "{}"],
  ["functions have no order", "(p1 :> 1 @@ p2 :> 2)", "(p2 :> 2 @@ p1 :> 1)"],
  ["records have no order", '[a |-> 1, b |-> "x"]', '[b |-> "x", a |-> 1]'],
  ["a record is a function of strings", "[a |-> 1, b |-> 2]", '("b" :> 2 @@ "a" :> 1)'],
  ["a sequence is a function of numbers", "<<p1, 7>>", "(2 :> 7 @@ 1 :> p1)"],
  ["the empty sequence is the empty function", "<<>>", "<< >>"],
];

for (const [because, one, other] of equal) {
  test(`values are equal though they are written differently: ${because}`, () => {
    const [first, second] = numbersOf(one, other);
    assert.equal(first, second);
  });
}

test("values are different that a text could confuse: names, strings, numbers, truth, and what is empty", () => {
  const texts = ["p1", '"p1"', "1", '"1"', "TRUE", '"TRUE"', "{}", "<<>>", '""', "{1}", "<<1>>", "{{}}", '{"{}"}'];
  assert.equal(new Set(numbersOf(...texts)).size, texts.length);
});

test("values are different that differ deep inside", () => {
  const [one, other, third] = numbersOf("<<{1, [a |-> {p1}]}>>", '<<{1, [a |-> {"p1"}]}>>', "<<{1, [b |-> {p1}]}>>");
  assert.equal(new Set([one, other, third]).size, 3);
});

test("sets of numbers have one number for each content", () => {
  const members = fc.array(fc.integer({ min: -20, max: 20 }));
  fc.assert(
    fc.property(members, members, (one, other) => {
      const [first, second] = numbersOf(`{${one.join(", ")}}`, `{${other.join(", ")}}`);
      const isSame =
        new Set(one).size === new Set([...one, ...other]).size && new Set(other).size === new Set(one).size;
      assert.equal(first === second, isSame);
    }),
  );
});

test("a value has its number back, and a number that nothing has is an error", () => {
  const table = new ValueTable();
  const value = parseValue("<<1>>");
  assert.equal(table.value(table.intern(value)), value);
  assert.throws(() => table.value(99), { message: "no TLA+ value has the number 99" });
});
