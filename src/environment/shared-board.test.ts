import assert from "node:assert/strict";
import { test } from "node:test";
import { type BoardOperation, sharedBoard } from "./shared-board.ts";

const board = sharedBoard("board");

function write(by: string, value: string, number = 0): BoardOperation {
  return { kind: "write", entry: { by, value, number } };
}

test("each node writes its own entry, and whoever operates sees what was there before", () => {
  let state = board.initial;
  const seen: unknown[] = [];
  for (const operation of [write("n2", "w"), write("n1", "v"), write("n2", "w", 2), { kind: "read" } as const]) {
    const [heard] = board.outcomes(board.invoked(state, "n1", operation), "n1");
    assert.ok(heard !== undefined);
    seen.push(Reflect.get(Object(heard.outcome), "entries"));
    state = heard.state;
  }
  const [first, second, third] = [write("n2", "w"), write("n1", "v"), write("n2", "w", 2)].map((operation) =>
    operation.kind === "write" ? operation.entry : undefined,
  );
  assert.deepEqual(seen, [[], [first], [second, first], [second, third]]);
  assert.deepEqual(state.value, [second, third]);
});
