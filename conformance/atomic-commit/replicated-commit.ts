/**
 * What is shown of replicated commit, which stands on a log that is an object: the bounds of its models, the behaviours
 * that are replayed, the runs that TLC has to accept, and the twins that must be rejected.
 *
 * @module
 */
import type { Constants } from "../engine/constants.ts";
import type { Protocol } from "../engine/protocol.ts";
import { environmentOf, systemOf } from "./replicated-commit.bounds.ts";
import { ends, endsOf } from "./replicated-commit.ends.ts";
import { replicatedCommitMapping } from "./replicated-commit.mapping.ts";
import { replicatedCommitProperties } from "./replicated-commit.properties.ts";
import { replicatedCommitTwins } from "./replicated-commit.twins.ts";

/** Random behaviours come to a commit more often with these bounds. */
const undisturbed = {
  MayGiveUp: "Never",
  MayAbortAlone: "Never",
  MayMiss: "Never",
  MayAskAgain: "Never",
  MayResend: "Never",
  MayInquire: "Never",
  MayRestart: "Never",
} as const;

/**
 * Two transactions of one candidate. In a graph they cannot be compared: in the specification nobody sees in which order
 * they were entered, or told. And a timer of the step functions sends again for all transactions in one step, where the
 * specification takes a step for each, so that here nobody sends again.
 */
function twoTransactions(MayCrash: string): Constants {
  const bounds = { ...undisturbed, MayTakeOver: "InTurn", MayCrash, MayBegin: "OneAfterTheOther" };
  return constantsOf(2, 1, bounds, ["t1", "t2"]);
}

export const replicatedCommitProtocol: Protocol = {
  name: "replicated-commit",
  problem: "atomic-commit",
  mapping: replicatedCommitMapping,
  subjectOf: (constants) => ({
    system: systemOf(constants),
    environment: environmentOf(constants),
    mapping: replicatedCommitMapping,
  }),
  replays: [
    {
      name: "ReplicatedCommit_3_EveryFault",
      module: "MCReplicatedCommit",
      constants: constantsOf(2, 3),
      behaviours: 100,
      depth: 60,
    },
    {
      name: "ReplicatedCommit_2_TakesOver",
      module: "MCReplicatedCommit",
      constants: constantsOf(2, 2, { ...undisturbed, MayTakeOver: "InTurn", MayCrash: "Never" }),
      behaviours: 200,
      depth: 100,
    },
    {
      name: "ReplicatedCommit_2_TwoTransactions",
      module: "MCReplicatedCommit",
      constants: twoTransactions("Never"),
      behaviours: 40,
      depth: 80,
    },
  ],
  runs: [
    {
      name: "ReplicatedCommit_2_Runs",
      module: "MCReplicatedCommit",
      constants: constantsOf(2, 2),
      // The log tries every order of what it has taken, so that longer runs take TLC much longer.
      runs: 60,
      steps: 50,
      faults: ["Crash", "LogMisses", "GiveUp", "AbortAlone", "TakeTheRole"],
      lastResorts: ["TakeTheRole"],
    },
    {
      name: "ReplicatedCommit_2_TwoTransactions_Runs",
      module: "MCReplicatedCommit",
      constants: twoTransactions("OnlyTheFirst"),
      runs: 40,
      steps: 50,
      faults: ["Crash", "TakeTheRole"],
      lastResorts: ["TakeTheRole"],
    },
  ],
  ends,
  endsOf,
  twins: replicatedCommitTwins,
  properties: replicatedCommitProperties,
  explorations: [{ name: "ReplicatedCommit_2_EveryFault", constants: constantsOf(2, 1) }],
};

/** A user asks, and confirms, at one candidate alone: what it has learnt elsewhere, a part does not know. */
function constantsOf(
  candidates: number,
  participants: number,
  bounds: Constants["overrides"] = { MayTakeOver: "TwiceEach" },
  transactions: readonly string[] = ["t1"],
): Constants {
  return {
    sets: {
      Transaction: transactions,
      Participant: Array.from({ length: participants }, (_, i) => `p${i + 1}`),
      Candidate: Array.from({ length: candidates }, (_, i) => `n${i + 1}`),
    },
    values: { First: "n1", Role: "coordinator" },
    overrides: { ...bounds, MayRequestOutcome: "Never" },
  };
}
