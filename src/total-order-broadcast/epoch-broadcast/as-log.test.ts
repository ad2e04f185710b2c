import assert from "node:assert/strict";
import { test } from "node:test";
import { asLog } from "./as-log.ts";
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
