/**
 * What becomes a trace for TLC is what the nodes of a run did: a mistaken node is not taken for a right one.
 *
 * @module
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { walkerOf } from "../engine/subject.ts";
import { simulatedEpochBroadcast } from "../total-order-broadcast/epoch-broadcast.scenario.ts";
import { epochBroadcastProtocol } from "../total-order-broadcast/epoch-broadcast.ts";
import type { TracedProtocol } from "./simulated.ts";
import { simulatedRuns } from "./traced-runs.ts";

const { traced, twins, scenarioOf } = simulatedEpochBroadcast;
const subject = epochBroadcastProtocol.subjectOf(traced.constants);

/** How many steps the first runs of these nodes have, as the right step functions take them. */
function stepsOf(protocol: TracedProtocol): readonly number[] {
  const { made } = simulatedRuns("Traced", "MCEpochBroadcast", protocol, 5, 60);
  assert.ok(made !== undefined);
  return made(subject, walkerOf(subject)).map(({ length }) => length);
}

test("runs of the nodes as they are become paths, each of as many steps as it is asked for, or of all", () => {
  const steps = stepsOf(simulatedEpochBroadcast);
  assert.equal(steps.length, 5);
  assert.ok(
    steps.every((count) => count > 20 && count <= 60),
    steps.join(),
  );
});

for (const name of ["SkipsADelivery", "AcknowledgedBeforeDurable", "EpochIsNotWritten"]) {
  test(`runs of nodes with the mistake ${name} do not`, () => {
    const twin = twins.find((one) => one.name === `EpochBroadcast_Bug_${name}`);
    assert.ok(twin !== undefined);
    const mistaken = { ...traced, scenarioOf: (seed: number) => scenarioOf(seed, twin.systemOf) };
    assert.throws(
      () => stepsOf({ ...simulatedEpochBroadcast, traced: mistaken }),
      /the step functions do (not do what a run of the simulator did: n\d|what a run of the simulator did not: n\d)/,
    );
  });
}
