/**
 * A run is decided by its plan; faults do what they say, time passes as it should, and what is wrong is found.
 *
 * @module
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { dialogueOf, recorder } from "./dialogue.ts";
import type { Fault } from "./fault.ts";
import { calmWorld } from "./plan.fixture.ts";
import { type Plan, planOf } from "./plan.ts";
import type { Scenario } from "./scenario.ts";
import { sequenceOf } from "./sequence.ts";
import { shrink } from "./shrink.ts";
import { simulate } from "./simulate.ts";
import { type KeeperTypes, keepers, keeping } from "./simulation.fixture.ts";

const nodes = ["a", "b"];
const right = keeping(keepers(nodes));
const hasty = keeping(keepers(nodes, true));

/** A calm world, and these faults. */
function planWith(faults: readonly Fault[], more: Partial<Plan> = {}): Plan {
  const world = { ...calmWorld, clocks: { a: 1, b: 1 } };
  return { seed: 1, world, faults, healed: 1_000, left: [], ...more };
}

function dialogueFor(plan: Plan, scenario: Scenario<KeeperTypes> = right): readonly string[] {
  const { moments, happened } = recorder();
  simulate(scenario, plan, happened);
  return dialogueOf(moments);
}

test("the same seed gives the same run, to the last word, and another seed another", () => {
  const runs = [1, 1, 2].map((seed) => {
    const { moments, happened } = recorder();
    const result = simulate(right, seed, happened);
    return JSON.stringify([result, moments]);
  });
  assert.equal(runs[0], runs[1]);
  assert.notEqual(runs[0], runs[2]);
});

test("a run is its plan: what is drawn from a seed, and kept, runs again", () => {
  const plan = planOf(nodes, 5);
  assert.deepEqual(simulate(right, JSON.parse(JSON.stringify(plan))), simulate(right, 5));
});

test("whatever goes wrong, what is right is found to be right", () => {
  for (let seed = 1; seed <= 100; seed++) assert.equal(simulate(right, seed).violation, undefined, `${seed}`);
});

test("what is said before it is durable is found, and made small: one crash is enough, or none", () => {
  const seeds = Array.from({ length: 100 }, (_, seed) => simulate(hasty, seed));
  const failed = seeds.find(({ violation, plan }) => violation !== undefined && plan.faults.length > 2);
  assert.ok(failed !== undefined);
  const { result, runs } = shrink(hasty, failed);
  assert.equal(result.violation?.property, "KeptIsDurable");
  assert.ok(result.plan.faults.length <= 1 && runs > 0, JSON.stringify(result.plan));
  assert.equal(shrink(hasty, failed, 0).result, failed);
});

test("a node that is down hears nothing, and comes back with its disk", () => {
  const lines = dialogueFor(planWith([{ kind: "crash", nodes: ["a"], at: 3, for: 200, landing: 0 }]));
  const at = (text: string): number => lines.findIndex((line) => line.includes(text));
  assert.ok(at("a down for 200 ms") >= 0 && at("a restarts") > at("a crashes"), lines.join("\n"));
  const down = lines.slice(at("a crashes"), at("a restarts"));
  assert.ok(!down.some((line) => line.includes("a is asked")), down.join("\n"));
});

test("a crash in a write comes before the write has landed", () => {
  const lines = dialogueFor(planWith([{ kind: "crashInWrite", node: "a", at: 0, for: 200, landing: 0 }]));
  const [write, crash] = [
    lines.findIndex((line) => line.includes("a writes")),
    lines.findIndex((line) => line.includes("a crashes")),
  ];
  assert.ok(write >= 0 && crash > write, lines.join("\n"));
  assert.ok(!lines.slice(0, crash).some((line) => line.includes("on disk")), lines.join("\n"));
});

test("where a node sends its messages one by one, a crash drops those that it has still to send", () => {
  const slow = { ...keeping(keepers(["a", "b", "c"])), betweenSends: 5 };
  const lines = dialogueFor(planWith([{ kind: "crash", nodes: ["a"], at: 8, for: 20, landing: 0 }]), slow);
  const sent = lines.filter((line) => line.endsWith("copy value=0, sent")).map((line) => line.trim().slice(0, 17));
  assert.deepEqual(sent, ["6.0   a  a -> b: ", "56.0   a  a -> b:", "61.0   a  a -> c:"]);
});

test("a node that stands still does nothing, and then everything that has waited", () => {
  const lines = dialogueFor(planWith([{ kind: "pause", node: "b", at: 0, for: 300 }]));
  const resumed = lines.findIndex((line) => line.includes("b goes on"));
  assert.ok(!lines.slice(0, resumed).some((line) => / b +.*received/.test(line)), lines.join("\n"));
  assert.match(lines[resumed + 1] ?? "", /copy value=0, received/);
});

