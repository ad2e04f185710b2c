import assert from "node:assert/strict";
import { test } from "node:test";
import type { Constants } from "../engine/constants.ts";
import { checkProperties, type Verdict } from "../engine/properties.ts";
import { walkerOf } from "../engine/subject.ts";
import { withTwin } from "../engine/with-twin.ts";
import { epochConsensusProtocol } from "./epoch-consensus.ts";

const limit = 60_000;

function constantsOf(nodes: readonly string[], overrides: Constants["overrides"]): Constants {
  return {
    sets: { Node: nodes, Value: ["v1", "v2"] },
    values: { None: "None", n1: "n1", n2: "n2", n3: "n3", v1: "v1", v2: "v2" },
    overrides: { IsPreVoteQuorum: "AnyNode", MayCheckQuorum: "Never", MayPropose: "LeaderHasOwnValue", ...overrides },
  };
}

const two = constantsOf(["n1", "n2"], { MaySuspect: "FirstThenSecond" });
const three = constantsOf(["n1", "n2", "n3"], {
  MaySuspect: "FirstThenSecond",
  MayLag: "Never",
  MayCrash: "Never",
});
const candidates = constantsOf(["n1", "n2", "n3"], { MaySuspect: "TwoStartOne", MayCrash: "OnlyTheThird" });

function verdictOn(constants: Constants, protocol = epochConsensusProtocol): Verdict {
  return checkProperties(walkerOf(protocol.subjectOf(constants)), protocol.properties, limit, () => {});
}

test("every property holds in every state of the step functions, with every fault", () => {
  const { exploration, violation } = verdictOn(two);
  assert.equal(violation, undefined);
  assert.equal(exploration.complete, true);
});

/** What the explorer finds wrong with each twin. What is a matter of termination no state shows. */
const violated: readonly (readonly [twin: string, constants: Constants, property: string])[] = [
  ["ProposalsMissElections", three, "Agreement"],
  ["ElectionsApart", constantsOf(["n1", "n2"], { MaySuspect: "TwoStartOne" }), "OneLeaderPerEpoch"],
  ["IgnoresAccepted", two, "Agreement"],
  ["InventsAValue", two, "Validity"],
  ["VoteSentBeforeDurable", candidates, "OneLeaderPerEpoch"],
  ["VotesTwice", candidates, "OneLeaderPerEpoch"],
  [
    "DecidesTwice",
    constantsOf(["n1", "n2"], { MaySuspect: "FirstStartsOne", MayPropose: "OwnValue" }),
    "OneValuePerEpoch",
  ],
];

for (const [twin, constants, property] of violated) {
  test(`${property} is violated by the twin ${twin}, after a shortest path`, () => {
    const { violation } = verdictOn(constants, withTwin(epochConsensusProtocol, `EpochConsensus_Bug_${twin}`));
    assert.equal(violation?.property, property);
    assert.ok((violation?.path.length ?? 0) > 1);
  });
}
