import assert from "node:assert/strict";
import { test } from "node:test";
import { present } from "./present.ts";

test("what is present is given back, even if it is nothing much", () => {
  for (const value of [0, "", null, false]) assert.equal(present(value), value);
});

test("what is missing is an error of the program", () => {
  assert.throws(() => present(undefined), { message: "something is missing that is always there" });
});
