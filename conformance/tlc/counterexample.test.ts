import assert from "node:assert/strict";
import { test } from "node:test";
import { parseBackTo, parseTraceState } from "./counterexample.ts";

test("a state of a trace has its number, its action without the place, and its variables", () => {
  const text =
    '2: <Increment line 8, col 14 to line 8, col 44 of module C>\n/\\ x = 1\n/\\ y = [a |-> "s", b |-> {1, 2}]';
  assert.deepEqual(parseTraceState(text), {
    number: 2,
    action: "Increment",
    variables: [
      { name: "x", value: "1" },
      { name: "y", value: '[a |-> "s", b |-> {1, 2}]' },
    ],
  });
});

test("the first state's action is Init, and a specification with one variable has no conjunction", () => {
  assert.deepEqual(parseTraceState("1: <Initial predicate>\nx = 0"), {
    number: 1,
    action: "Init",
    variables: [{ name: "x", value: "0" }],
  });
});

test("the parameters that newer versions of TLC print are not part of an action's name", () => {
  const state = parseTraceState("3: <Reset(n1, 2) line 9, col 13 to line 9, col 65 of module C>\nx = 0");
  assert.equal(state?.action, "Reset");
});

test("a value goes on over several lines, and a line of it that looks like an assignment stays in it", () => {
  const state = parseTraceState("1: <Initial predicate>\n/\\ x = << 1,\n   2 >>\n/\\ y = [a |->\n  b = 3]");
  assert.deepEqual(state?.variables, [
    { name: "x", value: "<< 1,\n   2 >>" },
    { name: "y", value: "[a |->\n  b = 3]" },
  ]);
});

test("what is no state of a trace is not read as one", () => {
  assert.equal(parseTraceState("4: Stuttering"), undefined);
});

test("a lasso goes back to the state of that number", () => {
  assert.equal(parseBackTo("3: Back to state: <Reset line 9, col 13 to line 9, col 65 of module C>"), 3);
  assert.equal(parseBackTo("Back to state"), undefined);
});
