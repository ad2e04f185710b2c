import assert from "node:assert/strict";
import { test } from "node:test";
import { present } from "../../src/core/present.ts";
import type { Refusal } from "../../src/core/refusal.ts";
import { answered } from "../../src/core/step.ts";
import type { Part, System } from "../../src/core/system.ts";
import type { Fault } from "../../src/shell/simulator/fault.ts";
import { calmWorld } from "../../src/shell/simulator/plan.fixture.ts";
import type { Plan } from "../../src/shell/simulator/plan.ts";
import { between } from "../../src/shell/simulator/random.ts";
import type { Run, Scenario } from "../../src/shell/simulator/scenario.ts";
import { simulate } from "../../src/shell/simulator/simulate.ts";
import type { Append } from "../../src/total-order-broadcast/epoch-broadcast/message.ts";
import { sendOn } from "../../src/total-order-broadcast/epoch-broadcast/sending.ts";
import type { NodeState } from "../../src/total-order-broadcast/epoch-broadcast/state.ts";
import { broadcastOf, type NodePart } from "../../src/total-order-broadcast/epoch-broadcast/system.ts";
import type { Constants } from "../engine/constants.ts";
import type { Given, Result } from "../engine/mistaken.ts";
import { countsTheLastAlone } from "./epoch-broadcast.disk-mistakes.ts";
import { nodeThat } from "./epoch-broadcast.mistaken.ts";
import { systemOf } from "./epoch-broadcast.options.ts";
import { answersEveryMismatch } from "./epoch-broadcast.search-mistakes.ts";
import { epochBroadcastTwins } from "./epoch-broadcast.twins.ts";

const nodes = ["n1", "n2", "n3"];
const elected = 1_000;
const most = 500;

/** Nothing goes wrong; but a flush takes ten times as long as it is until the next request. */
const plan: Plan = {
  seed: 1,
  world: { ...calmWorld, flush: 20 },
  faults: [],
  healed: 3_000,
  left: [],
};

/** The cluster under a load of a request each 2 ms, from the time on by which somebody leads. */
function underLoad(
  system: System,
  atTheLast: (told: ReadonlyMap<string, number>) => void,
  heard: (refusal?: Refusal) => void = () => {},
): Scenario {
  const told = new Map(nodes.map((node) => [node, 0]));
  let asked = 0;
  const load = (run: Run): void => {
    if (asked < most && ++asked === most) atTheLast(told);
    // All that nobody was told yet, in case that nobody led, or had room.
    const first = Math.max(...told.values()) + 1;
    const some = Array.from({ length: asked - first + 1 }, (_, i) => ({ client: "a", number: first + i }));
    for (const node of nodes) run.ask(node, broadcastOf(...some), heard);
    if (leastOf(told) < most) run.after(2, () => load(run));
  };
  return {
    system,
    timeOf: (random, timer) => (timer === "suspect" ? between(random, 300, 600) : 50),
    plans: {},
    within: 10_000,
    watch: (run) => {
      run.after(elected, () => load(run));
      return {
        told: (part, _, by) => {
          if (by === "deliver") told.set(part, (told.get(part) ?? 0) + 1);
        },
        check: () => {},
        isReached: () => leastOf(told) >= most,
        lacking: () => `of ${most} requests ${leastOf(told)} are delivered everywhere`,
      };
    },
  };
}

function leastOf(told: ReadonlyMap<string, number>): number {
  return Math.min(...told.values());
}

function systemWith(overrides: Constants["overrides"], makePart?: NodePart): System {
  return systemOf(constantsOf(overrides), makePart);
}

function constantsOf(overrides: Constants["overrides"]): Constants {
  return { sets: { Node: nodes, Client: ["a"], Number: ["1"] }, values: {}, overrides };
}

/** How many requests are delivered everywhere by the time that the last of them comes. */
function deliveredMeanwhile(makePart?: NodePart): number {
  let delivered = 0;
  const scenario = underLoad(systemWith({}, makePart), (told) => {
    delivered = leastOf(told);
  });
  assert.equal(simulate(scenario, plan).violation, undefined);
  return delivered;
}

test("under a load that does not pause what is on disk is decided meanwhile", () => {
  assert.ok(deliveredMeanwhile() > 0.8 * most);
});

test("if an answer of the disk counted for the last write alone, hardly anything would be", () => {
  // What a leader has taken before it finds where the logs part is one write of its followers.
  assert.ok(deliveredMeanwhile(nodeThat(countsTheLastAlone)) < 0.1 * most);
});

