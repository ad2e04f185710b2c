import assert from "node:assert/strict";
import { test } from "node:test";
import { append, sequenceOf } from "../../core/sequence.ts";
import { expectationsOf } from "../../core/step.fixture.ts";
import type { BroadcastRequest } from "../epoch-broadcast/log-entry.ts";
import type { Content, Message } from "./message.ts";
import { type NodeEffect, type NodeEvent, type NodeOptions, node } from "./node.ts";
import { type NodeRecord, noRecord } from "./record.ts";
import type { NodeState } from "./state.ts";
import { broadcastOf, nodePart, sequencedBroadcast } from "./system.ts";

const { changes, answers, refuses } = expectationsOf<NodeState, NodeEvent, NodeEffect>(node.step);

const options: NodeOptions = { self: "n1", nodes: ["n1", "n2"], maxWaiting: 2, maxPlaces: 2, window: 3 };
const [first, second, third] = ["a", "b", "c"].map((client): BroadcastRequest => ({ client, number: 1 })) as [
  BroadcastRequest,
  BroadcastRequest,
  BroadcastRequest,
];
const { state: fresh, effects: begins } = node.start(options);
const { state: withCells } = node.start({ ...options, gaps: "cells" });
const { identity: cluster } = fresh.cluster;

function recordOf(...own: readonly BroadcastRequest[]): NodeRecord {
  return { own: sequenceOf(own) };
}

function stored(...own: readonly BroadcastRequest[]): NodeEvent {
  return { kind: "persisted", record: recordOf(...own) };
}

function heard(request: unknown, number: unknown): NodeEvent {
  return { kind: "heard", object: "sequencer", outcome: { request, number } };
}

function holds(cell: unknown, value: unknown): NodeEvent {
  return { kind: "heard", object: "cells", outcome: { cell, value } };
}

function received(first: unknown, ...contents: readonly unknown[]): NodeEvent {
  return { kind: "receive", message: { kind: "places", cluster, from: "n2", to: "n1", first, contents } };
}

function asks(number: unknown): NodeEvent {
  return { kind: "receive", message: { kind: "missing", cluster, from: "n2", to: "n1", number } };
}

function sends(message: { readonly kind: Message["kind"]; readonly [field: string]: unknown }): NodeEffect {
  return { kind: "send", message: { cluster, from: "n1", to: "n2", ...message } as unknown as Message };
}

function tells(first: number, ...values: readonly Content[]): NodeEffect {
  return { kind: "deliver", first, values: sequenceOf(values) };
}

function takes(request: BroadcastRequest, after = 0): NodeEffect {
  return { kind: "invoke", object: "sequencer", operation: { request, after } };
}

function writes(cell: number, value: Content): NodeEffect {
  return { kind: "invoke", object: "cells", operation: { cell, value } };
}

function from(state: NodeState, ...events: readonly NodeEvent[]): NodeState {
  return events.reduce((before, event) => node.step(before, event).state, state);
}

function after(...events: readonly NodeEvent[]): NodeState {
  return from(fresh, ...events);
}

const waiting = { kind: "setTimer", timer: "askAgain" } as const;
const resting = { kind: "cancelTimer", timer: "askAgain" } as const;
const asking = { kind: "setTimer", timer: "askForMissing" } as const;
const impatient = { kind: "setTimer", timer: "fillGap" } as const;
const patient = { kind: "cancelTimer", timer: "fillGap" } as const;
const missing = sends({ kind: "missing", number: 1 });

test("a node begins with nothing, and asks from time to time for what comes next", () => {
  assert.deepEqual(begins, [asking]);
  answers(fresh, { kind: "timeout", timer: "askForMissing" }, [missing, asking]);
  assert.equal(node.description.status(fresh), "broadcasting");
});

