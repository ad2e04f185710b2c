/**
 * What is shown of epoch broadcast: the bounds of its models, the behaviours that are replayed, the runs that TLC has to
 * accept, and the twins that must be rejected.
 *
 * @module
 */
import { type Constants, setNamed } from "../engine/constants.ts";
import type { Protocol } from "../engine/protocol.ts";
import { environmentOf } from "./epoch-broadcast.bounds.ts";
import { ends, endsOf } from "./epoch-broadcast.ends.ts";
import { epochBroadcastMapping } from "./epoch-broadcast.mapping.ts";
import { systemOf } from "./epoch-broadcast.options.ts";
import { epochBroadcastProperties } from "./epoch-broadcast.properties.ts";
import { epochBroadcastTwins } from "./epoch-broadcast.twins.ts";

export const epochBroadcastProtocol: Protocol = {
  name: "epoch-broadcast",
  problem: "total-order-broadcast",
  mapping: epochBroadcastMapping(["n1", "n2", "n3"]),
  subjectOf: (constants) => ({
    system: systemOf(constants),
    environment: environmentOf(constants),
    mapping: epochBroadcastMapping(setNamed(constants, "Node")),
  }),
  replays: [
    {
      name: "EpochBroadcast_3_OneLeader",
      module: "MCEpochBroadcast",
      constants: constantsOf({ MaySuspect: "OnlyTheFirstOnce", MayCrash: "OnlyTheSecond" }),
      behaviours: 200,
      depth: 120,
    },
    {
      name: "EpochBroadcast_3_TwoLeaders",
      module: "MCEpochBroadcast",
      constants: constantsOf({ MaySuspect: "FirstThenSecond", MayCrash: "OnlyTheThird" }),
      behaviours: 100,
      depth: 90,
    },
    {
      name: "EpochBroadcast_3_EveryFault",
      module: "MCEpochBroadcast",
      constants: constantsOf({}),
      behaviours: 100,
      depth: 60,
    },
  ],
  runs: [
    {
      name: "EpochBroadcast_3_Runs",
      module: "MCEpochBroadcast",
      constants: constantsOf({ MaySuspect: "FirstThenSecond", MayLose: "Always" }),
      runs: 100,
      steps: 100,
      faults: ["Crash", "Lose"],
    },
  ],
  ends,
  endsOf,
  twins: epochBroadcastTwins,
  properties: epochBroadcastProperties,
  explorations: [
    {
      name: "EpochBroadcast_3_TwoClients",
      constants: constantsOf(
        {
          MaySuspect: "FirstThenSecond",
          MayBroadcast: "AtTheFirst",
          MayReplicate: "Never",
          MayLag: "Never",
          MayArrive: "FirstReachesThird",
          MayCrash: "Never",
        },
        ["1"],
      ),
    },
  ],
};

/** Three nodes, and two clients with two requests each unless other numbers are given. */
function constantsOf(overrides: Constants["overrides"], numbers: readonly string[] = ["1", "2"]): Constants {
  return {
    sets: { Node: ["n1", "n2", "n3"], Client: ["a", "b"], Number: numbers },
    values: { None: "None", n1: "n1", n2: "n2", n3: "n3" },
    overrides,
  };
}
