import assert from "node:assert/strict";
import { test } from "node:test";
import { sequenceOf } from "../../core/sequence.ts";
import { asLog, asPositionedLog } from "./as-log.ts";
import { locateFor } from "./locating.ts";
import { broadcastOf } from "./system.ts";

const requests = ["a", "b", "c", "d", "e"].map((client) => ({ client, number: 1 }));

test("what is invoked is broadcast in its order, in batches that a node takes", () => {
  const { requestsOf } = asLog("log", 2);
  const batches = [requests.slice(0, 2), requests.slice(2, 4), requests.slice(4)];
  assert.deepEqual(
    requestsOf({ broadcast: requests }, "a"),
    batches.map((batch) => broadcastOf(...batch)),
  );
  assert.deepEqual(asLog("log").requestsOf({ broadcast: requests }, "a"), [broadcastOf(...requests)]);
  assert.deepEqual(requestsOf({ broadcast: [] }, "a"), []);
});

test("a limit that is none is an error that names it", () => {
  for (const limit of [0, 1.5, Number.NaN])
    assert.throws(() => asLog("log", limit), new RegExp(`maxRequests is ${limit}`));
});

test("each read that asks for the position asks by itself, and what is broadcast is asked as ever", () => {
  const { object, requestsOf } = asPositionedLog("log", 2);
  assert.equal(object, "log");
  const reads = requests.slice(0, 2).map((read) => ({ ...read, value: "more of it" }));
  assert.deepEqual(requestsOf({ locate: reads }, "a"), requests.slice(0, 2).map(locateFor));
  assert.deepEqual(requestsOf({ broadcast: requests }, "a"), asLog("log", 2).requestsOf({ broadcast: requests }, "a"));
  assert.throws(() => asPositionedLog("log", 0), /maxRequests is 0/);
});

test("positions are heard, each by itself, and what becomes of requests is not; deliveries are heard as ever", () => {
  const { outcomesOf } = asPositionedLog("log");
  const positions = requests.map((read) => ({ read, position: 3 }));
  assert.deepEqual(outcomesOf?.({ kind: "reply", value: positions }), positions);
  assert.deepEqual(outcomesOf?.({ kind: "reply", value: ["taken", "known"] }), []);
  assert.equal(outcomesOf?.({ kind: "deliver", first: 1, values: sequenceOf(requests) }), undefined);
});