test("a request is written, then its number is taken, then everybody is sent both", () => {
  const asked = after(broadcastOf(first));
  changes(fresh, broadcastOf(first), asked, [{ kind: "persist", record: recordOf(first) }]);
  const durable = after(broadcastOf(first), stored(first));
  changes(asked, stored(first), durable, [takes(first), waiting]);
  changes(durable, heard(first, 1), from(durable, heard(first, 1)), [
    tells(1, first),
    sends({ kind: "places", first: 1, contents: [first] }),
    resting,
  ]);
});

test("a node takes one number at a time, for what is on its disk, in the order in which it was asked", () => {
  const both = after(broadcastOf(second), broadcastOf(first), stored(second));
  assert.equal(both.stored, 1);
  const state = from(both, stored(second, first));
  changes(state, heard(second, 1), from(state, heard(second, 1)), [
    tells(1, second),
    sends({ kind: "places", first: 1, contents: [second] }),
    takes(first),
    waiting,
  ]);
});

test("what a disk answers that was not written, or was answered before, says nothing", () => {
  const state = after(broadcastOf(second), broadcastOf(first), stored(second));
  answers(state, stored(second), []);
  answers(state, stored(second, first, third), []);
  refuses(state, { kind: "persisted", record: { own: 1 } }, "malformed", "record: an object is no record");
});

test("what was not answered is asked again", () => {
  const state = after(broadcastOf(first), stored(first));
  answers(state, { kind: "timeout", timer: "askAgain" }, [takes(first), waiting]);
  refuses(fresh, { kind: "timeout", timer: "askAgain" }, "untimely", 'the timer "askAgain" is not armed');
});

test("6 waits for 5", () => {
  const early = after(received(2, second));
  changes(fresh, received(2, second), early, []);
  changes(early, received(1, first), from(early, received(1, first)), [tells(1, first, second)]);
  answers(from(early, received(1, first)), received(1, first, second), []);
});

test("what others send too early is not kept", () => {
  changes(fresh, received(3, third), after(received(3, third)), []);
  answers(fresh, received(4, third), []);
  answers(fresh, received(Number.MAX_SAFE_INTEGER - 1, third), []);
});

test("a number of its own is kept, however early it is", () => {
  const state = after(broadcastOf(first), stored(first), heard(first, 9));
  assert.equal(state.early.size, 1);
  answers(state, asks(9), [sends({ kind: "places", first: 9, contents: [first] })]);
});

test("whoever asks is sent what is known from there on, as far as a message carries it", () => {
  const state = after(received(1, first, second), received(3, third));
  answers(state, asks(1), [sends({ kind: "places", first: 1, contents: [first, second] })]);
  answers(state, asks(3), [sends({ kind: "places", first: 3, contents: [third] })]);
  answers(state, asks(4), []);
  const early = from(after(received(2, second)), received(3, third));
  answers(early, asks(2), [sends({ kind: "places", first: 2, contents: [second, third] })]);
  answers(from(early, received(1, first)), asks(2), [sends({ kind: "places", first: 2, contents: [second, third] })]);
});

test("who is asked again for the same, or for what has a place, writes it once and takes no number", () => {
  answers(after(broadcastOf(first)), broadcastOf(first), []);
  const known = after(received(1, first));
  const state = from(known, broadcastOf(first));
  changes(known, broadcastOf(first), state, [{ kind: "persist", record: recordOf(first) }]);
  changes(state, stored(first), from(state, stored(first)), []);
});

test("no more wait than may, and one that has its place makes room", () => {
  const full = after(broadcastOf(first), broadcastOf(second));
  refuses(full, broadcastOf(third), "untimely", "2 requests are waiting");
  assert.equal(node.step(from(full, received(1, first)), broadcastOf(third)).outcome, "changed");
});

test("a node that comes back asks for the numbers of what is on its disk, and is given the same", () => {
  const { state, effects } = node.recover(options, recordOf(first, second));
  assert.deepEqual(effects, [waiting, asking]);
  answers(state, { kind: "timeout", timer: "askAgain" }, [takes(first), waiting]);
  assert.deepEqual(state, after(broadcastOf(first), broadcastOf(second), stored(first, second)));
});

