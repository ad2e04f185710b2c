import assert from "node:assert/strict";
import { test } from "node:test";
import { tickets } from "./replicated-counter.example.ts";

test("three visitors get three tickets, in spite of a crash, and who asks again gets the same one", () => {
  const [first, ...later] = tickets().map((answers) =>
    answers.map(({ request, number }) => `${request.client} ${number}`),
  );
  assert.deepEqual(first, ["Ada 1"]);
  assert.deepEqual(later, [
    ["Bob 2", "Cleo 3"],
    ["Bob 2", "Cleo 3", "Ada 1"],
  ]);
});
