/**
 * Epoch consensus under faults: clients that propose at any node, again and again, until somebody is told a decision.
 *
 * @module
 */
import { below, between, oneOf, randomOf } from "../../src/shell/simulator/random.ts";
import type { Run, Scenario, Watcher } from "../../src/shell/simulator/scenario.ts";
import type { Constants } from "../engine/constants.ts";
import { electionTimes, judgeRest, namesOf, quorumOf, withinOfClusters } from "../simulation/clusters.ts";
import { watchProperties } from "../simulation/properties.ts";
import type { MakeSystem, SimulatedProtocol } from "../simulation/simulated.ts";
import { systemOf } from "./epoch-consensus.options.ts";
import { epochConsensusProperties } from "./epoch-consensus.properties.ts";
import { epochConsensusTwins } from "./epoch-consensus.twins.ts";

/** What epoch consensus does not stand yet. */
interface Demands {
  /** A node that liveness does not need may hear nothing, and go on speaking. */
  readonly deafNodes?: boolean;
  /** When all know the decision nobody is to do anything any more. */
  readonly rest?: boolean;
}

const values = ["v1", "v2", "v3"];

export const simulatedEpochConsensus: SimulatedProtocol = {
  name: "epoch-consensus",
  scenarioOf: (seed, make = systemOf) => scenarioOf(seed, make, {}),
  twins: epochConsensusTwins,
  traced: {
    scenarioOf: (seed) => scenarioOf(seed, systemOf, {}),
    constants: constantsOf(["n1", "n2", "n3"]),
  },
  unseen: {
    EpochConsensus_Bug_KeepsItToItself: "what is proposed later is only later",
    EpochConsensus_Bug_AcceptanceSentBeforeDurable: "needs a crash within the only write that decides",
  },
  unmet: [
    {
      name: "DeafLeader",
      what: "a leader that hears nobody, and goes on proposing",
      scenarioOf: (seed) => scenarioOf(seed, systemOf, { deafNodes: true }),
      violates: ["Progress"],
    },
    {
      name: "NoRest",
      what: "rest, once everybody knows the decision",
      scenarioOf: (seed) => scenarioOf(seed, systemOf, { rest: true }),
      violates: ["CalmWithoutElections", "CalmWithoutWrites"],
    },
  ],
};

function scenarioOf(seed: number, make: MakeSystem, demands: Demands): Scenario {
  const random = randomOf(seed, "load");
  const nodes = namesOf(random);
  const proposed = values.slice(0, 1 + below(random, values.length));
  const system = make(constantsOf(nodes));
  return {
    system,
    timeOf: electionTimes(random, { resend: 50 }),
    plans: {
      needed: (drawn) => quorumOf(drawn, nodes),
      // One that is deaf and leads keeps the others quiet, if nothing was decided before.
      ...(demands.deafNodes === true ? { left: ["deaf"], lasting: [0, 600] } : { left: ["down", "mute", "apart"] }),
    },
    within: withinOfClusters,
    ...(demands.rest === true ? { calm: { after: 1_500, for: 2_000 } } : {}),
    watch: (run) => {
      const asked: string[] = [];
      const told = new Set<string>();
      for (const value of proposed) propose(run, value, nodes, asked, () => told.size > 0);
      const properties = watchProperties(run, system.parts, epochConsensusProperties);
      return watcherOf(run, told, () => properties.check(asked));
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

function watcherOf(run: Run, told: Set<string>, check: () => void): Watcher {
  return {
    told: (part) => {
      told.add(part);
      check();
    },
    check,
    isReached: () => run.whole.every((node) => told.has(node)),
    lacking: () => `${run.whole.filter((node) => !told.has(node)).join(", ")} is never told a decision`,
    calmed: (costs) => judgeRest(run, costs),
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
  // Some have something to propose only when there were many elections.
  run.after(random() < 0.5 ? between(random, 0, 500) : between(random, 0, run.plan.healed), again);
}
