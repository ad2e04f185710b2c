import assert from "node:assert/strict";
import { test } from "node:test";
import { tlaTokenizer } from "./tla-highlighter.ts";

const tokenize = await tlaTokenizer();

/** What the code has of a kind, line by line. */
function ofKind(kind: string, ...code: readonly string[]): readonly (readonly string[])[] {
  return tokenize(code.join("\n")).map((line) => line.filter((token) => token.kind === kind).map(({ text }) => text));
}

test("a string ends at its own quote, not at one behind a backslash", () => {
  const code = [String.raw`A == "a\"b" \o "c\\" \o C`, String.raw`B == "x (* y" /\ D`];
  assert.deepEqual(ofKind("string", ...code), [[String.raw`"a\"b"`, String.raw`"c\\"`], [`"x (* y"`]]);
  assert.deepEqual(ofKind("identifier", ...code), [["C"], ["D"]]);
  assert.deepEqual(ofKind("definition", ...code), [["A"], ["B"]]);
});

test("a string that never ends takes no other line with it", () => {
  assert.deepEqual(ofKind("definition", 'A == "a', "B == 1"), [["A"], ["B"]]);
});

test("in a comment there are no strings, and comments in comments end one by one", () => {
  const code = ['(* say "x *) A', "(* a (* b", "*) c *) D", "\\* E"];
  assert.deepEqual(ofKind("identifier", ...code), [["A"], [], ["D"], []]);
});

test("operators that take an operator, functions and local operators are definitions", () => {
  const code = [
    "Op(P(_), x) == P(x)",
    "f[n \\in S[1]] == n",
    "LOCAL G(a) == a",
    "1b == 2",
    "  Inner == 3",
    "Not(x) = 4",
  ];
  assert.deepEqual(ofKind("definition", ...code), [["Op"], ["f"], ["G"], ["1b"], [], []]);
});
