import assert from "node:assert/strict";
import { test } from "node:test";
import { sharedCells } from "./shared-cells.ts";
import { sharedSequencer } from "./shared-sequencer.ts";

const sequencer = sharedSequencer("sequencer");
const cells = sharedCells("cells");

/** What the node hears of the operations, one after the other. */
function heard<State extends NonNullable<unknown>, Operation>(
  object: {
    readonly initial: State;
    invoked(state: State, by: string, operation: Operation): State;
    outcomes(state: State, node: string): readonly { readonly state: State; readonly outcome: unknown }[];
  },
  ...operations: readonly Operation[]
): readonly unknown[] {
  let state = object.initial;
  return operations.map((operation) => {
    const [next] = object.outcomes(object.invoked(state, "n", operation), "n");
    assert.ok(next !== undefined);
    state = next.state;
    return next.outcome;
  });
}

test("a request is given one number, however often it is asked for, in whatever order its fields stand", () => {
  const one = { client: "a", number: 1 };
  assert.deepEqual(
    heard(
      sequencer,
      { request: one, after: 0 },
      { request: "other", after: 0 },
      { request: { number: 1, client: "a" }, after: 0 },
    ),
    [
      { request: one, number: 1 },
      { request: "other", number: 2 },
      { request: one, number: 1 },
    ],
  );
});

test("a request whose number is spent is given another, and then that one", () => {
  const taking = (after: number) => ({ request: "a", after });
  assert.deepEqual(heard(sequencer, taking(0), taking(1), taking(1), taking(0)), [
    { request: "a", number: 1 },
    { request: "a", number: 2 },
    { request: "a", number: 2 },
    { request: "a", number: 2 },
  ]);
});

test("an answer that is lost leaves its operation done, and a node that went down does not hear", () => {
  const waiting = sequencer.invoked(sequencer.initial, "n", { request: "a", after: 0 });
  const done = { value: ["a"], pending: [] };
  assert.deepEqual(sequencer.steps(waiting), [{ action: "NumberLost", subject: "n", state: done }]);
  const down = sequencer.crashed(waiting, "n");
  assert.deepEqual(sequencer.steps(down), [{ action: "NumberUnheard", subject: [], state: done }]);
});

test("a cell holds what was written first, and cells are sorted", () => {
  assert.deepEqual(
    heard(cells, { cell: 2, value: "a" }, { cell: 1, value: null }, { cell: 2, value: null }, { cell: 1, value: "b" }),
    [
      { cell: 2, value: "a" },
      { cell: 1, value: null },
      { cell: 2, value: "a" },
      { cell: 1, value: null },
    ],
  );
  const first = cells.outcomes(cells.invoked(cells.initial, "n", { cell: 2, value: "a" }), "n")[0]?.state;
  assert.ok(first !== undefined);
  const both = cells.outcomes(cells.invoked(first, "n", { cell: 1, value: null }), "n")[0]?.state;
  assert.deepEqual(both?.value, [
    { cell: 1, value: null },
    { cell: 2, value: "a" },
  ]);
});