/** How long after the first who delivers a lonely request the last one does. */
function toldLater(system: System): number {
  const times: number[] = [];
  const scenario: Scenario = {
    ...underLoad(system, () => {}),
    watch: (run) => {
      run.after(elected, () =>
        nodes.forEach((node) => {
          run.ask(node, broadcastOf({ client: "a", number: 1 }), () => {});
        }),
      );
      return {
        told: (_part, _value, by) => {
          if (by === "deliver") times.push(run.now());
        },
        check: () => {},
        isReached: () => times.length === nodes.length,
      };
    },
  };
  assert.equal(simulate(scenario, plan).violation, undefined);
  return Math.max(...times) - Math.min(...times);
}

test("in a calm network the others deliver a trip after their leader", () => {
  assert.equal(toldLater(systemWith({})), plan.world.latency);
});

test("if a leader did not say at once that all is decided, they would wait for its timer", () => {
  const silent = epochBroadcastTwins.find(({ name }) => name === "EpochBroadcast_Bug_DecidesSilently");
  assert.ok(toldLater(present(silent).systemOf(constantsOf({}))) > plan.world.latency);
});

const othersAreDown: Fault = { kind: "crash", nodes: ["n2", "n3"], at: 1_100, for: 700, landing: 0 };

/** How many requests of a load are refused for want of room. */
function refusedWith(overrides: Constants["overrides"], faults: readonly Fault[]): number {
  // The clocks of the others are slow, so that the first leads.
  const world = { ...plan.world, clocks: { n2: 0.5, n3: 0.5 } };
  let refused = 0;
  const heard = (refusal?: Refusal): void => {
    if (refusal?.because.includes("undecided") === true) refused++;
  };
  const scenario = underLoad(systemWith(overrides), () => {}, heard);
  assert.equal(simulate(scenario, { ...plan, world, faults }).violation, undefined);
  return refused;
}

test("a leader that has lost its quorum refuses what it has no room for, and goes on when it has one", () => {
  // Eighty entries may be undecided.
  const narrow = { MaxEntries: "Eight" };
  assert.ok(refusedWith(narrow, [othersAreDown]) > 100);
  assert.equal(refusedWith(narrow, []), 0);
  assert.equal(refusedWith({}, [othersAreDown]), 0);
});

/** What is sent to a node that was down under the load for a third of it, beside what it lacks. */
function carriedTooMuch(makePart?: NodePart): number {
  const down: Fault = { kind: "crash", nodes: ["n3"], at: 1_300, for: 350, landing: 0 };
  return (
    carried(
      down,
      underLoad(systemWith({ MaxEntries: "Eight" }, makePart), () => {}),
    ) -
    most -
    1
  );
}

/** What is sent to a node that hears nothing from its leader for a moment. */
function carriedInSpiteOfALoss(makePart?: NodePart): number {
  const unheard: Fault = { kind: "cut", from: "n1", to: "n3", at: 1_300, for: 10 };
  return carried(
    unheard,
    underLoad(systemWith({ MaxEntries: "Eight" }, makePart), () => {}),
  );
}

/** How many entries the third node is sent. */
function carried(fault: Fault, scenario: Scenario): number {
  // The clocks of the others are slow, so that the first leads.
  const world = { ...plan.world, clocks: { n2: 0.5, n3: 0.5 } };
  let count = 0;
  const { violation } = simulate(scenario, { ...plan, world, faults: [fault] }, (_, what) => {
    const { to, entries = [] }: Partial<Append> = "kind" in what && what.kind === "sent" ? Object(what.message) : {};
    if (to === "n3") count += entries.length;
  });
  assert.equal(violation, undefined);
  return count;
}

/** With each heartbeat a leader sends again whatever a node is not known to have. */
function sendsAgain(state: NodeState, event: Given, part: Part<NodeState>): Result<NodeState> | undefined {
  if (event.kind !== "timeout" || state.role !== "leader") return undefined;
  const { followers, cluster } = state;
  const { appends } = sendOn({ ...state, followers: { ...followers, sent: followers.match } }, cluster.others);
  const again = appends.map((message) => ({ kind: "send", message }) as const);
  return answered(state, [...part.step(state, event).effects, ...again]);
}

test("a node that was away is sent what it lacks, once", () => {
  // Beside a window of it, which it did not hear.
  assert.equal(carriedTooMuch(), 80);
});

test("if what may be on its way were sent again with each heartbeat, it would be sent some of it twice", () => {
  assert.ok(carriedTooMuch(nodeThat(sendsAgain)) > 80);
});

test("if a leader answered every mismatch, a node that missed something would be sent more", () => {
  assert.ok(carriedInSpiteOfALoss(nodeThat(answersEveryMismatch)) > carriedInSpiteOfALoss());
});
