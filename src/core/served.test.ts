import assert from "node:assert/strict";
import { test } from "node:test";
import { sharedCounter } from "../environment/shared-counter.ts";
import type { SharedObject } from "./object.ts";
import { served } from "./served.ts";
import { begin, crash, give, landAll, persisted, restart } from "./situation.ts";
import { answered, refused } from "./step.ts";
import type { CommonEvent, Part, Request, System } from "./system.ts";

/** A part that increments when it is asked to, and at each start, and tells what it hears. */
function user(node: string): Part {
  const increment = { kind: "invoke", object: "counter", operation: { kind: "increment" } } as const;
  return {
    name: node,
    instance: "use",
    node,
    role: "user",
    requests: [],
    objects: ["counter"],
    noRecord: null,
    start: () => ({ state: "up", effects: [increment] }),
    recover: () => ({ state: "up", effects: [increment] }),
    step: (state, event: CommonEvent | Request) => {
      if (event.kind === "heard" && "outcome" in event)
        return answered(state, [{ kind: "reply", value: event.outcome }]);
      return event.kind === "increment"
        ? answered(state, [increment])
        : refused(state, "malformed", "it is no request");
    },
  };
}

const one: System = {
  parts: [user("a"), user("b")],
  links: ["ab"],
  linkOf: () => "ab",
  objects: [sharedCounter("counter")],
};
const system = served(one, "server");
const [a, b, server] = system.parts;
assert.ok(a !== undefined && b !== undefined && server !== undefined);

const operation = { kind: "operation", from: "a", to: "server", object: "counter", about: { kind: "increment" } };
const outcome = (number: number, to = "a") => ({
  kind: "outcome",
  from: "server",
  to,
  object: "counter",
  about: { number },
});

test("what a part invokes is sent, at its start, at each start, and in a step", () => {
  assert.deepEqual(begin(a).sent, [operation]);
  assert.deepEqual(restart(a, crash(begin(a).situation)).sent, [operation]);
  assert.deepEqual(give(a, begin(a).situation, { kind: "increment" }).sent, [operation]);
  assert.equal(system.objects, undefined);
  assert.equal(a.objects, undefined);
});

test("what the server answers a part hears, and from nobody else", () => {
  const { situation } = begin(a);
  const heard = give(a, situation, { kind: "receive", message: outcome(1) });
  assert.deepEqual(heard.situation.told, [{ by: "reply", value: { number: 1 } }]);
  for (const message of [
    { ...outcome(1), from: "b" },
    outcome(1, "b"),
    operation,
    null,
    {
      get kind(): string {
        throw new Error("no");
      },
    },
  ]) {
    assert.equal(give(a, situation, { kind: "receive", message }).refusal?.kind, "malformed");
  }
});

test("an operation is answered once it is durable, and what was answered survives a crash", () => {
  const first = give(server, begin(server).situation, { kind: "receive", message: operation });
  assert.deepEqual(first.sent, []);
  const second = give(server, first.situation, { kind: "receive", message: { ...operation, from: "b" } });
  const early = give(server, second.situation, { kind: "persisted", record: first.situation.writing[0] });
  assert.deepEqual(early.sent, [outcome(1)]);
  const landed = landAll(early.situation);
  const event = persisted(landed);
  assert.ok(event !== undefined);
  const { situation, sent } = give(server, landed, event);
  assert.deepEqual(sent, [outcome(2, "b")]);
  assert.deepEqual(give(server, situation, event).sent, []);
  const again = give(server, restart(server, crash(situation)).situation, { kind: "receive", message: operation });
  const landedAgain = landAll(again.situation);
  assert.deepEqual(give(server, landedAgain, { kind: "persisted", record: landedAgain.durable }).sent, [outcome(3)]);
  assert.deepEqual(server.status?.(situation.role), { is: "serving" });
});

test("what changes nothing is not written, and answered once what it rests on is durable", () => {
  const held: SharedObject = {
    ...sharedCounter("counter"),
    invoked: (state) => state,
    outcomes: (state) => [{ outcome: { number: 7 }, state }],
  };
  const same = served({ ...one, objects: [held, sharedCounter("other")] }, "server").parts[2];
  assert.ok(same !== undefined);
  const { situation } = begin(same);
  const at = give(same, situation, { kind: "receive", message: operation });
  assert.deepEqual([at.sent, at.situation.writing], [[outcome(7)], []]);
  const writing = give(same, situation, { kind: "receive", message: { ...operation, object: "other" } });
  const waiting = give(same, writing.situation, { kind: "receive", message: operation });
  assert.deepEqual([waiting.sent, waiting.situation.writing.length], [[], 1]);
  const landed = landAll(waiting.situation);
  const { sent } = give(same, landed, { kind: "persisted", record: landed.durable });
  assert.deepEqual(sent, [{ ...outcome(1), object: "other" }, outcome(7)]);
  assert.deepEqual(give(same, situation, { kind: "persisted", record: null }).sent, []);
});

test("what is no operation is refused, and an object that has no answer gives none", () => {
  const { situation } = begin(server);
  const wrong = [
    7,
    { ...operation, kind: "outcome" },
    { ...operation, to: "a" },
    { ...operation, from: "stranger" },
    { ...operation, object: "register" },
    { ...operation, object: 7 },
  ];
  for (const message of wrong) {
    assert.equal(give(server, situation, { kind: "receive", message }).refusal?.kind, "malformed");
  }
  assert.equal(server.step(situation.role, { kind: "timeout", timer: "t" }).outcome, "refused");
  const silent = { ...sharedCounter("counter"), outcomes: () => [] };
  const mute = served({ ...one, objects: [silent] }, "server").parts[2];
  assert.ok(mute !== undefined);
  const { refusal, sent } = give(mute, begin(mute).situation, { kind: "receive", message: operation });
  assert.deepEqual([refusal, sent], [undefined, []]);
});

test("a disk that cannot be read is not an empty one", () => {
  for (const record of [null, { writes: -1, held: [1] }, { writes: 1, held: 1 }, { writes: 1, held: [] }])
    assert.throws(() => server.recover(record), /no record of a server of 1 objects/);
});

test("each node has a link to the server, whoever sends", () => {
  const [first, second] = [operation, outcome(1)].map((message) => system.linkOf(message));
  assert.equal(first, second);
  assert.ok(first !== undefined && system.links.includes(first));
  assert.equal(system.linkOf({ kind: "x", from: "a", to: "b" }), "ab");
});

test("a server has no other part, and serves one instance", () => {
  assert.throws(() => served(one, "a"), /"a" is a node with a part of its own/);
  const two = { ...one, parts: [user("a"), { ...user("b"), instance: "other" }] };
  assert.throws(() => served(two, "server"), /parts of "use" and of "other" cannot share a server/);
  const { objects: _, ...without } = one;
  assert.equal(served({ ...without, parts: [] }, "server").parts.length, 1);
});
