/**
 * What is shown of two-phase commit: the bounds of its models, the behaviours that are replayed, the runs that TLC has
 * to accept, and the twins that must be rejected.
 *
 * @module
 */
import type { Constants } from "../engine/constants.ts";
import type { Protocol } from "../engine/protocol.ts";
import { environmentOf } from "./two-phase-commit.bounds.ts";
import { ends, endsOf } from "./two-phase-commit.ends.ts";
import { twoPhaseCommitMapping } from "./two-phase-commit.mapping.ts";
import { systemOf } from "./two-phase-commit.options.ts";
import { twoPhaseCommitProperties } from "./two-phase-commit.properties.ts";
import { twoPhaseCommitTwins } from "./two-phase-commit.twins.ts";

export const twoPhaseCommitProtocol: Protocol = {
  name: "two-phase-commit",
  problem: "atomic-commit",
  mapping: twoPhaseCommitMapping,
  subjectOf: (constants) => ({
    system: systemOf(constants),
    environment: environmentOf(constants),
    mapping: twoPhaseCommitMapping,
  }),
  replays: [
    {
      name: "TwoPhaseCommit_5_CrashesWhereItHurts",
      module: "MCTwoPhaseCommit",
      constants: constantsOf(5, {
        MayCrash: "CrashesWhereItHurts",
        MayAbortAlone: "NeverAt",
        MayGiveUp: "Never",
        MayInquire: "OnlyTheFirstAt",
      }),
      behaviours: 600,
      depth: 200,
    },
    {
      name: "TwoPhaseCommit_5_EveryFault",
      module: "MCTwoPhaseCommit",
      constants: constantsOf(5, {}),
      behaviours: 500,
      depth: 60,
    },
  ],
  runs: [
    ...[5, 6, 7].map((participants) => ({
      name: `TwoPhaseCommit_${participants}_Runs`,
      module: "MCTwoPhaseCommit",
      constants: constantsOf(participants, { MayLose: "Always" }),
      runs: 170,
      steps: 120,
      faults: ["Crash", "Lose", "GiveUp", "AbortAlone"],
    })),
  ],
  ends,
  endsOf,
  twins: twoPhaseCommitTwins,
  properties: twoPhaseCommitProperties,
  explorations: [
    { name: "TwoPhaseCommit_3_EveryFault", constants: constantsOf(3, {}) },
    { name: "TwoPhaseCommit_4_EveryFault", constants: constantsOf(4, {}) },
  ],
};

function constantsOf(participants: number, overrides: Constants["overrides"]): Constants {
  const names = Array.from({ length: participants }, (_, i) => `p${i + 1}`);
  return {
    sets: { Transaction: ["t1"], Participant: names },
    values: { Coordinator: "c", Role: "c", p1: "p1" },
    overrides,
  };
}
