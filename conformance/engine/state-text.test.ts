import assert from "node:assert/strict";
import { test } from "node:test";
import { stateText, valuesIn } from "./state-text.ts";
import { parseValue } from "./tla-parser.ts";
import { textOf } from "./tla-value.ts";

const before = stateText([
  ["status", parseValue('(t1 :> (p1 :> "working" @@ p2 :> "working"))')],
  ["messages", parseValue('{[kind |-> "prepare", to |-> p1]}')],
  ["log", parseValue('<<"a">>')],
]);

test("a function of nodes is shown by its values, a set by its members, a sequence whole", () => {
  assert.deepEqual(before, {
    "status[t1][p1]": '"working"',
    "status[t1][p2]": '"working"',
    'messages: [kind |-> "prepare", to |-> p1]': "in",
    log: '<<"a">>',
  });
});

test("the pieces are put together again", () => {
  assert.deepEqual(
    valuesIn(before).map(([name, value]) => [name, textOf(value)]),
    [
      ["status", '(t1 :> (p1 :> "working" @@ p2 :> "working"))'],
      ["messages", '{[kind |-> "prepare", to |-> p1]}'],
      ["log", '<<"a">>'],
    ],
  );
});

test("a set of a node is put together by its members, and one without members is left out", () => {
  const text = stateText([["votes", parseValue('(n1 :> {"a: b", "c"} @@ n2 :> {})')]]);
  assert.deepEqual(
    valuesIn(text).map(([name, value]) => [name, textOf(value)]),
    [["votes", '(n1 :> {"a: b", "c"})']],
  );
});

test("a variable called as what every object has is told like any other", () => {
  assert.deepEqual(valuesIn(stateText([["constructor", parseValue("1")]])), [["constructor", parseValue("1")]]);
});
