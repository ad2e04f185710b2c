import assert from "node:assert/strict";
import { test } from "node:test";
import { t } from "typescript-fsm";
import { transitionTable } from "./transition-table.ts";

const door = transitionTable<string, string>(
  [t("open", "closed", "shut"), t("shut", "opened", "open"), t("shut", "burnt", "gone")],
  ["open"],
  ["gone"],
);

test("a change has the next status that its row says", () => {
  assert.equal(door.next("open", "closed"), "shut");
  assert.equal(door.next("shut", "burnt"), "gone");
});

test("a change without a row has no next status", () => {
  assert.equal(door.next("open", "burnt"), undefined);
  assert.equal(door.next("gone", "opened"), undefined);
  assert.equal(door.next("no such status", "opened"), undefined);
});

test("looking up a change leaves the table as it is", () => {
  const before = JSON.stringify(door.rows);
  assert.equal(door.next("open", "closed"), "shut");
  assert.equal(door.next("open", "closed"), "shut");
  assert.equal(JSON.stringify(door.rows), before);
});

test("the table is drawn as a Mermaid diagram, from its first start", () => {
  const lines = door
    .toMermaid("Door")
    .split("\n")
    .map((line) => line.trim());
  for (const line of ["title: Door", "stateDiagram-v2", "[*] --> open", "open --> shut: closed", "gone --> [*]"]) {
    assert.ok(lines.includes(line), `${line} is missing in ${lines.join(" / ")}`);
  }
});

test("two rows for one change are an error, since the second would never be taken", () => {
  assert.throws(() => transitionTable([t("a", "go", "b"), t("a", "go", "c")], ["a"], ["b", "c"]), {
    message: "transition table: two rows for go in a",
  });
});

test("a status that no start leads to is an error", () => {
  assert.throws(() => transitionTable([t("a", "go", "b"), t("c", "go", "b")], ["a"], ["b"]), {
    message: "transition table: c cannot be reached",
  });
});

test("a status that several changes lead to, against the order of the rows, is reached", () => {
  const table = transitionTable([t("b", "go", "c"), t("a", "go", "b")], ["a"], ["c"]);
  assert.equal(table.next("b", "go"), "c");
});

test("a status that changes leave is no final one, and one that none leaves must be declared final", () => {
  const message = "transition table: final are b, declared are a";
  assert.throws(() => transitionTable([t("a", "go", "b")], ["a"], ["a"]), { message });
  assert.throws(() => transitionTable([t("a", "go", "b")], ["a"], []), {
    message: "transition table: final are b, declared are ",
  });
});
