import assert from "node:assert/strict";
import { test } from "node:test";
import { type Sequence, sequenceOf } from "../../core/sequence.ts";
import { continued, emptyLog } from "./log.ts";
import type { LogEntry } from "./log-entry.ts";
import { opening, when } from "./node.fixture.ts";
import { isRecord, isSameRecord, logIn, type NodeRecord, noRecord, readBack } from "./record.ts";

const { cluster } = when({});
const limits = { size: 20, depth: 2 };
const first: LogEntry = { epoch: 1, client: "x", number: 1, value: "v" };
const second: LogEntry = { epoch: 2, client: "x", number: 2 };
const record: NodeRecord = {
  cluster: cluster.identity,
  epoch: 3,
  vote: "b",
  log: sequenceOf([opening, first, second]),
};

test("the log in a record has its entries, as the same object, and what is to be known of them", () => {
  const log = logIn(record, cluster, limits);
  assert.deepEqual(log, continued(emptyLog, [opening, first, second]));
  assert.ok(typeof log === "object" && log.entries === record.log);
  assert.deepEqual(logIn(noRecord, cluster, limits), emptyLog);
});

test("what comes back from a disk as JSON is the same record", () => {
  assert.deepEqual(logIn(JSON.parse(JSON.stringify(record)), cluster, limits), logIn(record, cluster, limits));
});

test("a record that is none, is of another cluster or contradicts itself says why", () => {
  const none = "an object has not what a record has";
  const log = (...entries: readonly unknown[]): Sequence<unknown> => sequenceOf(entries);
  const wrong: readonly (readonly [object, string])[] = [
    [{ cluster: undefined }, none],
    [{ epoch: -1 }, none],
    [{ vote: undefined }, none],
    [{ vote: 1 }, none],
    [{ log: undefined }, none],
    [{ log: null }, none],
    [{ log: [opening] }, none],
    [{ log: { ...record.log, length: 4 } }, none],
    [{ log: { ...record.log, length: 2 ** 31 } }, none],
    [{ cluster: "another" }, "it was written with other nodes, other quorums or another name"],
    [{ log: log(opening, null) }, "log[1]: null is no entry"],
    [{ log: log({ epoch: 1, client: "x", number: 1, value: () => 1 }) }, "log[0].value: a function is no plain data"],
    [{ log: log(second) }, "its log has a request out of turn"],
    [
      { log: log(opening, first, { ...opening, epoch: 2 }, { ...second, epoch: 1 }) },
      "log[3].epoch: 1 is no epoch from 2 on",
    ],
    [{ vote: "stranger" }, "it has voted for a node that takes no part"],
    [{ epoch: 0, log: log() }, "it has voted before the first epoch"],
  ];
  for (const [fields, because] of wrong) assert.equal(logIn({ ...record, ...fields }, cluster, limits), because);
  assert.equal(logIn(undefined, cluster, limits), "undefined has not what a record has");
});

test("a record whose log cannot be read is no record, and whatever else it throws is thrown", () => {
  const thrower = {
    get epoch(): number {
      throw new RangeError("not yours");
    },
    client: null,
  };
  assert.throws(() => logIn({ ...record, log: sequenceOf([thrower]) }, cluster, limits), RangeError);
});

test("whether something may be a record is seen without looking at its log", () => {
  assert.ok(isRecord(record) && isRecord(noRecord));
  for (const fields of [{ cluster: 1 }, { epoch: 0.5 }, { vote: 1 }, { log: null }, { log: {} }]) {
    assert.equal(isRecord({ ...record, ...fields }), false, JSON.stringify(fields));
  }
  for (const other of [undefined, null, "none", 0, []]) assert.equal(isRecord(other), false);
});

test("records of one node are the same if they end alike", () => {
  assert.ok(isSameRecord(record, JSON.parse(JSON.stringify(record))));
  assert.ok(isSameRecord(noRecord, { ...noRecord }));
  const others: readonly Partial<NodeRecord>[] = [
    { epoch: 4 },
    { vote: null },
    { log: sequenceOf([opening, first]) },
    { log: sequenceOf([opening, first, { ...second, epoch: 3 }]) },
    { log: sequenceOf([opening, first, { epoch: 2, client: null }]) },
    { log: sequenceOf([opening, first, { epoch: 2, client: "y", number: 2 }]) },
    { log: sequenceOf([opening, first, { epoch: 2, client: "x", number: 1 }]) },
  ];
  for (const fields of others) assert.equal(isSameRecord(record, { ...record, ...fields }), false);
});

test("a log that has landed without its epoch is of the epoch in which it ends, without a vote", () => {
  assert.equal(readBack(record), record);
  assert.equal(readBack(noRecord), noRecord);
  assert.deepEqual(readBack({ ...record, epoch: 1 }), { ...record, epoch: 2, vote: null });
});
