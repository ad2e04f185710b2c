import assert from "node:assert/strict";
import { test } from "node:test";
import type { Counterexample, TraceState } from "../../conformance/tlc/counterexample.ts";
import { counterexampleTable } from "./counterexample-table.ts";

function state(number: number, action: string, values: Readonly<Record<string, string>>): TraceState {
  return { number, action, variables: Object.entries(values).map(([name, value]) => ({ name, value })) };
}

const trace: Counterexample = {
  states: [
    state(1, "Init", { status: '(t1 :> (p1 :> "working" @@ c :> "working"))', messages: "{}", votes: "(t1 :> {})" }),
    state(2, "Ask", {
      status: '(t1 :> (p1 :> "working" @@ c :> "voting"))',
      messages: '{[kind |-> "prepare", from |-> c, to |-> p1]}',
      votes: "(t1 :> {})",
    }),
    state(3, "Count", {
      status: '(t1 :> (p1 :> "working" @@ c :> "voting"))',
      messages: "{}",
      votes: "(t1 :> {p1})",
    }),
  ],
  ending: { kind: "back to", state: 2 },
};

function rowsOf(html: string): readonly (readonly string[])[] {
  return [...html.matchAll(/<tr[^>]*>(.*?)<\/tr>/g)].map((row) =>
    [...(row[1] ?? "").matchAll(/<t[dh][^>]*>(.*?)<\/t[dh]>/g)].map((cell) => (cell[1] ?? "").replace(/<[^>]*>/g, "")),
  );
}

test("a row has what its step changed, in the column of the node that it changed", () => {
  assert.deepEqual(rowsOf(counterexampleTable(trace, (action) => `#${action}`)), [
    ["", "action", "c", "p1", "messages, and the rest"],
    ["1", "Init", "working", "working", ""],
    ["2", "Ask", "voting", "", "+ prepare c → p1"],
    ["3", "Count", "", "", "− prepare c → p1votes: + p1"],
    ["and from here back to 2, again and again"],
  ]);
});

test("an action leads to its definition", () => {
  assert.match(
    counterexampleTable(trace, (action) => `#${action}`),
    /<a href="#Ask">Ask<\/a>/,
  );
});
