/**
 * What is shown of epoch consensus: the bounds of its models, the behaviours that are replayed, the runs that TLC has to
 * accept, and the twins that must be rejected.
 *
 * @module
 */
import type { Constants } from "../engine/constants.ts";
import type { Protocol, ReplayModel } from "../engine/protocol.ts";
import { environmentOf } from "./epoch-consensus.bounds.ts";
import { ends, endsOf } from "./epoch-consensus.ends.ts";
import { epochConsensusMapping } from "./epoch-consensus.mapping.ts";
import { systemOf } from "./epoch-consensus.options.ts";
import { epochConsensusProperties } from "./epoch-consensus.properties.ts";
import { epochConsensusTwins } from "./epoch-consensus.twins.ts";

/** Whoever suspects starts an epoch, and no leader looks whether it is heard. */
const plain = { IsPreVoteQuorum: "AnyNode", MayCheckQuorum: "Never" };

export const epochConsensusProtocol: Protocol = {
  name: "epoch-consensus",
  problem: "consensus",
  mapping: epochConsensusMapping,
  subjectOf: (constants) => ({
    system: systemOf(constants),
    environment: environmentOf(constants),
    mapping: epochConsensusMapping,
  }),
  replays: [
    { ...laterLeaders(3, {}), behaviours: 400, depth: 160 },
    { ...laterLeaders(5, { MayRestart: "Never" }), behaviours: 200, depth: 200 },
    {
      name: "EpochConsensus_5_EveryFault",
      module: "MCEpochConsensus",
      constants: constantsOf(5, { MaySuspect: "AnybodyStartsThree" }),
      behaviours: 450,
      depth: 45,
    },
  ],
  runs: [
    ...(
      [
        [3, 170, { MaySuspect: "AnybodyStartsThree" }],
        [5, 50, { MaySuspect: "AnybodyStartsThree" }],
        [7, 80, { ...plain, MaySuspect: "FirstSecondFirst" }],
      ] as const
    ).map(([nodes, runs, suspicions]) => ({
      name: `EpochConsensus_${nodes}_Runs`,
      module: "MCEpochConsensus",
      constants: constantsOf(nodes, { MayLose: "Always", ...suspicions }),
      runs,
      steps: 150,
      faults: ["CheckQuorum", "Crash", "Lose"],
    })),
  ],
  ends,
  endsOf,
  twins: epochConsensusTwins,
  properties: epochConsensusProperties,
  explorations: [
    {
      name: "EpochConsensus_3_EveryFault",
      constants: constantsOf(3, { ...plain, MaySuspect: "FirstThenSecond", MayPropose: "LeaderHasOwnValue" }),
    },
  ],
};

/** A later leader has something to recover, and whoever has put something to the vote may crash. */
function laterLeaders(nodes: number, more: Constants["overrides"]): Pick<ReplayModel, "name" | "module" | "constants"> {
  const overrides = {
    ...plain,
    MaySuspect: "SuspectsAfterAccepting",
    MayPropose: "LeaderHasOwnValue",
    MayCrash: "CrashesAfterProposing",
    MayLag: "Never",
    MayAskAgain: "Never",
    MayResend: "Never",
    ...more,
  };
  return {
    name: `EpochConsensus_${nodes}_LaterLeaders`,
    module: "MCEpochConsensus",
    constants: constantsOf(nodes, overrides),
  };
}

function constantsOf(nodes: number, overrides: Constants["overrides"]): Constants {
  return {
    sets: { Node: Array.from({ length: nodes }, (_, i) => `n${i + 1}`), Value: ["v1", "v2"] },
    values: { None: "None", n1: "n1", n2: "n2", n3: "n3", v1: "v1", v2: "v2" },
    overrides,
  };
}