test("with cells the request is written into the cell of its number", () => {
  const taking = from(withCells, broadcastOf(first), stored(first));
  const state = from(taking, heard(first, 1));
  changes(taking, heard(first, 1), state, [writes(1, first), waiting]);
  answers(state, { kind: "timeout", timer: "askAgain" }, [writes(1, first), waiting]);
  changes(state, holds(1, first), from(state, holds(1, first)), [
    tells(1, first),
    sends({ kind: "places", first: 1, contents: [first] }),
    resting,
  ]);
});

test("with cells a sender that finds nothing in its cell takes another number, and no user learns of nothing", () => {
  const state = from(withCells, broadcastOf(first), stored(first), heard(first, 1));
  const spent = from(state, holds(1, null));
  changes(state, holds(1, null), spent, [
    tells(1, null),
    sends({ kind: "places", first: 1, contents: [null] }),
    takes(first, 1),
    waiting,
  ]);
  assert.deepEqual(from(spent, heard(first, 2), holds(2, first)).order, sequenceOf([null, first]));
  const { learns } = nodePart({ ...options, gaps: "cells" }, []);
  assert.deepEqual(learns?.({ kind: "deliver", first: 1, values: sequenceOf([null, first]) }), [first]);
  assert.deepEqual(learns?.({ kind: "reply", value: first }), []);
});

test("with cells whoever waits for what is before something else fills it", () => {
  const state = from(withCells, received(3, third));
  changes(withCells, received(3, third), state, [impatient]);
  answers(state, { kind: "timeout", timer: "fillGap" }, [writes(1, null), impatient]);
  changes(state, holds(1, null), from(state, holds(1, null)), [
    tells(1, null),
    sends({ kind: "places", first: 1, contents: [null] }),
    impatient,
  ]);
  changes(from(state, holds(1, null)), holds(2, second), from(state, holds(1, null), holds(2, second)), [
    tells(2, null, second, third).kind === "deliver"
      ? { kind: "deliver", first: 2, values: sequenceOf([null, second, third]) }
      : asking,
    sends({ kind: "places", first: 2, contents: [second] }),
    patient,
  ]);
});

test("with cells a node with a later number of its own sees the gap, too", () => {
  const taking = from(withCells, broadcastOf(first), stored(first));
  changes(taking, heard(first, 2), from(taking, heard(first, 2)), [writes(2, first), waiting, impatient]);
  // A number that was taken for a request before says nothing of the next one.
  const both = from(withCells, broadcastOf(first), broadcastOf(second), stored(first, second), heard(first, 1));
  assert.deepEqual(node.step(both, received(1, first)).effects.at(-2), takes(second));
});

test("what objects say twice is no news, and what they say late neither", () => {
  const told = after(broadcastOf(first), stored(first), heard(first, 1));
  answers(told, heard(first, 1), []);
  const cells = from(withCells, broadcastOf(first), stored(first), heard(first, 1), holds(1, null), heard(first, 2));
  const done = from(cells, holds(2, first));
  answers(done, holds(2, first), []);
  answers(done, heard(first, 1), []);
});

test("what contradicts what is known is refused", () => {
  const state = after(broadcastOf(first), stored(first), heard(first, 1));
  refuses(state, heard(first, 2), "impossible", "number 2 is for what has number 1 already");
  refuses(state, heard(second, 2), "impossible", "number 2 is for what nobody has asked here");
  refuses(state, received(1, second), "impossible", "number 1 is known to have another content");
  refuses(state, received(1, null), "impossible", "number 1 is known to have another content");
  refuses(state, received(2, first), "impossible", "what has number 2 is known to have number 1");
  refuses(state, holds(1, first), "impossible", "there are no cells");
  const other = after(broadcastOf(first), stored(first), received(1, second));
  refuses(other, heard(first, 1), "impossible", "number 1 is known to have another content");
  refuses(
    from(withCells, received(1, second)),
    holds(1, null),
    "impossible",
    "number 1 is known to have another content",
  );
});

