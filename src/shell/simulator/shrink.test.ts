/**
 * What users do is made smaller, as faults are; and nobody waits for what was never begun.
 *
 * @module
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { answered } from "../../core/step.ts";
import type { System } from "../../core/system.ts";
import { dialogueOf, recorder } from "./dialogue.ts";
import { calmWorld } from "./plan.fixture.ts";
import type { Omitted, Plan } from "./plan.ts";
import type { Scenario } from "./scenario.ts";
import { shrink } from "./shrink.ts";
import { simulate } from "./simulate.ts";
import { type KeeperTypes, keepers, keeping } from "./simulation.fixture.ts";

const nodes = ["a", "b"];

function numbersTo(count: number): readonly number[] {
  return Array.from({ length: count }, (_, number) => number);
}

/** Nothing goes wrong for a second. */
function planWith(omitted?: Omitted): Plan {
  return {
    seed: 1,
    world: calmWorld,
    faults: [],
    healed: 1_000,
    left: [],
    ...(omitted === undefined ? {} : { omitted }),
  };
}

type Keeper = System<KeeperTypes>["parts"][number];

/** Keepers who take one value in another way. */
function apartFrom(value: string, otherwise: (keeper: Keeper, at: number) => Keeper["step"]): System<KeeperTypes> {
  const system = keepers(nodes);
  const parts = system.parts.map((part, at): Keeper => {
    const step = otherwise(part, at);
    return {
      ...part,
      step: (state, event) => (event.kind === "put" && event.value === value ? step : part.step)(state, event),
    };
  });
  return { ...system, parts };
}

/** To them it is as good as none. */
function losing(value: string): System<KeeperTypes> {
  return apartFrom(value, () => (state) => answered(state, []));
}

/** They say that they have it before they do. */
function hastyWith(value: string): System<KeeperTypes> {
  return apartFrom(value, (part, at) => keepers(nodes, true).parts[at]?.step ?? part.step);
}

function lengthOf(scenario: Scenario<KeeperTypes>, plan: Plan): number {
  const { moments, happened } = recorder();
  simulate(scenario, plan, happened);
  return dialogueOf(moments).length;
}

test("of the requests of a run that fails those are left without which it would not, and the plan is kept as it is", () => {
  const hasty = keeping(hastyWith("3"));
  const failed = simulate(hasty, planWith());
  assert.deepEqual([failed.violation?.property, failed.asked], ["KeptIsDurable", 4]);
  const { result } = shrink(hasty, failed);
  assert.equal(result.violation?.property, "KeptIsDurable");
  assert.equal(result.asked - (result.plan.omitted?.asked?.length ?? 0), 1);
  assert.ok(lengthOf(hasty, result.plan) < lengthOf(hasty, failed.plan) / 4);
  assert.deepEqual(simulate(hasty, JSON.parse(JSON.stringify(result.plan))), result);
});

test("where something is not reached, it is what was begun that gets less", () => {
  const scenario = keeping(losing("3"), 5, true);
  const failed = simulate(scenario, planWith());
  assert.deepEqual([failed.violation?.property, failed.begun], ["Progress", 5]);
  const { result } = shrink(scenario, failed);
  assert.deepEqual([result.plan.omitted?.begun, result.begun], [[0, 1, 2, 4], 5]);
  assert.deepEqual([result.violation?.property, result.violation?.because], ["Progress", "1 are not kept"]);
});

test("nobody waits for what was not begun", () => {
  const right = keeping(keepers(nodes), 5, true);
  // Both nodes tell of both.
  const { violation, told, begun } = simulate(right, planWith({ begun: [0, 2, 3] }));
  assert.deepEqual([violation, told, begun], [undefined, 4, 5]);
});

test("of a request that is left out after the healing nothing is owed; before, it could have been lost", () => {
  const right = keeping(keepers(nodes));
  const none = simulate(right, planWith({ asked: numbersTo(1_000) }));
  assert.deepEqual([none.violation, none.told], [undefined, 0]);

  const early = planWith({ asked: numbersTo(5) });
  const owed = keeping(losing("3"));
  assert.equal(simulate(owed, early).violation?.property, "Progress");
  assert.equal(simulate({ ...owed, plans: { lossy: false } }, early).violation, undefined);
  assert.equal(simulate(right, early).violation, undefined);
});

test("what a scenario asks for in vain it may ask for again: to omit requests is no failure by itself", () => {
  const right = keeping(keepers(nodes));
  for (let seed = 1; seed <= 50; seed++) {
    const { plan } = simulate(right, seed);
    for (const asked of [[], [0], [0, 2, 4, 6], [5, 6, 7], numbersTo(1_000)]) {
      assert.equal(simulate(right, { ...plan, omitted: { asked } }).violation, undefined, `${seed}`);
    }
  }
});