test("disks that are slow or stall take longer; links that are cut or slow lose or delay", () => {
  const heard = (faults: readonly Fault[]): number => {
    const line = dialogueFor(planWith(faults)).find((text) => text.includes("a tells its user"));
    return Number.parseFloat(line ?? "");
  };
  const spell = { at: 0, for: 500 };
  assert.equal(heard([]), 11);
  assert.equal(heard([{ kind: "slowDisk", node: "a", ...spell, times: 5 }]), 51);
  assert.equal(heard([{ kind: "stall", node: "a", ...spell }]), 500);
  const copies = (faults: readonly Fault[]): readonly string[] =>
    dialogueFor(planWith(faults)).filter((line) => line.includes("copy value=0") && !line.includes("sent"));
  assert.match(copies([{ kind: "slowLink", from: "a", to: "b", ...spell, by: 20 }])[0] ?? "", / 22\.0 .*received/);
  assert.match(copies([{ kind: "cut", from: "a", to: "b", ...spell }])[0] ?? "", / 1\.0 ! .*the link is cut/);
  assert.match(copies([{ kind: "cut", from: "b", to: "a", ...spell }])[0] ?? "", / 2\.0 .*received/);
  assert.match(copies([{ kind: "partition", nodes: ["b"], ...spell }])[0] ?? "", /the link is cut/);
});

test("faults of one kind that overlap end one by one", () => {
  const crash = { kind: "crash", nodes: ["a"], landing: 0 } as const;
  const lines = dialogueFor(
    planWith([
      { ...crash, at: 10, for: 100 },
      { ...crash, at: 50, for: 100 },
      { kind: "pause", node: "a", at: 100, for: 100 },
    ]),
  );
  const of = (text: string): readonly string[] =>
    lines.filter((line) => line.endsWith(text)).map((line) => line.trim().split(" ")[0] ?? "");
  assert.deepEqual(of("a restarts"), ["150.0"]);
  assert.deepEqual(of("a goes on"), ["200.0"]);
});

test("a clock that runs fast rings early", () => {
  const plan = planWith([]);
  const ticks = (a: number): number =>
    dialogueFor({ ...plan, world: { ...plan.world, clocks: { a, b: 1 } } }).filter((line) =>
      /a times out: tick/.test(line),
    ).length;
  // The run ends before the last one.
  assert.deepEqual([ticks(1), ticks(2)], [9, 19]);
});

test("whoever is left down, deaf, mute or apart stays so; what cannot be reached is missed", () => {
  for (const how of ["down", "deaf", "mute", "apart"] as const) {
    const late: Scenario<KeeperTypes> = keeping(keepers(nodes), 12);
    const left = planWith([], { healed: 300, left: [{ node: "b", how }] });
    const lines = dialogueFor(left, late);
    const healed = lines.findIndex((line) => line.includes(`is ${how} from now on`));
    assert.ok(healed >= 0);
    const reaches = lines.slice(healed).some((line) => /copy .*received/.test(line));
    assert.equal(reaches, how === "mute", how);
  }
  const { violation } = simulate(
    keeping(keepers(nodes)),
    planWith([], { left: [{ node: "a", how: "down" }], healed: 150 }),
  );
  assert.deepEqual([violation?.property, violation?.because], ["Progress", "3 are not kept"]);
});

test("a step that throws, a message that cannot be, and a run without end are violations", () => {
  const system = keepers(nodes);
  const broken = (step: () => never): Scenario<KeeperTypes> =>
    keeping({ ...system, parts: system.parts.map((part) => ({ ...part, step })) });
  const thrown = simulate(
    broken(() => {
      throw new Error("what now?");
    }),
    planWith([]),
  );
  assert.deepEqual([thrown.violation?.property, thrown.violation?.because], ["NeverThrows", "what now?"]);

  const garbled = keeping({
    ...system,
    parts: system.parts.map((part) => ({
      ...part,
      step: (state, event) => part.step(state, event.kind === "receive" ? { kind: "receive", message: {} } : event),
    })),
  });
  assert.equal(simulate(garbled, planWith([])).violation?.property, "NothingIsImpossible");

  const restless: Scenario<KeeperTypes> = { ...right, timeOf: () => 0.001 };
  assert.equal(simulate(restless, planWith([])).violation?.property, "Storm");
});

test("when everything is reached the system is watched for a while, and its costs are told", () => {
  const seen: unknown[] = [];
  const calm: Scenario<KeeperTypes> = {
    ...right,
    calm: { after: 100, for: 1_000 },
    watch: (run) => ({ ...right.watch(run), calmed: (costs) => seen.push(costs) }),
  };
  const result = simulate(calm, planWith([]));
  assert.deepEqual(seen, [{ steps: 20, sent: {}, bytes: 0, writes: 0 }]);
  assert.equal(result.milliseconds, 2_100);
  assert.deepEqual(result.sent, { copy: 5 });
});

test("while a link has more to take than it can, nothing is calm", () => {
  const writes: number[] = [];
  const calm: Scenario<KeeperTypes> = {
    ...right,
    calm: { after: 100, for: 1_000 },
    watch: (run) => ({ ...right.watch(run), calmed: (costs) => writes.push(costs.writes) }),
  };
  const plan = planWith([]);
  const narrow = { ...plan, world: { ...plan.world, bandwidth: 0.05 } };
  assert.equal(simulate(calm, narrow).violation?.because, "disks and links never come to rest");
  assert.equal(simulate({ ...calm, within: 10_000 }, narrow).violation, undefined);
  assert.deepEqual(writes, [0]);
});

