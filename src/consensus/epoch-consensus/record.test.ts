import assert from "node:assert/strict";
import { test } from "node:test";
import { recover, start, step } from "./node.ts";
import { contradictionIn, type NodeRecord, noRecord } from "./record.ts";

const options = { self: "a", nodes: ["a", "b"] };
const { cluster } = start(options).state;

/** Read from a disk: it may be anything. */
function read(text: string): NodeRecord {
  return JSON.parse(text);
}

const records: Readonly<Record<string, readonly [text: string, because: RegExp]>> = {
  "is nothing": ["null", /null has not what/],
  "is no record": ["7", /7 has not what/],
  "is of no cluster": ['{"epoch":0,"vote":null,"accepted":{"epoch":0,"value":null}}', /an object has not what/],
  "has no epoch": ['{"cluster":"","vote":null,"accepted":{"epoch":0,"value":null}}', /has not what/],
  "has half an epoch": ['{"cluster":"","epoch":0.5,"vote":null,"accepted":{"epoch":0,"value":null}}', /has not what/],
  "has no vote": ['{"cluster":"","epoch":1,"vote":1,"accepted":{"epoch":0,"value":null}}', /has not what/],
  "has accepted nothing that can be": ['{"cluster":"","epoch":1,"vote":null,"accepted":null}', /has not what/],
  "has accepted a value in no epoch": [
    '{"cluster":"","epoch":1,"vote":null,"accepted":{"epoch":0,"value":"x"}}',
    /has not what/,
  ],
  "has accepted no value": ['{"cluster":"","epoch":1,"vote":null,"accepted":{"epoch":1,"value":null}}', /has not what/],
  "has voted for a stranger": [
    '{"cluster":"","epoch":1,"vote":"z","accepted":{"epoch":0,"value":null}}',
    /takes no part/,
  ],
  "has voted too early": [
    '{"cluster":"","epoch":0,"vote":"b","accepted":{"epoch":0,"value":null}}',
    /before the first epoch/,
  ],
};

for (const [what, [text, because]] of Object.entries(records)) {
  test(`a node does not start from a record that ${what}`, () => {
    assert.throws(() => recover(options, read(text)), because);
  });
}

test("a record that a node writes contradicts nothing, also when it has been text in between", () => {
  const record = { cluster: cluster.identity, epoch: 3, vote: "b", accepted: { epoch: 2, value: "x" } };
  for (const one of [noRecord, record, { ...record, vote: null }]) {
    assert.equal(contradictionIn(one, cluster), undefined);
    assert.equal(contradictionIn(read(JSON.stringify(one)), cluster), undefined);
  }
});

test("a node that finds only what it accepted, in a higher epoch, takes that epoch, and has no vote in it", () => {
  const record = { cluster: cluster.identity, epoch: 1, vote: "b", accepted: { epoch: 2, value: "x" } };
  const { epoch, vote, accepted } = recover(options, record).state;
  assert.deepEqual({ epoch, vote, accepted }, { epoch: 2, vote: null, accepted: { epoch: 2, value: "x" } });
});

test("what is no event, no timer, no value, no record or no message is refused, and it is told what is wrong", () => {
  const { state } = recover(options, noRecord);
  const malformed = (text: string, because: string): void => {
    const result = step(state, JSON.parse(text));
    const refusal = result.outcome === "refused" ? result.refusal : undefined;
    assert.deepEqual(refusal, { kind: "malformed", because });
  };
  malformed('{"kind":"stop"}', 'event: "stop" is no event of epoch consensus');
  malformed('{"kind":"timeout","timer":"tea"}', 'timer: "tea" is no timer');
  malformed('{"kind":"propose","value":1}', "value: 1 is no text of at most 1048576 UTF-16 code units");
  malformed('{"kind":"persisted","record":null}', "record: null is no record");
  const wrong: Readonly<Record<string, string>> = {
    '"kind":1': "kind: 1 is no message of epoch consensus",
    '"kind":"toString"': 'kind: "toString" is no message of epoch consensus',
    '"kind":"wish","value":1': "value: 1 is no text of at most 1048576 UTF-16 code units",
    '"kind":"newer","epoch":0': "epoch: 0 is no whole number from 1 on",
    '"kind":"newer","epoch":"1"': 'epoch: "1" is no whole number from 1 on',
    '"kind":"vote","epoch":1,"accepted":"x"': 'accepted: "x" is no object with fields',
    '"kind":"vote","epoch":1,"accepted":{"epoch":0,"value":"x"}':
      'accepted.value: "x" is no null, which is accepted in epoch 0',
  };
  const envelope = `"cluster":"${cluster.identity}","from":"b","to":"a"`;
  for (const [fields, because] of Object.entries(wrong)) {
    malformed(`{"kind":"receive","message":{${envelope},${fields}}}`, because);
  }
});

test("a message of a node that takes no part, or to another one, is foreign", () => {
  const { state } = recover(options, noRecord);
  const foreign = (from: string, to: string, because: string): void => {
    const message = { kind: "newer", cluster: cluster.identity, epoch: 1, from, to };
    const result = step(state, { kind: "receive", message });
    assert.deepEqual(result.outcome === "refused" && result.refusal, { kind: "foreign", because });
  };
  foreign("b", "b", "a message to another node");
  foreign("z", "a", "a message from a node that takes no part");
  foreign("a", "a", "a message from a node that takes no part");
});
