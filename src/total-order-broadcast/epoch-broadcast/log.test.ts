import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { slice } from "../../core/sequence.ts";
import {
  continued,
  emptyLog,
  endOf,
  entriesAfter,
  epochAt,
  type Log,
  requestsIn,
  standings,
  startOfEpoch,
  truncated,
} from "./log.ts";
import type { LogEntry } from "./log-entry.ts";

/** Numbers are given as a leader does: each request is the next of its client. */
const logs: fc.Arbitrary<Log> = fc
  .array(fc.record({ grows: fc.boolean(), client: fc.constantFrom("x", "y", "__proto__", null) }), { maxLength: 80 })
  .map((choices) => {
    let epoch = 1;
    let log = emptyLog;
    for (const { grows, client } of choices) {
      if (grows) epoch++;
      const before = client === null ? 0 : requestsIn(slice(log.entries, 0)).filter((r) => r.client === client).length;
      log = logOf([{ epoch, request: client === null ? null : { client, number: before + 1 } }], log);
    }
    return log;
  });

function logOf(entries: readonly LogEntry[], before: Log = emptyLog): Log {
  const log = continued(before, entries);
  assert.ok(log !== undefined);
  return log;
}

function entries(...epochs: readonly number[]): readonly LogEntry[] {
  return epochs.map((epoch) => ({ epoch, request: null }));
}

function isNext(log: Log, client: string, number: number): boolean {
  return standings(log)({ client, number }) === "next";
}

test("what is known of a log's requests is a function of its entries", () => {
  fc.assert(
    fc.property(logs, fc.nat(), (log, position) => {
      const all = slice(log.entries, 0);
      assert.deepEqual(log, logOf(all));
      const kept = position % (all.length + 1);
      assert.deepEqual(truncated(log, kept), logOf(all.slice(0, kept)));
      assert.deepEqual(logOf(all.slice(kept), truncated(log, kept)), log);
    }),
  );
});

test("the next request of a client is the one after all that the log has", () => {
  fc.assert(
    fc.property(logs, fc.constantFrom("x", "y", "__proto__", "z"), (log, client) => {
      const numbers = requestsIn(slice(log.entries, 0)).flatMap((r) => (r.client === client ? [r.number] : []));
      for (const number of [1, 2, 3, 4, numbers.length, numbers.length + 1, numbers.length + 2]) {
        if (number < 1) continue;
        const expected = numbers.includes(number) ? "logged" : number === numbers.length + 1 ? "next" : "early";
        assert.equal(standings(log)({ client, number }), expected);
      }
    }),
  );
});

test("requests are told apart one after the other, those before them taken as appended", () => {
  const standingOf = standings(emptyLog);
  const found = [1, 1, 3, 2, 3].map((number) => standingOf({ client: "x", number }));
  assert.deepEqual(found, ["next", "logged", "early", "next", "next"]);
  assert.equal(standingOf({ client: "y", number: 2 }), "early");
});

test("a log is not continued by a request out of turn", () => {
  const request = (number: number): LogEntry => ({ epoch: 1, request: { client: "x", number } });
  assert.equal(continued(emptyLog, [request(2)]), undefined);
  assert.equal(continued(emptyLog, [request(1), request(1)]), undefined);
  assert.equal(continued(logOf([request(1)]), [request(1)]), undefined);
  assert.ok(isNext(logOf([request(1), request(2)]), "x", 3));
});

test("what is not cut is the same object", () => {
  const log = logOf(entries(1, 1));
  assert.equal(truncated(log, 2), log);
});

test("positions are counted from 1, and 0 is before the first entry", () => {
  const log = logOf(entries(1, 3));
  assert.deepEqual([epochAt(log, 0), epochAt(log, 1), epochAt(log, 2)], [0, 1, 3]);
  assert.deepEqual(endOf(log), { epoch: 3, position: 2 });
  assert.deepEqual(endOf(emptyLog), { epoch: 0, position: 0 });
  assert.deepEqual(entriesAfter(log, 1), entries(3));
  assert.deepEqual(entriesAfter(log, 0, 1), entries(1));
});

test("the start of an epoch is its first entry", () => {
  fc.assert(
    fc.property(logs, fc.nat(), (log, chosen) => {
      if (log.entries.length === 0) return;
      const position = 1 + (chosen % log.entries.length);
      const epochs = slice(log.entries, 0).map(({ epoch }) => epoch);
      assert.equal(startOfEpoch(log, position), 1 + epochs.indexOf(epochAt(log, position)));
    }),
  );
});
