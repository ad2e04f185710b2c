import assert from "node:assert/strict";
import { test } from "node:test";
import { BehaviourError, BehaviourReader } from "./states-file.ts";
import { textOf } from "./tla-value.ts";
import { ValueTable } from "./value-table.ts";

/** As TLC 2.18 writes it. */
const written = [
  "---------------- MODULE behaviour_0_0 -----------------",
  "STATE_1 == ",
  '/\\ s = "a\\"b"',
  "/\\ v = 1..3",
  "",
  "",
  "STATE_2 == ",
  '/\\ s = "x /\\\\ v = 3"',
  '/\\ v = { [kind |-> "a"],',
  '  [kind |-> "b"] }',
  "",
  "",
  "=================================================",
].join("\n");

function read(text: string, variables: readonly string[] = ["v", "s"]): readonly (readonly string[])[] {
  const values = new ValueTable();
  const states = new BehaviourReader(variables, values).read(text);
  return states.map((numbers) => [...numbers].map((number) => textOf(values.value(number))));
}

test("a behaviour is read state by state, the variables in the order in which they are wanted", () => {
  const [first, second] = read(written);
  assert.deepEqual(first, ["{1, 2, 3}", '"a\\"b"']);
  assert.deepEqual(second, ['{[kind |-> "a"], [kind |-> "b"]}', '"x /\\\\ v = 3"']);
  assert.equal(read(written).length, 2);
});

/** As TLC 2.18 writes it of a specification with the one variable `s`. */
function ofOneVariable(...values: readonly string[]): string {
  const states = values.map((value, at) => `STATE_${at + 1} == \ns = ${value}\n\n\n`);
  return ["---------------- MODULE /tmp/own/behaviour_0_0 -----------------\n", ...states, "====\n"].join("");
}

test("a specification of one variable has its value without a conjunction", () => {
  const values = ["2", '"x\\n/\\\\ v = 3"', '"s = 1"', '{ [kind |-> "a"],\n  [kind |-> "b"] }'];
  const expected = [["2"], ['"x\\n/\\\\ v = 3"'], ['"s = 1"'], ['{[kind |-> "a"], [kind |-> "b"]}']];
  assert.deepEqual(read(ofOneVariable(...values), ["s"]), expected);
});

test("a newer TLC's comments, which say where an action stands, are no part of a state", () => {
  const place = "\\* <Next line 5, col 9 to line 5, col 14 of module M>\n";
  assert.deepEqual(read(written.replaceAll("STATE_", `${place}STATE_`)), read(written));
});

test("equal values have equal numbers, in one behaviour and from one to the next", () => {
  const reader = new BehaviourReader(["s"], new ValueTable());
  assert.deepEqual(reader.read(written), reader.read(written));
});

test("a behaviour that is cut off is an error, at whatever character", () => {
  const end = written.indexOf("====");
  for (let length = 0; length <= end; length++) assert.throws(() => read(written.slice(0, length)), BehaviourError);
});

const broken: Readonly<Record<string, readonly [text: string, message: string]>> = {
  "no state": ["---- MODULE b ----\n====\n", "the behaviour has no state"],
  "no end": [written.slice(0, -60), "the behaviour is cut off: its module does not end"],
  "a state without one of the variables": [
    written.replace("/\\ v = 1..3\n", ""),
    "state 1 of the behaviour says nothing of v",
  ],
  "another variable than the one that is wanted": [
    ofOneVariable("2").replace("s = 2", "t = 2"),
    "state 1 of the behaviour says nothing of v",
  ],
  "a damaged value": [
    written.replace("|->", "|-"),
    "state 2 of the behaviour is damaged: expected '|->' at '|- \"a\"],\n  [kind |->', character 8 of a value that TLC printed",
  ],
};

for (const [what, [text, message]] of Object.entries(broken)) {
  test(`a behaviour is refused that has ${what}`, () => {
    assert.throws(() => read(text), { name: "BehaviourError", message });
  });
}