test("what is malformed is refused with the path to it", () => {
  for (const number of [0, -1, 2 ** 53, 1.5, "1"]) {
    assert.equal(node.step(fresh, heard(first, number)).outcome, "refused");
    assert.equal(node.step(fresh, received(number, first)).outcome, "refused");
    assert.equal(node.step(fresh, asks(number)).outcome, "refused");
    assert.equal(node.step(withCells, holds(number, null)).outcome, "refused");
  }
  refuses(
    fresh,
    received(Number.MAX_SAFE_INTEGER, first),
    "malformed",
    `first: ${Number.MAX_SAFE_INTEGER} is no number after which there are 1 more`,
  );
  refuses(fresh, received(1, first, second, third), "malformed", "contents: a list of 3 is no list of at most 2 items");
  refuses(
    fresh,
    received(1, { client: "a", number: 0 }),
    "malformed",
    "contents[0].number: 0 is no whole number from 1 on",
  );
  refuses(withCells, holds(1, 7), "malformed", "outcome.value: 7 is no object with fields");
  refuses(fresh, { kind: "broadcast" } as never, "malformed", "request: undefined is no object with fields");
});

test("what is taken in is a copy, and two requests are the same if their data are, whatever their fields' order", () => {
  const value = { x: 1, y: [1] };
  const request = { client: "a", number: 1, value };
  const state = after(broadcastOf(request));
  value.x = 2;
  assert.deepEqual(state.own, sequenceOf([{ client: "a", number: 1, value: { x: 1, y: [1] } }]));
  answers(state, broadcastOf({ value: { y: [1], x: 1 }, number: 1, client: "a" }), []);
  assert.equal(node.step(state, broadcastOf({ ...request, value: { x: 3 } })).outcome, "changed");
});

test("options that cannot be are an error that names them, and so is a disk that cannot be read", () => {
  for (const name of ["maxWaiting", "maxPlaces", "window", "maxSize"])
    for (const limit of [0, 1.5, Number.NaN])
      assert.throws(() => node.start({ ...options, [name]: limit }), new RegExp(`${name} is ${limit}`));
  assert.throws(() => node.start({ ...options, gaps: "none" as never }), /gaps is "none"/);
  assert.throws(() => node.start({ ...options, self: "x" }), /"x" is none of the nodes/);
  assert.throws(() => node.recover(options, 1 as never), /no record of this node: 1 has not what a record has/);
  const broken = { own: { ...noRecord.own, length: 7 } };
  assert.throws(() => node.recover(options, broken), /an object has not what a record has/);
  assert.throws(() => node.recover(options, recordOf(first, first)), /it has a request twice/);
  const wrong = { own: append(sequenceOf([first]), { client: 7, number: 1 } as never) };
  assert.throws(() => node.recover(options, wrong), /own\[1\]\.client: 7 is no text/);
  const odd = {
    own: append(sequenceOf([first]), {
      get client(): string {
        throw new Error("broken");
      },
    } as never),
  };
  assert.throws(() => node.recover(options, odd), /^Error: broken$/);
});

test("the same record is known for the same, whoever has made it", () => {
  const { isSame } = node.description.record;
  assert.ok(isSame(recordOf(first), recordOf(first)));
  assert.ok(!isSame(recordOf(first), recordOf(second)));
  assert.ok(!isSame(recordOf(first), recordOf(first, second)));
});

test("the parts of the system have the names of the nodes, and use the objects that there are", () => {
  const { parts, objects } = sequencedBroadcast({ nodes: ["b", "a"], requests: [first] });
  assert.deepEqual(
    parts.map(({ name, objects: used, requests }) => [name, used, requests]),
    ["a", "b"].map((name) => [name, ["sequencer"], [broadcastOf(first)]]),
  );
  assert.deepEqual(
    objects?.map(({ name }) => name),
    ["sequencer"],
  );
  const cells = sequencedBroadcast({ nodes: ["a"], gaps: "cells" });
  assert.deepEqual(cells.parts[0]?.objects, ["sequencer", "cells"]);
  assert.equal(cells.objects?.length, 2);
});
