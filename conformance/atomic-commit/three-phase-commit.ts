/**
 * What is shown of three-phase commit: the bounds of its models, the behaviours that are replayed, the runs that TLC has to
 * accept, and the twins that must be rejected.
 *
 * @module
 */

import { nodesOf } from "../../src/core/system.ts";
import type { Constants } from "../engine/constants.ts";
import type { Protocol } from "../engine/protocol.ts";
import type { Subject } from "../engine/subject.ts";
import { beginningNamed } from "./three-phase-commit.beginnings.ts";
import { environmentOf } from "./three-phase-commit.bounds.ts";
import { ends, endsOf } from "./three-phase-commit.ends.ts";
import { outboxLeaves, threePhaseCommitMapping } from "./three-phase-commit.mapping.ts";
import { systemOf } from "./three-phase-commit.options.ts";
import { threePhaseCommitProperties } from "./three-phase-commit.properties.ts";
import { threePhaseCommitTwins } from "./three-phase-commit.twins.ts";

/** With a bound on delay everything goes one by one, and whoever crashes once comes back. */
const bounded = {
  Order: "FirstSecondThird",
  MayTimeOut: "AfterTheBound",
  MayAbortAlone: "IfNobodyAsks",
  MayCrash: "Once",
  MayRestart: "OnceItsMessagesAreGone",
};

/** Suspicions may be wrong, and messages are as late as they like. */
const consensus = {
  Order: "FirstSecondThird",
  Obeys: "OnlyTheHighest",
  IsEnough: "AMajority",
  AsksBeforeAbort: "BeforeEither",
  IsCountedAfterRestart: "Always",
  MayTimeOut: "UnlessItCounts",
  MayCrash: "OnlyTheCoordinator",
  SendsAtOnce: "Always",
};

const module = "MCThreePhaseCommit";
const random = { module, behaviours: 100, depth: 100 };

/** Whoever waits does so until a fault strikes, or until nothing else is left to do. */
const waiting = ["AbortAlone", "TakeOver", "StopWaiting", "Ask", "Restart"];
const scheduled = {
  module,
  runs: 120,
  steps: 150,
  faults: ["Crash", ...waiting],
  lastResorts: waiting,
};

export const threePhaseCommitProtocol: Protocol = {
  name: "three-phase-commit",
  problem: "atomic-commit",
  mapping: threePhaseCommitMapping,
  subjectOf,
  replays: [
    {
      name: "ThreePhaseCommit_4_BoundedDelay",
      constants: constantsOf(4, { ...bounded, MayCrash: "OnlyTheCoordinator" }),
      behaviour: { init: "InitWhenAllHaveVotedOneByOne", next: "Next" },
      ...random,
    },
    {
      name: "ThreePhaseCommit_3_AllCrash",
      constants: constantsOf(3, bounded),
      behaviour: { init: "InitWhenAllHaveVotedOneByOne", next: "Next" },
      ...random,
    },
    {
      name: "ThreePhaseCommit_5_Consensus",
      constants: constantsOf(5, consensus),
      behaviour: { init: "InitWhenAllHaveVoted", next: "Next" },
      ...random,
    },
  ],
  runs: [
    { name: "ThreePhaseCommit_4_Runs", constants: constantsOf(4, bounded), ...scheduled },
    { name: "ThreePhaseCommit_5_Runs", constants: constantsOf(5, { ...consensus, MayCrash: "Once" }), ...scheduled },
  ],
  ends,
  endsOf,
  twins: threePhaseCommitTwins,
  properties: threePhaseCommitProperties,
  explorations: [],
};

function constantsOf(participants: number, overrides: Constants["overrides"]): Constants {
  const names = Array.from({ length: participants }, (_, i) => `p${i + 1}`);
  return {
    sets: { Participant: names },
    values: { Coordinator: "c", p1: "p1", p2: "p2", p3: "p3" },
    overrides,
  };
}

function subjectOf(constants: Constants, begins = "Init"): Subject {
  const system = systemOf(constants);
  const nodes = nodesOf(system);
  return {
    system,
    environment: environmentOf(constants),
    mapping: { ...threePhaseCommitMapping, leavesOfObject: (_, held) => outboxLeaves(nodes, held) },
    begins: beginningNamed(begins),
  };
}
