/**
 * Two-phase commit under faults: applications that ask for a commit until they know how their transaction has ended, and
 * participants that give up where they may.
 *
 * @module
 */
import { partName } from "../../src/atomic-commit/two-phase-commit/system.ts";
import { nodesOf } from "../../src/core/system.ts";
import { below, between, type Random, randomOf } from "../../src/shell/simulator/random.ts";
import type { Run } from "../../src/shell/simulator/scenario.ts";
import type { Constants } from "../engine/constants.ts";
import { watchProperties } from "../simulation/properties.ts";
import type { MadeScenario, MakeSystem, TracedProtocol } from "../simulation/simulated.ts";
import { confirmationOf, requestOf } from "./two-phase-commit.mapping.ts";
import { systemOf } from "./two-phase-commit.options.ts";
import { twoPhaseCommitProperties } from "./two-phase-commit.properties.ts";
import { twoPhaseCommitTwins } from "./two-phase-commit.twins.ts";

const coordinator = "c";

/** One transaction, and what its participants do. Times are milliseconds. */
interface TransactionPlan {
  readonly name: string;
  readonly begins: number;
  /** After how long its application asks again. */
  readonly patience: number;
  /** After how long the application gives up, if it does. */
  readonly givesUp: number | undefined;
  /** After how long a participant that has promised nothing gives up. */
  readonly abortsAfter: number;
}

export const simulatedTwoPhaseCommit: TracedProtocol = {
  name: "two-phase-commit",
  scenarioOf: (seed, make = systemOf) => scenarioOf(seed, make),
  traced: {
    scenarioOf: (seed) => scenarioOf(seed, systemOf),
    constants: constantsOf(["t1", "t2"], ["p1", "p2", "p3"]),
  },
  // Commit in one phase is another protocol.
  twins: twoPhaseCommitTwins.filter(({ name }) => name.startsWith("TwoPhaseCommit")),
  unseen: {
    TwoPhaseCommit_Bug_AbortedBeforeRemoved:
      "needs a crash before the promise is off the disk, and a coordinator that has forgotten",
    TwoPhaseCommit_Bug_BoundBeforeItPromised: "nobody has a right to a participant that gives up",
  },
};

function scenarioOf(seed: number, make: MakeSystem): MadeScenario {
  const random = randomOf(seed, "load");
  const participants = ["p1", "p2", "p3", "p4"].slice(0, 1 + below(random, 4));
  const names = ["t1", "t2", "t3", "t4", "t5"].slice(0, 1 + below(random, 5));
  const transactions = names.map((name) => transactionPlanOf(name, random));
  const constants = constantsOf(names, participants);
  const system = make(constants);
  const nodes = nodesOf(system);
  return {
    system,
    constants,
    timeOf: (drawn) => between(drawn, 50, 150),
    within: 5_000,
    watch: (run) => {
      const asked: string[] = [];
      const knows = new Set<string>();
      const properties = watchProperties(run, system.parts, twoPhaseCommitProperties);
      const begun = transactions.filter(() => run.mayBegin());
      for (const plan of begun) begin(run, plan, participants, asked, knows);
      const unknown = (): readonly string[] =>
        begun.flatMap(({ name }) => nodes.map((node) => partName(name, node))).filter((part) => !knows.has(part));
      return {
        told: (part) => {
          if (properties.learntBy(part).length > 0) knows.add(part);
        },
        check: () => properties.check(asked),
        isReached: () => unknown().length === 0,
        lacking: () => `${unknown().join(", ")} never know the outcome`,
      };
    },
  };
}

function constantsOf(transactions: readonly string[], participants: readonly string[]): Constants {
  return {
    sets: { Transaction: transactions, Participant: participants },
    values: { Coordinator: coordinator, Role: coordinator, p1: "p1" },
    overrides: {},
  };
}

function transactionPlanOf(name: string, random: Random): TransactionPlan {
  return {
    name,
    begins: between(random, 0, 1_000),
    patience: between(random, 100, 500),
    givesUp: random() < 0.2 ? between(random, 0, 1_000) : undefined,
    abortsAfter: random() < 0.2 ? between(random, 0, 300) : between(random, 1_000, 3_000),
  };
}

/** Everybody goes on until it knows the outcome; whoever is told a commit says that it knows. */
function begin(
  run: Run,
  plan: TransactionPlan,
  participants: readonly string[],
  asked: string[],
  knows: ReadonlySet<string>,
): void {
  const { name, begins, patience, givesUp, abortsAfter } = plan;
  const own = partName(name, coordinator);
  let isAsking = true;
  const say = (what: string): void => {
    if (!asked.includes(what)) asked.push(what);
  };
  const repeat = (): void => {
    if (knows.has(own)) {
      say(confirmationOf(name));
      run.ask(own, { kind: "confirmOutcome" }, () => {
        isAsking = false;
      });
    } else {
      say(requestOf(name));
      run.ask(own, { kind: "requestCommit" });
      run.ask(own, { kind: "requestOutcome" });
    }
    if (isAsking) run.after(patience, repeat);
  };
  run.after(begins, repeat);
  if (givesUp !== undefined) run.after(begins + givesUp, () => run.ask(own, { kind: "giveUp" }));
  for (const node of participants) {
    const part = partName(name, node);
    const abort = (): void => {
      if (knows.has(part)) return;
      run.ask(part, { kind: "abortAlone" });
      run.after(patience, abort);
    };
    run.after(begins + abortsAfter, abort);
  }
}
