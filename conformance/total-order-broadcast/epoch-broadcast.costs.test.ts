import assert from "node:assert/strict";
import { test } from "node:test";
import { nodesOf, type System } from "../../src/core/system.ts";
import { calmWorld } from "../../src/shell/simulator/plan.fixture.ts";
import { planOf } from "../../src/shell/simulator/plan.ts";
import { simulate } from "../../src/shell/simulator/simulate.ts";
import type { Constants } from "../engine/constants.ts";
import { costs } from "./epoch-broadcast.costs.ts";
import { nodeThat } from "./epoch-broadcast.mistaken.ts";
import { systemOf } from "./epoch-broadcast.options.ts";
import { simulatedEpochBroadcast } from "./epoch-broadcast.scenario.ts";

/** What is violated in worlds of several loads in which nothing goes wrong. */
function violatedIn(make: (constants: Constants) => System): readonly (string | undefined)[] {
  return Array.from({ length: 12 }, (_, i) => {
    const scenario = simulatedEpochBroadcast.scenarioOf(i + 1, make);
    const plan = { ...planOf(nodesOf(scenario.system), i + 1), world: calmWorld, faults: [], left: [] };
    return simulate(scenario, plan).violation?.because;
  });
}

test("where nothing goes wrong an entry is sent once to each other node, and nothing is said without need", () => {
  assert.equal(costs.sendsOfAnEntry, 1);
  assert.deepEqual(new Set(violatedIn(systemOf)), new Set([undefined]));
});

test("a leader that sends each append twice is found", () => {
  const sendsTwice = nodeThat((state, event, part) => {
    const right = part.step(state, event);
    if (right.outcome !== "changed" || state.role !== "leader") return undefined;
    const appends = right.effects.filter(({ kind }) => kind === "send");
    return { ...right, effects: [...right.effects, ...appends] };
  });
  const found = violatedIn((constants) => systemOf(constants, sendsTwice));
  assert.ok(found.some((because) => /^\d+ entries sent, for a log of \d+, where \d+ are enough$/.test(because ?? "")));
});
