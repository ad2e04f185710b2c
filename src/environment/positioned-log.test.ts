import assert from "node:assert/strict";
import { test } from "node:test";
import { locatingByEntries, type PositionedLog, positionedLog } from "./positioned-log.ts";

const log = positionedLog("log", ["n2", "n1"]);
const read = { client: "q", number: 1 };

/** The state in which n1 was told of a request. */
function toldOne(state: PositionedLog, request: string): PositionedLog {
  const [taken] = log.steps(log.invoked(state, "n1", { broadcast: [request] }));
  const told = log.outcomes(taken?.state ?? state, "n1").find(({ outcome }) => "values" in Object(outcome));
  assert.ok(told !== undefined);
  return told.state;
}

function positionsTold(state: PositionedLog, node: string): readonly unknown[] {
  return log.outcomes(state, node).flatMap(({ outcome }) => ("position" in Object(outcome) ? [outcome] : []));
}

test("a node hears what was the newest position when it asked, however much the log has gone on", () => {
  const asked = log.invoked(toldOne(log.initial, "a"), "n2", { locate: [read] });
  assert.deepEqual(positionsTold(toldOne(asked, "b"), "n2"), [{ read, position: 1 }]);
  assert.deepEqual(positionsTold(asked, "n1"), []);
});

test("who asks again on behalf of one read hears once, of what was the newest at first", () => {
  const asked = log.invoked(log.initial, "n2", { locate: [read] });
  const again = log.invoked(toldOne(asked, "a"), "n2", { locate: [read] });
  assert.deepEqual(positionsTold(again, "n2"), [{ read, position: 0 }]);
  const [heard] = log.outcomes(again, "n2").filter(({ outcome }) => "position" in Object(outcome));
  assert.deepEqual(heard?.state.located, []);
});

test("reads and nodes that ask for positions are told apart, in whatever order they ask", () => {
  const other = { client: "p", number: 1 };
  const one = log.invoked(log.invoked(log.initial, "n1", { locate: [read, other] }), "n2", { locate: [read] });
  const same = log.invoked(log.invoked(log.initial, "n2", { locate: [read] }), "n1", { locate: [other, read] });
  assert.deepEqual(one, same);
  assert.equal(positionsTold(one, "n1").length, 2);
});

test("a crash loses the positions on their way to the node, and those alone", () => {
  const asked = log.invoked(log.invoked(log.initial, "n1", { locate: [read] }), "n2", { locate: [read] });
  assert.deepEqual(
    log.crashed(asked, "n1").located.map(({ node }) => node),
    ["n2"],
  );
});

test("a log that only orders is asked for an entry for each read", () => {
  const requestsOf = ({ broadcast }: { readonly broadcast: readonly unknown[] }) => [{ kind: "broadcast", broadcast }];
  const stacking = locatingByEntries({ object: "log", requestsOf });
  assert.equal(stacking.object, "log");
  assert.deepEqual(stacking.requestsOf({ locate: [read] }, "n1"), [{ kind: "broadcast", broadcast: [read] }]);
  assert.deepEqual(stacking.requestsOf({ broadcast: ["a"] }, "n1"), [{ kind: "broadcast", broadcast: ["a"] }]);
});
