import assert from "node:assert/strict";
import { test } from "node:test";
import { namesIn, withoutComments, withoutStrings } from "./tla-text.ts";

const blanks = (count: number): string => " ".repeat(count);

test("comments become blanks of the same length, nested ones too", () => {
  assert.equal(withoutComments('a (* b (* c *) d *) e \\* f\n"(*" g'), `a ${blanks(17)} e     \n"(*" g`);
});

/** As the parser of TLA+ takes them. */
const commented: readonly (readonly [text: string, without: string])[] = [
  [String.raw`"a\" (* b" c`, String.raw`"a\" (* b" c`],
  [String.raw`"\\" \* c`, String.raw`"\\"     `],
  ['(* say "x *) a', `${blanks(12)} a`],
  ["(* see \\* foo *) a", `${blanks(16)} a`],
  ["(*)*) a", `${blanks(5)} a`],
  ["(****) a (***) b", `${blanks(6)} a ${blanks(5)} b`],
  ["(* b\n c *) a", `${blanks(4)}\n${blanks(5)} a`],
  ["a (* never ends", `a${blanks(14)}`],
  ['"a"*)"b" (* c *) d', `"a"*)"b" ${blanks(7)} d`],
  ["f(a * b) \\cup {c} / d", "f(a * b) \\cup {c} / d"],
];

test("what is in a string is no comment, and in a comment there are no strings", () => {
  for (const [text, without] of commented) assert.equal(withoutComments(text), without);
});

test("strings become blanks, whatever is in them", () => {
  assert.equal(withoutStrings(String.raw`a "b\" c" d "" e`), `a ${blanks(7)} d    e`);
});

test("names are what a formula uses: no numbers, no operators, nothing in strings", () => {
  const formula = String.raw`\E n \in 1..Max : Send(n, "a \" b", 1b) /\ x_1' = 10 /\ constructor`;
  assert.deepEqual(namesIn(formula), ["n", "Max", "Send", "n", "1b", "x_1", "constructor"]);
});
