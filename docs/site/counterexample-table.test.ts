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

test("the step that violates is marked, and a behaviour that comes back has none", () => {
  const ends = counterexampleTable({ ...trace, ending: { kind: "ends" } }, () => undefined);
  assert.deepEqual(
    [...ends.matchAll(/<tr class="violating"><td>(\d)/g)].map(([, number]) => number),
    ["3"],
  );
  assert.doesNotMatch(
    counterexampleTable(trace, () => undefined),
    /violating/,
  );
});

const none = '[role |-> "follower", epoch |-> 0, log |-> <<>>, leader |-> None, match |-> (n1 :> 0 @@ n2 :> 0)]';
const noRecord = "[epoch |-> 0, log |-> <<>>]";
const entries = "<<[epoch |-> 1, request |-> None], [epoch |-> 1, request |-> [client |-> a, number |-> 2]]>>";
const led = `[role |-> "leader", epoch |-> 1, log |-> ${entries}, leader |-> n1, match |-> (n1 :> 0 @@ n2 :> 2)]`;
const written = `[epoch |-> 1, log |-> ${entries}]`;
const sent = `[kind |-> "append", from |-> n1, to |-> n2, epoch |-> 1, after |-> [epoch |-> 0, position |-> 0], entries |-> ${entries}]`;

const ofRecords: Counterexample = {
  states: [
    state(1, "Init", {
      state: `(n1 :> ${none} @@ n2 :> ${none})`,
      durable: `(n1 :> ${noRecord} @@ n2 :> ${noRecord})`,
      writing: "(n1 :> <<>> @@ n2 :> <<>>)",
      messages: "{}",
    }),
    state(2, "Lead", {
      state: `(n1 :> ${led} @@ n2 :> ${none})`,
      durable: `(n1 :> ${noRecord} @@ n2 :> ${noRecord})`,
      writing: `(n1 :> <<${written}>> @@ n2 :> <<>>)`,
      messages: `{${sent}}`,
    }),
    state(3, "Land", {
      state: `(n1 :> ${led} @@ n2 :> ${none})`,
      durable: `(n1 :> ${written} @@ n2 :> ${noRecord})`,
      writing: "(n1 :> <<>> @@ n2 :> <<>>)",
      messages: `{${sent}}`,
    }),
  ],
  ending: { kind: "ends" },
};

test("of a record the fields that changed are named, and what is written is said once", () => {
  const [, , lead, land] = rowsOf(counterexampleTable(ofRecords, () => "#").replaceAll("<br>", "; "));
  assert.deepEqual(lead, [
    "2",
    "Lead",
    "leader; leader n1, match n2 2; writes epoch 1, log 1:open 1:a2",
    "",
    "+ append n1 → n2: epoch 1, after 0, entries 1:open 1:a2",
  ]);
  assert.deepEqual(land, ["3", "Land", "durable: epoch 1, log 1:open 1:a2", "", ""]);
});

test("an action leads to its definition", () => {
  assert.match(
    counterexampleTable(trace, (action) => `#${action}`),
    /<a href="#Ask">Ask<\/a>/,
  );
});
