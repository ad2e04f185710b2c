/**
 * A plan is decided by its seed; over many seeds everything happens that may.
 *
 * @module
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { faultKinds } from "./fault.ts";
import { type PlanOptions, planOf } from "./plan.ts";

const nodes = ["a", "b", "c"];

function plans(options: PlanOptions = {}): ReturnType<typeof planOf>[] {
  return Array.from({ length: 300 }, (_, seed) => planOf(nodes, seed, options));
}

test("the same seed gives the same plan", () => {
  assert.deepEqual(plans(), plans());
});

test("every kind of fault is drawn, ordered by time, and none begins after the healing", () => {
  const all = plans();
  const kinds = new Set(all.flatMap(({ faults }) => faults.map(({ kind }) => kind)));
  assert.deepEqual([...kinds].sort(), [...faultKinds].sort());
  for (const { faults, healed } of all) {
    const times = faults.map(({ at }) => at);
    assert.deepEqual(
      times,
      times.toSorted((one, other) => one - other),
    );
    assert.ok(times.every((at) => at >= 0 && at <= healed));
  }
  assert.ok(all.some(({ faults }) => faults.length === 0));
  assert.ok(all.some(({ faults }) => faults.some((fault) => fault.kind === "crash" && fault.nodes.length === 3)));
});

test("only what is asked for is drawn", () => {
  for (const { faults, healed, world, left } of plans({ faults: ["pause"], lasting: [10, 20], lossy: false })) {
    assert.ok(faults.every(({ kind }) => kind === "pause"));
    assert.ok(healed >= 10 && healed <= 20);
    assert.deepEqual([world.lose, world.loseLater, world.duplicate, left], [0, 0, 0, []]);
  }
});

test("whoever is not needed stays as it may", () => {
  const all = plans({ needed: () => ["a", "c"], left: ["deaf", "mute"] });
  assert.deepEqual(
    new Set(all.flatMap(({ left }) => left.map(({ node, how }) => `${node} ${how}`))),
    new Set(["b deaf", "b mute"]),
  );
});

test("a system of one node can be planned, too", () => {
  for (let seed = 0; seed < 100; seed++) assert.ok(planOf(["a"], seed).healed > 0);
});
