import assert from "node:assert/strict";
import { test } from "node:test";
import type { Constants } from "../engine/constants.ts";
import { checkProperties, type Verdict } from "../engine/properties.ts";
import { walkerOf } from "../engine/subject.ts";
import { epochBroadcastProperties, type Fact } from "./epoch-broadcast.properties.ts";
import { epochBroadcastProtocol } from "./epoch-broadcast.ts";
import { epochBroadcastTwins } from "./epoch-broadcast.twins.ts";

const limit = 60_000;

function constantsOf(nodes: readonly string[], overrides: Constants["overrides"]): Constants {
  return {
    sets: { Node: nodes, Client: ["a"], Number: ["1"] },
    values: { None: "None", n1: "n1", n2: "n2", n3: "n3" },
    overrides: { MayReplicate: "Never", ...overrides },
  };
}

const two = constantsOf(["n1", "n2"], { MaySuspect: "FirstThenSecond", MayLag: "Never", MayCrash: "Never" });
const three = constantsOf(["n1", "n2", "n3"], {
  MaySuspect: "FirstThenSecond",
  MayBroadcast: "AtTheFirst",
  MayLag: "Never",
  MayArrive: "FirstReachesThird",
  MayCrash: "OnlyTheSecond",
});
const candidates = constantsOf(["n1", "n2", "n3"], {
  MaySuspect: "FirstAndSecond",
  MayBroadcast: "NeverAt",
  MayCrash: "OnlyTheThird",
});

function verdictOn(constants: Constants, twin?: string): Verdict {
  const subject = epochBroadcastProtocol.subjectOf(constants);
  const mistaken = epochBroadcastTwins.find(({ name }) => name === `EpochBroadcast_Bug_${twin}`);
  assert.equal(mistaken === undefined, twin === undefined, twin);
  const system = mistaken?.systemOf(constants) ?? subject.system;
  return checkProperties(walkerOf({ ...subject, system }), epochBroadcastProperties, limit, () => {});
}

test("every property holds in every state of the step functions, when a second leader recovers and crashes", () => {
  const { exploration, violation } = verdictOn(three);
  assert.equal(violation, undefined);
  assert.equal(exploration.complete, true);
});

const violated: readonly (readonly [twin: string, constants: Constants, property: string])[] = [
  ["VotesTwice", candidates, "OneLeaderPerEpoch"],
  ["VoterIgnoresLogs", three, "LeaderCompleteness"],
  ["AcknowledgedBeforeDurable", two, "DecidedIsOnDisks"],
  ["DeliveredTwice", two, "DeliveredOnce"],
];

for (const [twin, constants, property] of violated) {
  test(`${property} is violated by the twin ${twin}, after a shortest path`, () => {
    const { violation } = verdictOn(constants, twin);
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
  ["TotalOrder", { delivered: ["a", "b"] }, { delivered: ["b"] }],
  [undefined, { delivered: ["a", "b"] }, { delivered: ["a"] }],
];

test("logs that have an entry of the same epoch differ nowhere before it, and deliveries nowhere at all", () => {
  for (const [property, one, other] of byHand) {
    const facts = [
      { ...follower, ...one },
      { ...follower, ...other },
    ];
    assert.equal(epochBroadcastProperties.violated(facts), property);
    assert.equal(epochBroadcastProperties.violated(facts.reverse()), property);
  }
});
