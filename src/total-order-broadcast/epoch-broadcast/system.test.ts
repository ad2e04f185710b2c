import assert from "node:assert/strict";
import { test } from "node:test";
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
    ["b", "a", "c"].map((node) => [node, "log", node, "node", true]),
  );
});

test("a part starts and recovers as its node does", () => {
  const [part] = system.parts;
  const started = part?.start();
  assert.deepEqual(started, part?.recover(part.noRecord));
  assert.deepEqual(started?.effects, [{ kind: "setTimer", timer: "suspect" }]);
});

test("a link joins any two nodes, both ways", () => {
  assert.deepEqual(system.links, ["a-b", "b-c", "a-c"]);
  assert.equal(system.linkOf({ kind: "vote", from: "a", to: "b" }), "a-b");
  assert.equal(system.linkOf({ kind: "vote", from: "b", to: "a" }), "a-b");
});

test("a message to nobody is on no link of the system", () => {
  assert.equal(system.links.includes(system.linkOf({ kind: "vote", from: "a", to: "stranger" })), false);
});

test("what clients may ask for is known in advance, or is nothing in particular", () => {
  const event = { kind: "broadcast", requests: [{ client: "x", number: 1 }] };
  assert.deepEqual(broadcastOf({ client: "x", number: 1 }), event);
  assert.deepEqual(system.parts[0]?.requests, [event]);
  assert.deepEqual(epochBroadcast({ nodes: ["a"] }).parts[0]?.requests, [{ kind: "broadcast", requests: [] }]);
});

test("an event, a timer or a record that a node does not know is refused as malformed", () => {
  for (const part of system.parts) {
    const { state } = part.start();
    const refused = (because: string): object => ({
      outcome: "refused",
      state,
      effects: [],
      refusal: { kind: "malformed", because },
    });
    assert.deepEqual(part.step(state, { kind: "explode" }), refused("no such event"));
    assert.deepEqual(part.step(state, { kind: "timeout", timer: "tea" }), refused("no such timer"));
    assert.deepEqual(part.step(state, { kind: "persisted", record: "none" }), refused("no such record"));
    assert.deepEqual(part.step(state, { kind: "receive", message: {} }), refused("no message of epoch broadcast"));
  }
});
