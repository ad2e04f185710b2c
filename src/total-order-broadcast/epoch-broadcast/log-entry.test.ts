import assert from "node:assert/strict";
import { test } from "node:test";
import { entryIn, entryOf, requestIn, requestOf, requestsOf, sizeOfEntry } from "./log-entry.ts";

const limits = { size: 24, depth: 2 };

function request(candidate: unknown): unknown {
  return requestIn(candidate, "requests", 4, limits);
}

function entry(candidate: unknown, lowest = 1): unknown {
  return entryIn(candidate, "entries", 4, lowest, limits);
}

test("a request has a client and a number from 1 on, and a value of plain data or none", () => {
  assert.deepEqual(request({ client: "", number: 7, other: true }), { client: "", number: 7 });
  assert.deepEqual(request({ client: "x", number: 1, value: undefined }), { client: "x", number: 1 });
  for (const value of [null, "x", 1, true, [null], { deep: [] }]) {
    const copy = request({ client: "x", number: 1, value });
    assert.deepEqual(copy, { client: "x", number: 1, value });
  }
});

test("what lacks a client or a number is no request, and it is said what is wrong where", () => {
  const longest = "is no name of at most 256 UTF-16 code units";
  const wrong: readonly (readonly [unknown, string])[] = [
    [null, "requests[4]: null is no request"],
    ["x", 'requests[4]: "x" is no request'],
    [{ number: 1 }, `requests[4].client: undefined ${longest}`],
    [{ client: 1, number: 1 }, `requests[4].client: 1 ${longest}`],
    [{ client: "c".repeat(257), number: 1 }, `requests[4].client: a text of 257 UTF-16 code units ${longest}`],
    ...[0, -1, 1.5, Number.NaN, 2 ** 53].map((number): [unknown, string] => [
      { client: "x", number },
      `requests[4].number: ${number} is no whole number from 1 on`,
    ]),
    [
      { client: "x", number: 1, value: [[[]]] },
      "requests[4].value[0][0]: a list of 0 is no data that may stand so deep",
    ],
    [{ client: "x", number: 1, value: 10n }, "requests[4].value: 10n is no plain data"],
  ];
  for (const [candidate, message] of wrong) assert.throws(() => request(candidate), { name: "Malformed", message });
});

test("an entry has an epoch that is not before that of the one before it, and a request or none", () => {
  assert.deepEqual(entry({ epoch: 1, client: null, more: 1 }), { epoch: 1, client: null });
  const asked = { epoch: 2, client: "x", number: 1 };
  assert.deepEqual(entry(asked, 2), asked);
  for (const candidate of [null, 1])
    assert.throws(() => entry(candidate), /^Malformed: entries\[4\]: \S+ is no entry$/);
  assert.deepEqual(entry({ ...asked, value: ["v"], more: 1 }), { ...asked, value: ["v"] });
  assert.throws(() => entry({ epoch: 1, number: 1 }), /entries\[4\]\.client: undefined is no name/);
  assert.throws(
    () => entry({ epoch: 1, client: "x" }),
    /entries\[4\]\.number: undefined is no whole number from 1 on$/,
  );
  assert.throws(() => entry({ ...asked, value: 1n }), /entries\[4\]\.value: 1n is no plain data$/);
  for (const epoch of [0, 1, 1.5, "3"]) {
    assert.throws(() => entry({ epoch, client: null }, 2), /entries\[4\]\.epoch: \S+ is no epoch from 2 on$/);
  }
  assert.throws(() => entry({ epoch: 0, client: null }, 0), /is no epoch from 1 on$/);
});

test("an entry counts for its value, the name of its client, and 8", () => {
  assert.equal(sizeOfEntry({ epoch: 1, client: null }), 8);
  assert.equal(sizeOfEntry({ epoch: 1, client: "xyz", number: 1 }), 11);
  assert.equal(sizeOfEntry({ epoch: 1, client: "xyz", number: 1, value: ["four"] }), 23);
});

test("openings are skipped where requests are wanted", () => {
  const [one, two] = [
    { client: "x", number: 1 },
    { client: "x", number: 2, value: null },
  ];
  const opening = { epoch: 1, client: null };
  assert.deepEqual(requestsOf([opening, entryOf(1, one), opening, entryOf(2, two)]), [one, two]);
  assert.equal(requestOf(opening), null);
});
