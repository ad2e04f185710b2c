import assert from "node:assert/strict";
import { test } from "node:test";
import { hasSet } from "../../src/linearizable-storage/broadcast-register/index.ts";
import { claims } from "./circle.example.ts";

test("one of two wins the name, though a third is down, and the other is told who", () => {
  const answers = claims();
  const [winner, ...more] = answers.filter(hasSet);
  assert.deepEqual([answers.length, more], [2, []]);
  const loser = answers.find((answer) => !hasSet(answer));
  assert.equal(loser?.held, winner?.operation.client);
});
