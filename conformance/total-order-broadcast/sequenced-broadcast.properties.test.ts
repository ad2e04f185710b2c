import assert from "node:assert/strict";
import { test } from "node:test";
import { checkProperties } from "../engine/properties.ts";
import { walkerOf } from "../engine/subject.ts";
import { constantsNamed } from "../graph/model-graph.ts";
import { sequencedBroadcastProtocol } from "./sequenced-broadcast.ts";
import { sequencedBroadcastTwins } from "./sequenced-broadcast.twins.ts";

const { properties, subjectOf } = sequencedBroadcastProtocol;

test("every property holds in every state of the step functions", () => {
  for (const model of ["SequencedBroadcast_2", "SequencedBroadcast_2_InTurn", "SequencedBroadcast_1_Cells"]) {
    const { exploration, violation } = checkProperties(
      walkerOf(subjectOf(constantsNamed(model))),
      properties,
      200_000,
      () => {},
    );
    assert.deepEqual([model, violation, exploration.complete], [model, undefined, true]);
  }
});

/** What the explorer finds wrong with each twin. */
const violated: Readonly<Record<string, string>> = {
  SequencedBroadcast_Bug_StepsOverTheGap: "TotalOrder",
  SequencedBroadcast_Bug_DeliversAsItComes: "DeliveredOnce",
  SequencedBroadcast_Bug_StoresTooMuch: "StoredIsDurable",
  SequencedBroadcast_Bug_KeepsEverything: "KeepsWhatIsNear",
  SequencedBroadcast_Bug_FillerSkipsTheCell: "TotalOrder",
};

for (const { name, against, systemOf } of sequencedBroadcastTwins) {
  const property = violated[name];
  if (property === undefined) continue;
  test(`${property} is violated by the twin ${name}, after a shortest path`, () => {
    const constants = constantsNamed(against);
    const subject = { ...subjectOf(constants), system: systemOf(constants) };
    const { violation } = checkProperties(walkerOf(subject), properties, 200_000, () => {});
    assert.equal(violation?.property, property);
  });
}
