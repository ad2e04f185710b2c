import assert from "node:assert/strict";
import { test } from "node:test";
import { type SharedLog, sharedLog } from "./shared-log.ts";

const log = sharedLog("log", ["n2", "n1"]);

function invoking(...requests: readonly string[]): SharedLog {
  return log.invoked(log.initial, "n1", { broadcast: requests });
}

/** The state after the first of its steps of that name. */
function take(state: SharedLog, action: string, subject: string): SharedLog {
  const step = log.steps(state).find((other) => other.action === action && other.subject === subject);
  assert.ok(step !== undefined);
  return step.state;
}

/** What a node can be told, each as a text. */
function tellable(state: SharedLog, node: string): readonly string[] {
  return log.outcomes(state, node).map(({ outcome }) => textOf(outcome));
}

function textOf(outcome: unknown): string {
  const { first, values }: { first: number; values: readonly string[] } = Object(outcome);
  return `${first}: ${values.join("")}`;
}

function told(state: SharedLog, node: string, text: string): SharedLog {
  const outcome = log.outcomes(state, node).find((other) => textOf(other.outcome) === text);
  assert.ok(outcome !== undefined, `${node} cannot be told ${text}, but ${tellable(state, node).join(" | ")}`);
  return outcome.state;
}

const both = take(take(invoking("b", "a"), "LogTakes", "a"), "LogTakes", "b");

test("what was invoked is in flight, each once, and is taken or missed", () => {
  assert.deepEqual(invoking("b", "a", "b").invoked, ["a", "b"]);
  assert.deepEqual(
    log.steps(invoking("a")).map(({ action, state }) => [action, state.invoked, state.taken]),
    [
      ["LogTakes", [], ["a"]],
      ["LogMisses", [], []],
    ],
  );
});

test("nobody is told what the log has not taken", () => {
  assert.deepEqual(tellable(invoking("a"), "n1"), []);
});

test("a node is told any order, in any pieces", () => {
  assert.deepEqual(tellable(both, "n1").toSorted(), ["1: a", "1: ab", "1: b", "1: ba"]);
  assert.deepEqual(tellable(told(both, "n1", "1: b"), "n1"), ["2: a"]);
});

test("once a node was told something, all are told the same", () => {
  const after = told(both, "n1", "1: ba");
  assert.deepEqual(tellable(after, "n2"), ["1: b", "1: ba"]);
  assert.deepEqual(tellable(told(after, "n2", "1: b"), "n2"), ["2: a"]);
  assert.deepEqual(tellable(told(both, "n1", "1: b"), "n2").toSorted(), ["1: b", "1: ba"]);
});

test("after a crash a node is told everything again, from the first on", () => {
  const crashed = log.crashed(told(both, "n1", "1: ba"), "n1");
  assert.deepEqual(tellable(crashed, "n1"), ["1: b", "1: ba"]);
  assert.deepEqual(
    told(crashed, "n1", "1: b").nodes.find(({ node }) => node === "n1"),
    {
      node: "n1",
      delivered: ["b", "a"],
      heard: 1,
    },
  );
});

test("a crash calls back nothing that was invoked, and a node that is none is told everything", () => {
  assert.deepEqual(log.crashed(invoking("a"), "n1"), invoking("a"));
  assert.deepEqual(tellable(told(both, "n1", "1: a"), "stranger").toSorted(), ["1: a", "1: ab"]);
});
