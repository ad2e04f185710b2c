import assert from "node:assert/strict";
import { test } from "node:test";
import { present } from "../../core/present.ts";
import { type Message, messages } from "./message.ts";
import { cluster, when } from "./node.fixture.ts";

const common = { cluster, epoch: 2, from: "b", to: "a" };
const end = { epoch: 1, position: 3 };
const request = { client: "x", number: 1 };
const append: Message = {
  ...common,
  kind: "append",
  after: end,
  entries: [{ epoch: 2, ...request }],
  decided: 4,
};
const mismatch: Message = { ...common, kind: "mismatch", position: 4, end };
const right: readonly Message[] = [
  { ...common, kind: "requestVote", end },
  { ...common, kind: "requestPreVote", end },
  { ...common, kind: "requestVote", end: { epoch: 0, position: 0 } },
  { ...common, kind: "vote" },
  append,
  { ...append, entries: [], decided: 99 },
  { ...common, kind: "acknowledge", position: 3 },
  mismatch,
  { ...common, kind: "newer" },
  { ...common, kind: "preVote" },
  { ...common, kind: "takeOver" },
  { ...common, kind: "requestConfirmation", number: 1 },
  { ...common, kind: "confirmation", number: 7 },
];

function taken(message: Message, fields: object = {}): Message {
  return messages[message.kind]({ ...message, ...fields }, "b", "a", when({}));
}

function refuses(message: Message, fields: object, because: string): void {
  assert.throws(() => taken(message, fields), { name: "Malformed", message: because });
}

test("a message of each kind is copied field by field, and nothing else of it", () => {
  for (const message of right) {
    assert.deepEqual(taken(message), message);
    assert.deepEqual(taken(JSON.parse(JSON.stringify(message)), { more: 1 }), message);
  }
});

test("a message is of an epoch from 1 on", () => {
  for (const message of right) {
    for (const epoch of [0, 1.5, undefined])
      refuses(message, { epoch }, `epoch: ${epoch} is no whole number from 1 on`);
  }
});

test("the end of a log is a position and its epoch, or neither", () => {
  const [asking] = right;
  const none = "an object is no place in a log, or 0 and 0 before the first";
  for (const [message, field] of [
    [present(asking), "end"],
    [append, "after"],
    [mismatch, "end"],
  ] as const) {
    refuses(message, { [field]: null }, `${field}: null is no object with fields`);
    refuses(message, { [field]: { epoch: 1, position: 0 } }, `${field}: ${none}`);
    refuses(message, { [field]: { epoch: 0, position: 1 } }, `${field}: ${none}`);
    refuses(message, { [field]: { epoch: -1, position: 1 } }, `${field}.epoch: -1 is no whole number from 0 on`);
    refuses(message, { [field]: { epoch: 1 } }, `${field}.position: undefined is no whole number from 0 on`);
  }
});

test("entries must be entries, of epochs that do not fall and are not above the leader's", () => {
  const openings = (...epochs: readonly number[]): unknown => epochs.map((epoch) => ({ epoch, client: null }));
  refuses(append, { entries: "" }, 'entries: "" is no list');
  refuses(append, { entries: [null] }, "entries[0]: null is no entry");
  refuses(append, { entries: openings(2, 1) }, "entries[1].epoch: 1 is no epoch from 2 on");
  refuses(append, { entries: openings(2, 3) }, "entries: 3 is no epoch up to that of the leader, 2");
  refuses(
    append,
    { after: { epoch: 3, position: 3 }, entries: [] },
    "entries: 3 is no epoch up to that of the leader, 2",
  );
  refuses(append, { entries: new Array(1001) }, "entries: a list of 1001 is no list of at most 1000 items");
});

test("rounds are numbered from 1 on", () => {
  for (const kind of ["requestConfirmation", "confirmation"] as const) {
    for (const number of [0, 1.5, undefined])
      refuses({ ...common, kind, number: 1 }, { number }, `number: ${number} is no whole number from 1 on`);
  }
});

test("positions are numbers, and so is what is decided", () => {
  for (const wrong of [-1, 0.5, undefined]) {
    refuses(append, { decided: wrong }, `decided: ${wrong} is no whole number from 0 on`);
    const acknowledge = { ...common, kind: "acknowledge", position: 0 } as const;
    refuses(acknowledge, { position: wrong }, `position: ${wrong} is no whole number from 0 on`);
  }
  refuses(mismatch, { position: 0 }, "position: 0 is no whole number from 1 on");
  refuses(mismatch, { position: 1 }, `end.position: ${end.position} is no position up to the one that is lacking, 1`);
});
