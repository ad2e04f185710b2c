/**
 * Epoch consensus under faults: clients that propose at any node, again and again, until somebody is told a decision; or
 * no clients, and a leader that is to be heard all the same.
 *
 * @module
 */
import { below, between, oneOf, randomOf } from "../../src/shell/simulator/random.ts";
import type { Run, Watcher } from "../../src/shell/simulator/scenario.ts";
import type { Constants } from "../engine/constants.ts";
import {
  calmOfClusters,
  electionTimes,
  judgeRest,
  namesOf,
  quorumOf,
  withinOfClusters,
} from "../simulation/clusters.ts";
import { watchProperties } from "../simulation/properties.ts";
import type { MadeScenario, MakeSystem, TracedProtocol } from "../simulation/simulated.ts";
import { systemOf } from "./epoch-consensus.options.ts";
import { epochConsensusProperties, type Fact } from "./epoch-consensus.properties.ts";
import { epochConsensusTwins } from "./epoch-consensus.twins.ts";

const values = ["v1", "v2", "v3"];

export const simulatedEpochConsensus: TracedProtocol = {
  name: "epoch-consensus",
  scenarioOf,
  twins: epochConsensusTwins,
  traced: {
    scenarioOf,
    constants: constantsOf(["n1", "n2", "n3"]),
  },
  unseen: {
    EpochConsensus_Bug_FollowsInSilence:
      "needs a leader whose voters go down, and costs an election: once in some 15,000 runs",
    EpochConsensus_Bug_PreVoteOfAFollower: "costs an election now and then, and nothing else",
    EpochConsensus_Bug_BelievesATornRecord:
      "needs an acceptance that is torn as it is written, by a node that has not heard of its epoch before",
    EpochConsensus_Bug_KeepsItToItself: "what is proposed later is only later",
    EpochConsensus_Bug_AcceptsForLowerEpoch:
      "needs two leaders before anything is decided, and after that there are none",
  },
};

function scenarioOf(seed: number, make: MakeSystem = systemOf): MadeScenario {
  const random = randomOf(seed, "load");
  const nodes = namesOf(random);
  // In some runs nobody wants anything.
  const wanted = values.slice(0, below(random, values.length + 1));
  const constants = constantsOf(nodes);
  const system = make(constants);
  return {
    system,
    constants,
    timeOf: electionTimes(random, { resend: 50 }),
    plans: {
      needed: (drawn) => quorumOf(drawn, nodes),
    },
    within: withinOfClusters,
    calm: calmOfClusters,
    watch: (run) => {
      const asked: string[] = [];
      const told = new Set<string>();
      const proposed = wanted.filter(() => run.mayBegin());
      for (const value of proposed) propose(run, value, nodes, asked, () => told.size > 0);
      const properties = watchProperties(run, system.parts, epochConsensusProperties);
      const factsOf = (): readonly Fact[] =>
        system.parts
          .filter(({ node }) => run.whole.includes(node))
          .map((part) => epochConsensusProperties.factOf(part, run.situation(part.name)));
      const isReached =
        proposed.length === 0
          ? () => followOne(factsOf())
          : () => factsOf().every((fact) => told.has(fact.node) && knows(fact));
      return watcherOf(run, told, isReached, () => properties.check(asked));
    },
  };
}

function constantsOf(nodes: readonly string[]): Constants {
  return {
    sets: { Node: nodes, Value: values },
    values: { None: "None", n1: "n1", n2: "n2", n3: "n3", v1: "v1", v2: "v2" },
    overrides: {},
  };
}

/** What a user was told its node may have forgotten since. */
function knows({ isDown, isDecided }: Fact): boolean {
  return isDecided && !isDown;
}

/** Whether one leads, and the others follow it. */
function followOne(facts: readonly Fact[]): boolean {
  const leaders = new Set(facts.map(({ follows }) => follows));
  return leaders.size === 1 && !leaders.has(null);
}

function watcherOf(run: Run, told: Set<string>, isReached: () => boolean, check: () => void): Watcher {
  return {
    told: (part) => {
      told.add(part);
      check();
    },
    check,
    isReached,
    lacking: () =>
      `of ${run.whole.join(", ")} these were told a decision: ${[...told].join(", ") || "none"}; some do not know it, or follow nobody`,
    calmed: (costs) => {
      const { left, world } = run.plan;
      // Whoever cannot be heard, or hears nobody, goes on asking; and of what a free leader says too much may be lost.
      const isWhole = left.every(({ how }) => how === "down") && (told.size > 0 || world.loseLater === 0);
      if (isWhole) judgeRest(run, costs);
    },
  };
}

/** A client proposes its value at any node, and later at another, until somebody is told. */
function propose(run: Run, value: string, nodes: readonly string[], asked: string[], isDecided: () => boolean): void {
  const random = run.random(`client of ${value}`);
  const again = (): void => {
    if (isDecided()) return;
    if (!asked.includes(value)) asked.push(value);
    const request = { kind: "propose", value };
    run.ask(oneOf(random, nodes), request);
    run.after(between(random, 50, 500), again);
  };
  // Most have something to propose only when there were many elections: after the decision there are none.
  run.after(random() < 0.2 ? between(random, 0, 500) : between(random, 0, run.plan.healed), again);
}
