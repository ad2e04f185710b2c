import assert from "node:assert/strict";
import { test } from "node:test";
import { sequenceOf } from "../../core/sequence.ts";
import type { Part } from "../../core/system.ts";
import { broadcastOf, epochBroadcast } from "./system.ts";

const system = epochBroadcast({ nodes: ["b", "a", "c"], batches: [[{ client: "x", number: 1 }]] });

test("every node is a part, and tells its user from the start after a crash", () => {
  assert.deepEqual(
    system.parts.map(({ name, instance, node, role, tellsFromTheStart }) => [
      name,
      instance,
      node,
      role,
      tellsFromTheStart,
    ]),
    ["a", "b", "c"].map((node) => [node, "log", node, "node", true]),
  );
});

test("a part starts and recovers as its node does", () => {
  const [part] = system.parts;
  const started = part?.start();
  assert.deepEqual(started, part?.recover(part.noRecord));
  assert.deepEqual(started?.effects, [{ kind: "setTimer", timer: "suspect" }]);
});

test("a link joins any two nodes, both ways", () => {
  assert.deepEqual(system.links, ['["a","b"]', '["a","c"]', '["b","c"]']);
  assert.equal(system.linkOf({ kind: "vote", from: "a", to: "b" }), '["a","b"]');
  assert.equal(system.linkOf({ kind: "vote", from: "b", to: "a" }), '["a","b"]');
});

test("the user of a node learns of requests and positions, and neither of openings nor of what becomes of requests", () => {
  const [part] = system.parts;
  const request = { client: "x", number: 1 };
  const values = sequenceOf([
    { epoch: 1, client: null },
    { epoch: 1, ...request },
    { epoch: 2, client: null },
  ]);
  assert.deepEqual(part?.learns?.({ kind: "deliver", first: 1, values }), [request]);
  assert.deepEqual(part?.learns?.({ kind: "deliver", first: 3, values }), []);
  assert.deepEqual(part?.learns?.({ kind: "deliver", first: 1, values: sequenceOf([7]) }), []);
  assert.deepEqual(part?.learns?.({ kind: "reply", value: ["taken"] }), []);
  const position = { read: request, position: 2 };
  assert.deepEqual(part?.learns?.({ kind: "reply", value: [position] }), [position]);
  assert.deepEqual(part?.learns?.({ kind: "reply", value: "taken" }), []);
});

test("what clients may ask for is known in advance, or is nothing in particular", () => {
  const event = { kind: "broadcast", requests: [{ client: "x", number: 1 }] };
  assert.deepEqual(broadcastOf({ client: "x", number: 1 }), event);
  const handingOver = ["b", "c"].map((to) => ({ kind: "handOver", to }));
  assert.deepEqual(system.parts[0]?.requests, [event, ...handingOver]);
  assert.deepEqual(epochBroadcast({ nodes: ["a"] }).parts[0]?.requests, [{ kind: "broadcast", requests: [] }]);
});

test("an event, a timer or a record that a node does not know is refused as malformed", () => {
  const parts: readonly Part[] = system.parts;
  for (const part of parts) {
    const { state } = part.start();
    const refused = (because: string): object => ({
      outcome: "refused",
      state,
      effects: [],
      refusal: { kind: "malformed", because },
    });
    assert.deepEqual(part.step(state, { kind: "explode" }), refused('event: "explode" is no event of epoch broadcast'));
    assert.deepEqual(part.step(state, { kind: "timeout", timer: "tea" }), refused('timer: "tea" is no timer'));
    assert.deepEqual(part.step(state, { kind: "persisted", record: "none" }), refused('record: "none" is no record'));
    assert.deepEqual(
      part.step(state, { kind: "receive", message: {} }),
      refused("kind: undefined is no message of epoch broadcast"),
    );
  }
});
