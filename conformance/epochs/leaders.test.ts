/**
 * Leaders in virtual time: one that does well stays, whoever was cut off, one that hears nobody goes, and one that is asked
 * to hands over.
 *
 * @module
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { present } from "../../src/core/present.ts";
import type { System } from "../../src/core/system.ts";
import type { Fault } from "../../src/shell/simulator/fault.ts";
import { calmWorld } from "../../src/shell/simulator/plan.fixture.ts";
import type { Plan } from "../../src/shell/simulator/plan.ts";
import { between } from "../../src/shell/simulator/random.ts";
import type { Run, Scenario } from "../../src/shell/simulator/scenario.ts";
import { simulate } from "../../src/shell/simulator/simulate.ts";
import { handOverTo } from "../../src/total-order-broadcast/epoch-broadcast/handing-over.ts";
import type { NodePart } from "../../src/total-order-broadcast/epoch-broadcast/system.ts";
import { systemOf as consensusOf } from "../consensus/epoch-consensus.options.ts";
import { epochConsensusTwins } from "../consensus/epoch-consensus.twins.ts";
import type { Constants } from "../engine/constants.ts";
import { asksFirst } from "../total-order-broadcast/epoch-broadcast.handing-mistakes.ts";
import { nodeThat } from "../total-order-broadcast/epoch-broadcast.mistaken.ts";
import { systemOf as broadcastOf } from "../total-order-broadcast/epoch-broadcast.options.ts";
import { epochBroadcastTwins } from "../total-order-broadcast/epoch-broadcast.twins.ts";

type Happened = NonNullable<Parameters<typeof simulate>[2]>;

const elected = 1_000;
const healed = 3_000;

/** The clocks of the others are slow, so that the first leads. */
const world = { ...calmWorld, clocks: { n2: 0.5, n3: 0.5 } };

const thirdIsCutOff: Fault = { kind: "partition", nodes: ["n3"], at: elected, for: 1_500 };
const firstHearsNobody: readonly Fault[] = ["n2", "n3"].map((from) => ({
  kind: "cut",
  from,
  to: "n1",
  at: elected,
  for: healed - elected,
}));

/** What happens in a run. Nobody is asked for anything, unless that is said. */
function watch(system: System, faults: readonly Fault[], happened: Happened, use: (run: Run) => void = () => {}): void {
  const plan: Plan = { seed: 1, world, faults, healed, left: [] };
  const scenario: Scenario = {
    system,
    timeOf: (random, timer) => (timer === "suspect" || timer === "checkQuorum" ? between(random, 300, 600) : 50),
    plans: {},
    within: 2_000,
    watch: (run) => {
      use(run);
      return { told: () => {}, check: () => {}, isReached: () => run.now() > healed + 1_000 };
    },
  };
  assert.equal(simulate(scenario, plan, happened).violation, undefined);
}

/** Who asks for votes once the first leads. */
function candidatesIn(system: System, faults: readonly Fault[]): readonly string[] {
  const candidates = new Set<string>();
  watch(system, faults, (at, what) => {
    const isAsked = at > elected && "kind" in what && what.kind === "sent" && what.message.kind === "requestVote";
    if (isAsked) candidates.add(what.message.from);
  });
  return [...candidates];
}

function constantsOf(overrides: Constants["overrides"]): Constants {
  const sets = { Node: ["n1", "n2", "n3"], Client: ["a"], Number: ["1"], Value: ["v1"] };
  return { sets, values: { n1: "n1", n2: "n2", n3: "n3", v1: "v1" }, overrides };
}

for (const { name, systemOf, twins, anyone } of [
  { name: "EpochBroadcast", systemOf: broadcastOf, twins: epochBroadcastTwins, anyone: "AnyOne" },
  { name: "EpochConsensus", systemOf: consensusOf, twins: epochConsensusTwins, anyone: "AnyNode" },
]) {
  test(`${name}: whoever was cut off deposes nobody when it is back`, () => {
    assert.deepEqual(candidatesIn(systemOf(constantsOf({})), [thirdIsCutOff]), []);
  });

  test(`${name}: if it suspected alone, it would`, () => {
    assert.deepEqual(candidatesIn(systemOf(constantsOf({ IsPreVoteQuorum: anyone })), [thirdIsCutOff]), ["n3"]);
  });

  test(`${name}: whoever leads and hears nobody goes, and another is elected`, () => {
    const others = candidatesIn(systemOf(constantsOf({})), firstHearsNobody);
    assert.ok(others.length > 0 && !others.includes("n1"), others.join());
  });

  test(`${name}: if it did not look whether it is heard, it would stay`, () => {
    const leadsOn = present(twins.find((twin) => twin.name === `${name}_Bug_LeadsWithoutAQuorum`));
    assert.deepEqual(candidatesIn(leadsOn.systemOf(constantsOf({})), firstHearsNobody), []);
  });
}

/** How long it takes until the second node leads, once the first was asked to hand over to it. */
function handedOverIn(makePart?: NodePart): number {
  let asked = 0;
  let led: number | undefined;
  const happened: Happened = (at, what) => {
    if ("kind" in what && what.kind === "requested") asked = at;
    const isOpening = "kind" in what && what.kind === "sent" && what.message.kind === "append";
    if (isOpening && what.message.from === "n2") led ??= at - asked;
  };
  watch(broadcastOf(constantsOf({}), makePart), [], happened, (run) =>
    run.after(elected, () => run.ask("n1", handOverTo("n2"), (refusal) => assert.equal(refusal, undefined))),
  );
  return led ?? Number.POSITIVE_INFINITY;
}

test("a leader that is asked to hands over within two round trips and two flushes", () => {
  // That it has to stand, the question, the vote; and the disks of the heir and of a voter.
  assert.equal(handedOverIn(), 3 * world.latency + 2 * world.flush);
});

test("if its heir asked who suspects, it would not lead", () => {
  assert.equal(handedOverIn(nodeThat(asksFirst)), Number.POSITIVE_INFINITY);
});
