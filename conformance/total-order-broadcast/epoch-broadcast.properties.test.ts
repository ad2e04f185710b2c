import assert from "node:assert/strict";
import { test } from "node:test";
import type { Constants } from "../engine/constants.ts";
import { checkProperties, type Verdict } from "../engine/properties.ts";
import { walkerOf } from "../engine/subject.ts";
import { withTwin } from "../engine/with-twin.ts";
import { constantsNamed } from "../graph/model-graph.ts";
import { epochBroadcastProperties, type Fact } from "./epoch-broadcast.properties.ts";
import { epochBroadcastProtocol } from "./epoch-broadcast.ts";

const limit = 200_000;

function constantsOf(nodes: number, clients: readonly string[], overrides: Constants["overrides"]): Constants {
  return {
    sets: { Node: ["n1", "n2", "n3"].slice(0, nodes), Client: clients, Number: ["1"] },
    values: { None: "None", n1: "n1", n2: "n2", n3: "n3" },
    overrides: { IsPreVoteQuorum: "AnyOne", MayCheckQuorum: "Never", MayHandOver: "NeverAt", ...overrides },
  };
}

function verdictOn(constants: Constants, protocol = epochBroadcastProtocol): Verdict {
  return checkProperties(walkerOf(protocol.subjectOf(constants)), protocol.properties, limit, () => {});
}

const sound: Readonly<Record<string, Constants>> = {
  "one leader": constantsOf(2, ["a"], { MaySuspect: "OnlyTheFirstOnce" }),
  "two leaders and no client": constantsOf(2, ["a"], { MaySuspect: "FirstThenSecond", MayBroadcast: "NeverAt" }),
};

for (const [what, constants] of Object.entries(sound)) {
  test(`every property holds in every state of the step functions, with every fault and ${what}`, () => {
    const { exploration, violation } = verdictOn(constants);
    assert.equal(violation, undefined);
    assert.equal(exploration.complete, true);
  });
}

const twoClients = constantsOf(2, ["a", "b"], { MaySuspect: "OnlyTheFirstOnce", MayCrash: "Never" });
const secondCrashes = constantsOf(3, ["a"], {
  MaySuspect: "FirstThenThird",
  MayBroadcast: "NeverAt",
  MayAskAgain: "Never",
  MayReplicate: "Never",
  MayCrash: "OnlyTheSecond",
});
const elections = constantsNamed("EpochBroadcast_Elections");
const recovery = constantsNamed("EpochBroadcast_Recovery");

/** What the explorer finds wrong with twins. What is a matter of termination no state shows. */
const violated: readonly (readonly [twin: string, constants: Constants, property: string])[] = [
  ["DeliveredTwice", constantsNamed("EpochBroadcast_Duplicates"), "DeliveredOnce"],
  ["SkipsADelivery", twoClients, "TotalOrder"],
  ["InventsARequest", twoClients, "DeliveredWasBroadcast"],
  ["ElectionsMissEachOther", elections, "OneLeaderPerEpoch"],
  ["VotesTwice", elections, "OneLeaderPerEpoch"],
  ["VoteSentBeforeDurable", elections, "OneLeaderPerEpoch"],
  ["ElectionsMissDecisions", recovery, "DecidedIsOnDisks"],
  ["FailoverWithoutConsensus", recovery, "DecidedIsOnDisks"],
  ["VoterIgnoresLogs", recovery, "LeaderCompleteness"],
  ["LateAppendTruncates", recovery, "DecidedIsOnDisks"],
  ["AcknowledgedBeforeDurable", secondCrashes, "DecidedIsOnDisks"],
];

for (const [twin, constants, property] of violated) {
  test(`${property} is violated by the twin ${twin}, after a shortest path`, () => {
    const { violation } = verdictOn(constants, withTwin(epochBroadcastProtocol, `EpochBroadcast_Bug_${twin}`));
    assert.equal(violation?.property, property);
    assert.ok((violation?.path.length ?? 0) > 1);
  });
}

/** A follower that has nothing. */
const follower: Fact = {
  isLeader: false,
  epoch: 2,
  log: [],
  epochs: [],
  decided: 0,
  durable: [],
  delivered: [],
  isWriting: false,
};

/** In the twins, whatever comes to this violates another property before. */
const byHand: readonly (readonly [property: string | undefined, one: Partial<Fact>, other: Partial<Fact>])[] = [
  ["LogMatching", { log: ["x", "y"], epochs: [1, 2] }, { log: ["z", "y"], epochs: [1, 2] }],
  ["LogMatching", { log: ["x", "y"], epochs: [1, 2] }, { log: ["x", "z"], epochs: [1, 2] }],
  [undefined, { log: ["x", "y"], epochs: [1, 1] }, { log: ["x", "z"], epochs: [1, 2] }],
  ["TotalOrder", { delivered: ["1", "2"] }, { delivered: ["2"] }],
  [undefined, { delivered: ["1", "2"] }, { delivered: ["1"] }],
  ["DeliveredWasBroadcast", { delivered: ["1", "3"] }, { delivered: ["1"] }],
];

test("logs that have an entry of the same epoch differ nowhere before it, and deliveries nowhere at all", () => {
  for (const [property, one, other] of byHand) {
    const facts = [
      { ...follower, ...one },
      { ...follower, ...other },
    ];
    assert.equal(epochBroadcastProperties.violated(facts, [1, 2]), property);
    assert.equal(epochBroadcastProperties.violated(facts.reverse(), [1, 2]), property);
  }
});
