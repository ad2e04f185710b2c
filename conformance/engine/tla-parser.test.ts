import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { parseValue, TlaSyntaxError } from "./tla-parser.ts";
import { integer, model, record, sequence, set, string, type TlaValue, textOf } from "./tla-value.ts";
import { ValueTable } from "./value-table.ts";

const name = fc.stringMatching(/^[A-Za-z_]\w{0,4}$/).filter((text) => text !== "TRUE" && text !== "FALSE");
const text = fc.string({ unit: fc.constantFrom(...' ab1"\\\n\t\r\f|->/é{}<>:@,.') });

/** Any value that TLC prints; functions have no argument twice. */
const values: fc.Arbitrary<TlaValue> = fc.letrec<{ value: TlaValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    text.map(string),
    name.map(model),
    fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }).map(integer),
    fc.boolean().map((value): TlaValue => ({ kind: "boolean", value })),
    fc.array(tie("value"), { maxLength: 3 }).map(set),
    fc.array(tie("value"), { maxLength: 3 }).map(sequence),
    fc.dictionary(name, tie("value"), { maxKeys: 3 }).map(record),
    fc
      .uniqueArray(fc.tuple(tie("value"), tie("value")), { maxLength: 3, selector: ([key]) => textOf(key) })
      .map((pairs): TlaValue => ({ kind: "function", pairs })),
  ),
})).value;

test("a value is read back from its text", () => {
  fc.assert(
    fc.property(values, (value) => {
      const table = new ValueTable();
      const again = parseValue(textOf(value));
      assert.equal(table.intern(again), table.intern(value), textOf(value));
      assert.equal(textOf(again), textOf(value));
    }),
    { numRuns: 2000 },
  );
});

test("spaces and line ends between words are no matter", () => {
  assert.deepEqual(parseValue("\n << 1 ,\n  [ a|->{ } ] >> "), sequence([integer(1), record({ a: set([]) })]));
  assert.deepEqual(parseValue("( p1:>1@@p2:>-2 )"), {
    kind: "function",
    pairs: [
      [model("p1"), integer(1)],
      [model("p2"), integer(-2)],
    ],
  });
});

test("spaces in strings are kept, and escapes are what they stand for", () => {
  assert.deepEqual(parseValue('"  a  "'), string("  a  "));
  assert.deepEqual(parseValue(String.raw`"\"\\\n\t\r\f"`), string('"\\\n\t\r\f'));
});

const damaged: readonly (readonly [text: string, message: RegExp])[] = [
  ["", /expected a value at '', character 0/],
  ["<<1, 2", /expected ',' at '', character 6/],
  ["{1, }", /expected a value at '}', character 4/],
  ["{1 2}", /expected ',' at '2}', character 3/],
  ["[a |-> ]", /expected a value at ']', character 7/],
  ["[a = 1]", /expected '\|->' at '= 1\]', character 3/],
  ["[|-> 1]", /expected a field at '\|-> 1\]', character 1/],
  ["(p1 : 1)", /expected ':>' at ': 1\)', character 4/],
  ["(1 :> 2 3 :> 4)", /expected '@@' at '3 :> 4\)', character 8/],
  ['"abc', /expected a string and its end at 'abc', character 1/],
  [String.raw`"a\qb"`, /expected a string and its end at/],
  ["1..", /expected the end of an interval at '', character 3/],
  ["1..99999999999", /expected an interval/],
  ["-p1", /expected a value at '-p1', character 0/],
  ["1 2", /expected nothing more at '2', character 2/],
  ["<<1>>>", /expected nothing more at '>', character 5/],
];

for (const [wrong, message] of damaged) {
  test(`what is no value is an error that names the place: ${JSON.stringify(wrong)}`, () => {
    assert.throws(() => parseValue(wrong), { name: "TlaSyntaxError", message });
  });
}

test("a damaged value is a syntax error or another value, and never another error", () => {
  fc.assert(
    fc.property(values, fc.nat(), fc.string({ maxLength: 2 }), (value, at, inserted) => {
      const right = textOf(value);
      const place = at % (right.length + 1);
      try {
        parseValue(right.slice(0, place) + inserted + right.slice(place + 1));
      } catch (error) {
        assert.ok(error instanceof TlaSyntaxError, String(error));
      }
    }),
  );
});
