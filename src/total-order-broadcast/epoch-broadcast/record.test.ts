import assert from "node:assert/strict";
import { test } from "node:test";
import { type Sequence, sequenceOf } from "../../core/sequence.ts";
import { continued, emptyLog } from "./log.ts";
import type { LogEntry } from "./log-entry.ts";
import { isRecord, logIn, type NodeRecord, noRecord } from "./record.ts";

const nodes = ["a", "b", "c"];
const opening: LogEntry = { epoch: 1, request: null };
const first: LogEntry = { epoch: 1, request: { client: "x", number: 1, value: "v" } };
const second: LogEntry = { epoch: 2, request: { client: "x", number: 2 } };
const record: NodeRecord = { epoch: 3, vote: "b", log: sequenceOf([opening, first, second]) };

test("the log in a record has its entries, as the same object, and what is to be known of them", () => {
  const log = logIn(record, nodes);
  assert.deepEqual(log, continued(emptyLog, [opening, first, second]));
  assert.equal(log.entries, record.log);
  assert.deepEqual(logIn(noRecord, nodes), emptyLog);
});

test("what comes back from a disk as JSON is the same record", () => {
  assert.deepEqual(logIn(JSON.parse(JSON.stringify(record)), nodes), logIn(record, nodes));
});

test("a record that is none, or contradicts itself, is an error: nothing may be presumed from it", () => {
  const none = "no record of a node";
  const fell = "epochs fall along the log";
  const log = (...entries: readonly unknown[]): Sequence<unknown> => sequenceOf(entries);
  const wrong: readonly (readonly [object, string])[] = [
    [{ epoch: -1 }, none],
    [{ epoch: undefined }, none],
    [{ vote: undefined }, none],
    [{ log: undefined }, none],
    [{ log: null }, none],
    [{ log: [opening] }, none],
    [{ log: { ...record.log, length: 4 } }, none],
    [{ log: log(opening, null) }, "something in the log is no entry"],
    [{ log: log(second) }, "the log has a request out of turn"],
    [{ log: log(opening, first, { ...opening, epoch: 2 }, { ...second, epoch: 1 }) }, fell],
    [{ vote: "stranger" }, "no such vote is possible"],
    [{ epoch: 0, log: log() }, "no such vote is possible"],
  ];
  for (const [fields, because] of wrong) {
    assert.throws(() => logIn({ ...record, ...fields }, nodes), { message: `epoch broadcast: ${because}` });
  }
  for (const other of [undefined, null, "none", 0, []]) {
    assert.throws(() => logIn(other, nodes), { message: `epoch broadcast: ${none}` });
  }
});

test("whether something may be a record is seen from its end", () => {
  assert.ok(isRecord(record) && isRecord(noRecord));
  const wrong = [
    { epoch: 0.5 },
    { vote: 1 },
    { log: null },
    { log: {} },
    { log: { length: 1, tail: [] } },
    { log: { length: 0, tail: [1] } },
    { log: { length: 1, tail: [7] } },
    { log: { length: "", tail: [] } },
  ];
  for (const fields of wrong) assert.equal(isRecord({ ...record, ...fields }), false, JSON.stringify(fields));
  for (const other of [undefined, null, "none", 0, []]) assert.equal(isRecord(other), false);
});
