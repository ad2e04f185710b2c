import assert from "node:assert/strict";
import { test } from "node:test";
import { limitsOf } from "./limits.ts";

test("what is not limited otherwise is limited as the options say", () => {
  assert.deepEqual(limitsOf({}, "p"), {
    maxRequests: 1_000,
    maxEntries: 1_000,
    window: 10_000,
    maxUndecided: 10_000,
    maxTotalSize: 4_194_304,
    windowSize: 41_943_040,
    maxLocating: 1_000,
    value: { size: 1_048_576, depth: 64 },
  });
  const narrow = {
    maxRequests: 1,
    maxEntries: 2,
    window: 4,
    maxUndecided: 5,
    maxTotalSize: 267,
    windowSize: 268,
    maxLocating: 6,
  };
  assert.deepEqual(limitsOf({ maxSize: 3, ...narrow }, "p"), {
    ...narrow,
    value: { size: 3, depth: 64 },
  });
  assert.equal(limitsOf({ maxSize: 10_000_000 }, "p").maxTotalSize, 10_000_264);
  const most = Number.MAX_SAFE_INTEGER;
  const { window, maxUndecided, windowSize } = limitsOf({ maxEntries: most, maxTotalSize: most }, "p");
  assert.deepEqual([window, maxUndecided, windowSize], [most, most, most]);
});

test("a limit that is none is an error that says which, and what it is", () => {
  for (const name of [
    "maxRequests",
    "maxEntries",
    "window",
    "maxUndecided",
    "maxSize",
    "maxTotalSize",
    "windowSize",
    "maxLocating",
  ]) {
    for (const limit of [0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53]) {
      assert.throws(() => limitsOf({ [name]: limit }, "p"), {
        message: `p: ${name} is ${limit}, which is no whole number from 1 on`,
      });
    }
  }
  assert.throws(() => limitsOf({ maxSize: 3, maxTotalSize: 266 }, "p"), {
    message: "p: maxTotalSize is 266, and one entry alone may need 267",
  });
  assert.throws(() => limitsOf({ maxSize: 3, windowSize: 266 }, "p"), {
    message: "p: windowSize is 266, and one entry alone may need 267",
  });
});
