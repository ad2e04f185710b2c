/**
 * What is shown of epoch broadcast: the bounds of its models, the behaviours that are replayed, the runs that TLC has to
 * accept, and the twins that must be rejected.
 *
 * @module
 */
import { type Constants, setNamed } from "../engine/constants.ts";
import type { Protocol, ReplayModel, RunModel } from "../engine/protocol.ts";
import { environmentOf } from "./epoch-broadcast.bounds.ts";
import { ends, endsOf } from "./epoch-broadcast.ends.ts";
import { epochBroadcastMapping } from "./epoch-broadcast.mapping.ts";
import { systemOf } from "./epoch-broadcast.options.ts";
import { positionTwins } from "./epoch-broadcast.position-twins.ts";
import { epochBroadcastPositions } from "./epoch-broadcast.positions.ts";
import { epochBroadcastProperties } from "./epoch-broadcast.properties.ts";
import { epochBroadcastTwins } from "./epoch-broadcast.twins.ts";

const module = "MCEpochBroadcast";

/** Whoever suspects starts an epoch, no leader looks whether it is heard, and none hands over. */
const plain = { IsPreVoteQuorum: "AnyOne", MayCheckQuorum: "Never", MayHandOver: "NeverAt" };
/** Everything that nodes can do, in three epochs. */
const everything = { MaySuspect: "UpToThree", MayHandOver: "BeforeTheThird" };

/** Bounds under which random behaviours come far: that an action is possible at any time is seen without them. */
const afterADecision = {
  ...plain,
  MaySuspect: "AfterADecision",
  MayAskAgain: "Never",
  MayLag: "Never",
  MayCrash: "KnowsOfADecision",
};
const threeLeaders = { ...everything, MayLose: "Always" };
const leadsTwice = { ...plain, MaySuspect: "FirstSecondFirst", MayLose: "Always" };
const oneLeader = { ...plain, MaySuspect: "OnlyTheFirstOnce", MayAskAgain: "Never", MayLose: "Always" };
const tailsDiverge = {
  ...plain,
  MaySuspect: "FirstThenSecond",
  MayAskAgain: "Never",
  MayReplicate: "OnlyTheSecond",
  MayLag: "Never",
  MayArrive: "FirstReachesNobody",
  MayCrash: "Never",
};
const twoLeaders = {
  ...plain,
  MaySuspect: "FirstThenSecond",
  MayBroadcast: "AtTheFirst",
  MayReplicate: "Never",
  MayLag: "Never",
  MayArrive: "FirstReachesThird",
  MayCrash: "Never",
};
/** The whole network, which brings every message of one leader while the other is there, but for its questions. */
const wholeNetwork = {
  ...plain,
  MaySuspect: "FirstThenSecond",
  MayBroadcast: "AtTheFirst",
  MayReplicate: "Never",
  MayArriveLate: "Never",
};
const firstCrashes = { ...wholeNetwork, MayLag: "Never", MayCrash: "OnlyTheFirst" };
const slowDisks = { ...wholeNetwork, MayCrash: "Never" };

export const epochBroadcastProtocol: Protocol = {
  name: "epoch-broadcast",
  problem: "total-order-broadcast",
  mapping: epochBroadcastMapping(["n1", "n2", "n3"]),
  subjectOf: (constants) => ({
    system: systemOf(constants),
    environment: environmentOf(constants),
    // A model with reads is one of the specification that has rounds for them.
    mapping: (constants.sets.Read === undefined ? epochBroadcastMapping : epochBroadcastPositions)(
      setNamed(constants, "Node"),
    ),
  }),
  replays: [
    replay("EpochBroadcast_3_EveryFault", constantsOf(3, 2, everything), 750, 40),
    replay("EpochBroadcast_3_AfterADecision", constantsOf(3, 1, afterADecision), 160, 110),
    replay("EpochBroadcast_3_LaterLeaders", constantsOf(3, 1, { ...afterADecision, MayCrash: "Never" }), 80, 130),
    replay("EpochBroadcast_3_TailsDiverge", constantsOf(3, 1, tailsDiverge), 60, 90),
    replay("EpochBroadcast_5_AfterADecision", constantsOf(5, 1, afterADecision), 30, 140),
    located(replay("EpochBroadcastPosition_3_EveryFault", constantsOf(3, 1, everything), 150, 40)),
    located(replay("EpochBroadcastPosition_3_AfterADecision", constantsOf(3, 1, afterADecision), 60, 110)),
  ],
  runs: [
    runs("EpochBroadcast_3_Runs", constantsOf(3, 1, threeLeaders), 870, 22),
    runs("EpochBroadcast_3_LongerRuns", constantsOf(3, 2, threeLeaders), 80, 65),
    runs("EpochBroadcast_5_Runs", constantsOf(5, 1, threeLeaders), 50, 60),
    // Until clients have nothing more to ask: logs of 24 requests, at every node.
    runs("EpochBroadcast_3_LongLogs", constantsOf(3, 12, leadsTwice), 4, 300),
    // Seventy requests in one epoch: a log is searched in pieces of 32.
    runs("EpochBroadcast_3_LongEpoch", constantsOf(3, 35, oneLeader), 1, 800),
    runs("EpochBroadcast_5_LongLogs", constantsOf(5, 12, leadsTwice), 2, 400),
    located(runs("EpochBroadcastPosition_3_Runs", constantsOf(3, 1, threeLeaders), 150, 40)),
  ],
  ends,
  endsOf,
  twins: [...epochBroadcastTwins, ...positionTwins],
  properties: epochBroadcastProperties,
  explorations: [
    { name: "EpochBroadcast_3_TwoClients", constants: constantsOf(3, 1, twoLeaders) },
    { name: "EpochBroadcast_3_FirstCrashes", constants: constantsOf(3, 1, firstCrashes, ["a"]) },
    { name: "EpochBroadcast_3_SlowDisks", constants: constantsOf(3, 1, slowDisks, ["a"]) },
  ],
};

function replay(name: string, constants: Constants, behaviours: number, depth: number): ReplayModel {
  return { name, module, constants, behaviours, depth };
}

/** A suspicion is taken where all is quiet, so that leaders live long enough to decide something. */
function runs(name: string, constants: Constants, count: number, steps: number): RunModel {
  const faults = ["Suspect", "CheckQuorum", "HandOver", "GiveUp", "Crash", "Lose"];
  return { name, module, constants, runs: count, steps, faults, lastResorts: ["Suspect"] };
}

/** The same, with reads for which the position is asked. */
function located<Model extends ReplayModel | RunModel>(model: Model): Model {
  const { sets, values, overrides } = model.constants;
  return {
    ...model,
    module: "MCEpochBroadcastPosition_Named",
    behaviour: { specification: "SpecNamed" },
    constants: { sets: { ...sets, Read: ["x", "y"] }, values: { ...values, a: "a", b: "b" }, overrides },
  };
}

/** The clients, and how many requests each broadcasts. */
function constantsOf(
  count: number,
  requests: number,
  overrides: Constants["overrides"],
  clients: readonly string[] = ["a", "b"],
): Constants {
  const nodes = Array.from({ length: count }, (_, i) => `n${i + 1}`);
  const numbers = Array.from({ length: requests }, (_, i) => `${i + 1}`);
  return {
    sets: { Node: nodes, Client: clients, Number: numbers },
    values: { None: "None", n1: "n1", n2: "n2", n3: "n3" },
    overrides,
  };
}
