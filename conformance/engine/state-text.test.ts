import assert from "node:assert/strict";
import { test } from "node:test";
import { changesBetween, changeText, pieceText, stateText } from "./state-text.ts";
import { parseValue } from "./tla-parser.ts";

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

test("changes name what is new, what is gone and what is different, and nothing else", () => {
  const after = stateText([
    ["status", parseValue('(t1 :> (p1 :> "prepared" @@ p2 :> "working"))')],
    ["messages", parseValue('{[kind |-> "yes", to |-> c]}')],
    ["log", parseValue('<<"a", "b">>')],
  ]);
  assert.deepEqual(changesBetween(before, after).map(changeText), [
    'status[t1][p1]: "working" -> "prepared"',
    '- messages: [kind |-> "prepare", to |-> p1]',
    'log: <<"a">> -> <<"a", "b">>',
    '+ messages: [kind |-> "yes", to |-> c]',
  ]);
  assert.deepEqual(changesBetween(before, before), []);
});

test("a variable that only one of two states has is there, or gone, with its value", () => {
  const one = stateText([["log", parseValue("<<1>>")]]);
  assert.deepEqual(changesBetween({}, one).map(changeText), ["+ log: <<1>>"]);
  assert.deepEqual(changesBetween(one, {}).map(changeText), ["- log: <<1>>"]);
});

test("what one state has reads as a sentence: a value that is, or a member that a set has", () => {
  assert.deepEqual(
    Object.entries(before).map(([what, value]) => pieceText(what, value)),
    [
      'status[t1][p1] is "working"',
      'status[t1][p2] is "working"',
      'messages has [kind |-> "prepare", to |-> p1]',
      'log is <<"a">>',
    ],
  );
});

test("a variable called as what every object has is told like any other", () => {
  const [none, one] = [stateText([]), stateText([["constructor", parseValue("1")]])];
  assert.deepEqual(changesBetween(none, one).map(changeText), ["+ constructor: 1"]);
  assert.deepEqual(changesBetween(one, none).map(changeText), ["- constructor: 1"]);
});