test("a run is drawn as a sequence, with what was lost and who went down", () => {
  const { moments, happened } = recorder();
  simulate(
    right,
    planWith([{ kind: "crash", nodes: ["b"], at: 50, for: 100, landing: 0 }], {
      left: [{ node: "b", how: "apart" }],
      healed: 480,
    }),
    happened,
  );
  const text = sequenceOf(nodes, moments);
  assert.match(text, /^sequenceDiagram\n {2}participant a\n {2}participant b\n/);
  assert.match(text, /a->>b: copy \(2 ms\)/);
  assert.match(text, /Note over b: 50 ms, b down for 100 ms/);
  assert.match(text, /a-xb: copy \(102 ms\)/);
  assert.match(text, /Note over b: 150 ms, restarts/);
  assert.match(text, /Note over b: 480 ms, apart/);
  assert.equal(sequenceOf(nodes, moments, 2).split("\n").length, 6);
});

test("a fault of a node that there is not is an error", () => {
  assert.equal(
    simulate(right, planWith([{ kind: "pause", node: "x", at: 1, for: 5 }])).violation?.because,
    "simulation: a fault of x, which is no node of the system",
  );
});

test("what a part tells as it starts is heard", () => {
  const { parts, ...rest } = keepers(nodes);
  const greeting = parts.map((part) => ({
    ...part,
    start: () => ({ ...part.start(), effects: [{ kind: "reply", value: "hello" } as const] }),
  }));
  const heard: string[] = [];
  const listening: Scenario<KeeperTypes> = {
    ...right,
    system: { ...rest, parts: greeting },
    watch: (run) => ({ ...right.watch(run), told: (part, value) => heard.push(`${part} ${value}`) }),
  };
  simulate(listening, planWith([]));
  assert.deepEqual(heard.slice(0, 2), ["a hello", "b hello"]);
});

test("after the healing as much is lost as the world says, and nothing comes twice", () => {
  const { world, ...plan } = planWith([], { healed: 0 });
  const run = (changes: Partial<Plan["world"]>): ReturnType<typeof simulate> =>
    simulate(right, { ...plan, world: { ...world, ...changes } });
  assert.equal(run({ loseLater: 1 }).violation?.property, "Progress");
  assert.equal(run({ lose: 1 }).violation, undefined);
  assert.equal(run({ duplicate: 1 }).faults.duplicated, undefined);
});

test("a crash in a write is counted when it strikes, and not when nothing is written any more", () => {
  const crash = { kind: "crashInWrite", node: "a", for: 50, landing: 0 } as const;
  assert.deepEqual(simulate(right, planWith([{ ...crash, at: 0 }])).faults, { crashInWrite: 1 });
  assert.deepEqual(simulate(right, planWith([{ ...crash, at: 900 }])).faults, {});
});

test("a plan that cannot be is refused, and so is a time that is none", () => {
  const { world, ...plan } = planWith([]);
  const refusals: readonly (readonly [Partial<Plan["world"]>, Partial<Plan>, RegExp])[] = [
    [{ latency: Number.NaN }, {}, /a plan in which latency is NaN, which is no time/],
    [{ flush: -5 }, {}, /flush is -5, which is no time/],
    [{}, { healed: Number.POSITIVE_INFINITY }, /healed is Infinity, which is no time/],
    [{ loseLater: 1.5 }, {}, /loseLater is 1.5, which is no probability/],
    [{ lose: 0.6, duplicate: 0.6 }, {}, /lose \+ duplicate is 1.2, which is no probability/],
    [{ bandwidth: 0 }, {}, /bandwidth is 0, which is no rate/],
    [{ clocks: { a: 0, b: 1 } }, {}, /clocks.a is 0, which is no rate/],
    [{}, { omitted: { asked: [0, 1.5] } }, /omitted.asked is 1.5, which is no number of a request/],
    [{}, { omitted: { begun: [-1] } }, /omitted.begun is -1, which is no number of a request/],
    [{}, { faults: [{ kind: "pause", node: "a", at: 1_001, for: 5 }] }, /a pause begins at 1001, when all is healed/],
    [{}, { faults: [{ kind: "pause", node: "a", at: -1, for: 5 }] }, /nothing can happen -1 milliseconds later/],
  ];
  for (const [changes, others, text] of refusals) {
    assert.throws(() => simulate(right, { ...plan, world: { ...world, ...changes }, ...others }), text);
  }
  const hasty: Scenario<KeeperTypes> = {
    ...right,
    watch: (run) => {
      run.after(10, () => run.after(Number.NaN, () => {}));
      return right.watch(run);
    },
  };
  const { violation } = simulate(hasty, planWith([]));
  assert.deepEqual(
    [violation?.property, violation?.because],
    ["NeverThrows", "simulation: nothing can happen NaN milliseconds later"],
  );
});
