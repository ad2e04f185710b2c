import assert from "node:assert/strict";
import { test } from "node:test";
import { modelRow } from "../../conformance/check/model-row.ts";
import type { Counterexample, Ending, TraceState } from "../../conformance/tlc/counterexample.ts";
import { behaviour } from "./behaviour.ts";

const row = modelRow({ name: "Small_Bug", expected: { kind: "violates", property: "Agreement", length: 4 } });

function state(number: number, action: string, values: Readonly<Record<string, string>>): TraceState {
  return { number, action, variables: Object.entries(values).map(([name, value]) => ({ name, value })) };
}

const status = (c: string, p1: string): string => `(c :> "${c}" @@ p1 :> "${p1}")`;

const states = [
  state(1, "Init", { status: status("working", "working"), messages: "{}", told: "0", seen: "{}" }),
  state(2, "Ask", {
    status: status("voting", "working"),
    messages: '{[kind |-> "ask", from |-> c, to |-> p1]}',
    told: "0",
    seen: "{}",
  }),
  state(3, "Tell", {
    status: status("voting", "working"),
    messages: '{[kind |-> "ask", from |-> c, to |-> p1], [kind |-> "tell", from |-> p1, to |-> c]}',
    told: "0",
    seen: "{}",
  }),
  state(4, "Stop", { status: status("gone", "gone"), messages: "{}", told: "1", seen: '{"a_b|c"}' }),
];

function shown(ending: Ending): readonly string[] {
  const trace: Counterexample = { states, ending };
  return behaviour(row, trace).split("\n");
}

test("a row says who took the step and what it changed, and the summary what is violated", () => {
  assert.deepEqual(shown({ kind: "ends" }), [
    "<details>",
    "<summary><code>Small_Bug</code>: TLC violates <code>Agreement</code> in 3 steps</summary>",
    "",
    "| | who | action | what changed |",
    "|--:|---|---|---|",
    "| 1 |  | Init | c: **working**<br>p1: **working** |",
    "| 2 | c | Ask | **voting**<br>+ ask c → p1 |",
    "| 3 | p1 | Tell | + tell p1 → c |",
    "| 4 | c, p1 | Stop | c: **gone**<br>p1: **gone**<br>− ask c → p1<br>− tell p1 → c<br>told: 1<br>seen: + a\\_b\\|c |",
    "",
    "</details>",
  ]);
});

test("a behaviour that does not end says how it goes on", () => {
  assert.equal(shown({ kind: "stutters" }).at(-3), "| | | | and nothing happens any more |");
  assert.equal(shown({ kind: "back to", state: 2 }).at(-3), "| | | | and from here back to 2, again and again |");
});

test("where nothing says how far nodes are, they are what variables are functions of; and what is there at first is shown", () => {
  const votes = (n1: string, n2: string): string => `(n1 :> ${n1} @@ n2 :> ${n2})`;
  const trace: Counterexample = {
    states: [
      state(1, "Init", { epoch: votes("2", "0"), votes: votes('{"v"}', "{}"), proposed: "{}" }),
      state(2, "GoOn", { epoch: votes("2", "1"), votes: votes('{"v"}', "{}"), proposed: "{}" }),
    ],
    ending: { kind: "ends" },
  };
  assert.deepEqual(behaviour(row, trace).split("\n").slice(5, 7), [
    "| 1 |  | Init | n1: epoch: 2; votes: v |",
    "| 2 | n2 | GoOn | epoch: 1 |",
  ]);
});
