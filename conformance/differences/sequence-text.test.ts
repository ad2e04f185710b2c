import assert from "node:assert/strict";
import { test } from "node:test";
import { noPaint } from "../check/paint.ts";
import { parseValue } from "../engine/tla-parser.ts";
import { columns } from "./lines.ts";
import { sequenceLines } from "./sequence-text.ts";

function drawn(states: readonly (readonly [action: string, status: string, messages: string])[]): readonly string[] {
  const steps = states.map(([action, status, messages], at) => ({
    number: at + 1,
    action,
    values: [["status", parseValue(status)] as const, ["messages", parseValue(messages)] as const],
  }));
  return sequenceLines({ steps, ending: { kind: "stutters" } }, noPaint);
}

const ask = '[kind |-> "ask", from |-> c, to |-> p]';
const yes = '[kind |-> "yes", from |-> p, to |-> c]';

test("each node has a column, a step stands in that of whoever takes it, and a message goes from one to the other", () => {
  const lines = drawn([
    ["Init", '(c :> "working" @@ p :> "working")', "{}"],
    ["Ask", '(c :> "voting" @@ p :> "working")', `{${ask}}`],
    ["Crash", '(c :> "down" @@ p :> "working")', `{${ask}}`],
    ["Answer", '(c :> "down" @@ p :> "yes")', `{${ask}, ${yes}}`],
    ["Lose", '(c :> "down" @@ p :> "yes")', `{${ask}}`],
  ]);
  const [c, p] = ["c", "p"].map((node) => (lines[0] ?? "").indexOf(node));
  assert.ok(c !== undefined && p !== undefined && c > 0 && p > c);
  const between = (line: string | undefined): string => (line ?? "").slice(c, p + 1);
  assert.match(lines[1] ?? "", /^ {2}2 .* Ask: voting /);
  assert.match(between(lines[2]), /^│─+ ask ─+▸│$/);
  assert.match(lines[3] ?? "", /^ {2}3 .* Crash: down /);
  assert.equal((lines[4] ?? "")[c], "┊");
  assert.match(lines[4] ?? "", / Answer: yes$/);
  assert.match(between(lines[5]), /^┊◂─+ yes ─+│$/);
  assert.match(lines[6] ?? "", /^ {2}5 {2}Lose /);
  assert.match(between(lines[7]), /^┊x╌+ yes ╌+│$/);
  assert.equal(lines[8], "     and nothing happens any more");
  for (const line of lines) assert.ok(line.length <= columns, line);
});

test("many nodes and long names stay within a terminal", () => {
  const nodes = ["n1", "n2", "n3", "n4", "n5", "n6", "n7"];
  const status = (far: string): string => `(${nodes.map((node) => `${node} :> "${far}"`).join(" @@ ")})`;
  const message = '[kind |-> "acknowledgeEverything", from |-> n6, to |-> n7]';
  const last = status("up").replace('n7 :> "up"', 'n7 :> "waitsForWhatNobodyEverTells"');
  const lines = drawn([
    ["Init", status("up"), "{}"],
    ["ReceiveAcknowledgeEverything", last, `{${message}}`],
  ]);
  assert.match(lines.join("\n"), /─ ackn…|─ ack…|─ a.*… ─/);
  for (const line of lines) assert.ok(line.length <= columns, line);
});

test("a message between others than nodes is written out", () => {
  const lines = drawn([
    ["Init", '(c :> "up" @@ p :> "up")', "{}"],
    ["Hear", '(c :> "up" @@ p :> "up")', '{[kind |-> "ask", from |-> user, to |-> c]}'],
  ]);
  assert.match(lines[2] ?? "", / \+? ?ask user → c /);
});

test("where no messages are sent, or no nodes are known, there is no diagram", () => {
  const step = (variable: string) => ({ number: 1, action: "Init", values: [[variable, parseValue("{}")] as const] });
  assert.deepEqual(sequenceLines({ steps: [step("status")], ending: { kind: "ends" } }, noPaint), []);
  assert.deepEqual(sequenceLines({ steps: [step("messages")], ending: { kind: "ends" } }, noPaint), []);
  assert.deepEqual(sequenceLines({ steps: [], ending: { kind: "ends" } }, noPaint), []);
});
