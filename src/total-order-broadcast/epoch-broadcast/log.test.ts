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
  lastWithin,
  nextNumber,
  truncated,
  type Verdict,
  withRequests,
} from "./log.ts";
import type { BroadcastRequest, LogEntry } from "./log-entry.ts";

/** Numbers are given as a leader does: each request is the next of its client. */
const logs: fc.Arbitrary<Log> = fc
  .array(fc.record({ grows: fc.boolean(), client: fc.constantFrom("x", "y", "__proto__", null) }), { maxLength: 80 })
  .map((choices) => {
    let epoch = 1;
    let log = emptyLog;
    for (const { grows, client } of choices) {
      if (grows) epoch++;
      const before = client === null ? 0 : numbersOf(log, client).length;
      log = logOf([client === null ? { epoch, client } : { epoch, client, number: before + 1 }], log);
    }
    return log;
  });

function logOf(entries: readonly LogEntry[], before: Log = emptyLog): Log {
  const log = continued(before, entries);
  assert.ok(log !== undefined);
  return log;
}

function entries(...epochs: readonly number[]): readonly LogEntry[] {
  return epochs.map((epoch) => ({ epoch, client: null }));
}

function numbersOf(log: Log, client: string): readonly number[] {
  return slice(log.entries, 0).flatMap((entry) => (entry.client === client ? [entry.number] : []));
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

test("of requests the log takes those that are the next of their client, one after the other", () => {
  const request = fc.record({ client: fc.constantFrom("x", "y", "__proto__"), number: fc.integer({ min: 1, max: 6 }) });
  fc.assert(
    fc.property(logs, fc.array(request, { maxLength: 8 }), (log, requests) => {
      const last = new Map(["x", "y", "__proto__"].map((client) => [client, numbersOf(log, client).length]));
      const taken = requests.filter(({ client, number }) => {
        const isNext = number === 1 + (last.get(client) ?? 0);
        if (isNext) last.set(client, number);
        return isNext;
      });
      const { epoch } = endOf(log);
      const { log: after, verdicts } = withRequests(log, epoch + 1, requests);
      assert.deepEqual(
        requests.filter((_, i) => verdicts[i] === "taken"),
        taken,
      );
      assert.deepEqual(
        slice(after.entries, log.entries.length),
        taken.map((next) => ({ epoch: epoch + 1, ...next })),
      );
      assert.deepEqual(after, logOf(slice(after.entries, 0)));
      if (taken.length === 0) assert.equal(after, log);
    }),
  );
});

test("a request that is repeated is the same if its value is, and one that is early is told from both", () => {
  const log = logOf([
    { epoch: 1, client: "x", number: 1, value: { a: 1, b: ["v"] } },
    { epoch: 1, client: "x", number: 2 },
  ]);
  const verdict = (request: BroadcastRequest, ...before: readonly BroadcastRequest[]): Verdict | undefined =>
    withRequests(log, 1, [...before, request]).verdicts.at(-1);
  assert.equal(verdict({ client: "x", number: 1, value: { b: ["v"], a: 1 } }), "known");
  assert.equal(verdict({ client: "x", number: 1, value: { a: 1, b: ["w"] } }), "otherValue");
  assert.equal(verdict({ client: "x", number: 1 }), "otherValue");
  assert.equal(verdict({ client: "x", number: 2 }), "known");
  assert.equal(verdict({ client: "x", number: 2, value: null }), "otherValue");
  assert.equal(verdict({ client: "x", number: 4 }), "tooEarly");
  assert.equal(verdict({ client: "y", number: 2 }), "tooEarly");
  const third = { client: "x", number: 3, value: "v" };
  assert.equal(verdict(third), "taken");
  assert.equal(verdict(third, third), "known");
  assert.equal(verdict({ ...third, value: "w" }, third), "otherValue");
  assert.equal(nextNumber(log, "x"), 3);
  assert.equal(nextNumber(log, "y"), 1);
});

test("a log is not continued by a request out of turn", () => {
  const request = (number: number): LogEntry => ({ epoch: 1, client: "x", number });
  assert.equal(continued(emptyLog, [request(2)]), undefined);
  assert.equal(continued(emptyLog, [request(1), request(3)]), undefined);
  assert.equal(continued(emptyLog, [request(1), request(1)]), undefined);
  assert.equal(continued(logOf([request(1)]), [request(1)]), undefined);
  assert.ok(continued(logOf([request(1), request(2)]), [request(3)]) !== undefined);
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

test("two logs differ for certain behind the last position that bears no higher epoch", () => {
  fc.assert(
    fc.property(logs, fc.nat(8), fc.nat(8), (log, position, epoch) => {
      const within = slice(log.entries, 0, position).filter((entry) => entry.epoch <= epoch);
      assert.equal(lastWithin(log, { epoch, position }), within.length);
    }),
  );
});
