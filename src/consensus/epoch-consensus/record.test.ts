import assert from "node:assert/strict";
import { test } from "node:test";
import { isMessage } from "./message.ts";
import { recover, step } from "./node.ts";
import { contradictionIn, type NodeRecord, noRecord } from "./record.ts";

const nodes = ["a", "b"];
const options = { self: "a", nodes };

/** Read from a disk: it may be anything. */
function read(text: string): NodeRecord {
  return JSON.parse(text);
}

const records: Readonly<Record<string, readonly [text: string, because: RegExp]>> = {
  "is nothing": ["null", /there is none/],
  "is no record": ["7", /there is none/],
  "has no epoch": ['{"vote":null,"accepted":{"epoch":0,"value":null}}', /no number of an epoch/],
  "has half an epoch": ['{"epoch":0.5,"vote":null,"accepted":{"epoch":0,"value":null}}', /no number of an epoch/],
  "has accepted nothing that can be": ['{"epoch":1,"vote":null,"accepted":null}', /nothing that can be accepted/],
  "has accepted a value in no epoch": [
    '{"epoch":1,"vote":null,"accepted":{"epoch":0,"value":"x"}}',
    /nothing that can/,
  ],
  "has accepted no value": ['{"epoch":1,"vote":null,"accepted":{"epoch":1,"value":null}}', /nothing that can/],
  "has voted for a stranger": ['{"epoch":1,"vote":"z","accepted":{"epoch":0,"value":null}}', /takes no part/],
  "has voted too early": ['{"epoch":0,"vote":"b","accepted":{"epoch":0,"value":null}}', /before the first epoch/],
};

for (const [what, [text, because]] of Object.entries(records)) {
  test(`a node does not start from a record that ${what}`, () => {
    assert.throws(() => recover(options, read(text)), because);
  });
}

test("a record that a node writes contradicts nothing, also when it has been text in between", () => {
  const record: NodeRecord = { epoch: 3, vote: "b", accepted: { epoch: 2, value: "x" } };
  for (const one of [noRecord, record, { ...record, vote: null }]) {
    assert.equal(contradictionIn(one, nodes), undefined);
    assert.equal(contradictionIn(read(JSON.stringify(one)), nodes), undefined);
  }
});

test("a node that finds only what it accepted, in a higher epoch, takes that epoch, and has no vote in it", () => {
  const record: NodeRecord = { epoch: 1, vote: "b", accepted: { epoch: 2, value: "x" } };
  const { epoch, vote, accepted } = recover(options, record).state;
  assert.deepEqual({ epoch, vote, accepted }, { ...record, epoch: 2, vote: null });
});

test("a message has its ends, its kind, and what belongs to its kind", () => {
  const ends = { from: "b", to: "a" };
  assert.ok(isMessage({ ...ends, kind: "wish", value: "x" }));
  assert.ok(isMessage({ ...ends, kind: "vote", epoch: 1, accepted: { epoch: 0, value: null }, more: true }));
  const others: readonly unknown[] = [
    undefined,
    null,
    "wish",
    { kind: "wish", value: "x", from: "b" },
    { kind: "wish", value: "x", to: "a" },
    { ...ends, kind: 1 },
    { ...ends, kind: "toString" },
    { ...ends, kind: "wish", value: 1 },
    { ...ends, kind: "newer", epoch: 0 },
    { ...ends, kind: "newer", epoch: "1" },
    { ...ends, kind: "vote", epoch: 1, accepted: "x" },
  ];
  for (const other of others) assert.equal(isMessage(other), false, JSON.stringify(other));
});

test("what is no event, no timer, no value or no record is refused, and so is what belongs elsewhere", () => {
  const { state } = recover(options, noRecord);
  const refusalOf = (text: string): unknown => {
    const result = step(state, JSON.parse(text));
    return result.outcome === "refused" ? result.refusal : undefined;
  };
  assert.deepEqual(refusalOf('{"kind":"stop"}'), { kind: "malformed", because: "no such event" });
  assert.deepEqual(refusalOf('{"kind":"timeout","timer":"tea"}'), { kind: "malformed", because: "no such timer" });
  assert.deepEqual(refusalOf('{"kind":"propose","value":1}'), { kind: "malformed", because: "no value" });
  assert.deepEqual(refusalOf('{"kind":"persisted","record":null}'), { kind: "malformed", because: "no such record" });
  const message = { kind: "malformed", because: "no message of epoch consensus" };
  assert.deepEqual(refusalOf('{"kind":"receive","message":{}}'), message);
  const from = (ends: string): unknown => refusalOf(`{"kind":"receive","message":{"kind":"newer","epoch":1,${ends}}}`);
  assert.deepEqual(from('"from":"b","to":"b"'), { kind: "foreign", because: "a message to another node" });
  const stranger = { kind: "foreign", because: "a message from a node that takes no part" };
  assert.deepEqual(from('"from":"z","to":"a"'), stranger);
  assert.deepEqual(from('"from":"a","to":"a"'), stranger);
});
