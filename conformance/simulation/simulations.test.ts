/**
 * The protocols stand in many worlds, and mistakes are found.
 *
 * @module
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { faultKinds } from "../../src/shell/simulator/fault.ts";
import { simulatedProtocols } from "./protocols.ts";
import { runSeeds } from "./run-seeds.ts";
import { scenarioNamed } from "./scenario-named.ts";

const seeds = { first: 1, count: 60 };

for (const { name, scenarioOf } of simulatedProtocols) {
  test(`${name}: in ${seeds.count} worlds nothing is violated, and everything goes wrong that can`, () => {
    const { failure, faults, told } = runSeeds((seed) => scenarioOf(seed), seeds);
    assert.deepEqual([failure?.plan.seed, failure?.violation], [undefined, undefined]);
    for (const kind of [...faultKinds, "lost", "duplicated"]) assert.ok((faults[kind] ?? 0) > 0, kind);
    assert.ok(told >= seeds.count, `${told}`);
  });
}

/** Mistakes of all kinds that few runs find: how many are enough. */
const quicklyFound: Readonly<Record<string, number>> = {
  TwoPhaseCommit_Bug_CommitSentBeforeDurable: 10,
  TwoPhaseCommit_Bug_ForgetsUnconfirmed: 20,
  TwoPhaseCommit_Bug_NoResending: 10,
  ThreePhaseCommit_Bug_DecidesUnheard: 10,
  ThreePhaseCommit_Bug_CommitOnSomeYes: 20,
  EpochConsensus_Bug_IgnoresAccepted: 60,
  EpochConsensus_Bug_InventsAValue: 10,
  EpochConsensus_Bug_WaitsForEveryone: 10,
  EpochConsensus_Bug_NeverRests: 10,
  EpochConsensus_Bug_LeadsInSilence: 20,
  EpochBroadcast_Bug_AcknowledgedBeforeDurable: 40,
  EpochBroadcast_Bug_LeaderReplaces: 20,
  EpochBroadcast_Bug_SkipsADelivery: 10,
  EpochBroadcast_Bug_NoEntryOfItsOwn: 60,
  BroadcastRegister_Bug_LocalRead: 10,
  BroadcastRegister_Bug_AnswersOfThePiece: 10,
};

for (const { name, twins, unseen, scenarioOf } of simulatedProtocols) {
  for (const twin of twins) {
    const count = quicklyFound[twin.name];
    if (count === undefined) continue;
    test(`${twin.name} is found in ${count} runs`, () => {
      const { failure } = runSeeds((seed) => scenarioOf(seed, twin.systemOf), { first: 1, count });
      assert.notEqual(failure, undefined);
    });
  }

  test(`${name}: what is said not to be seen is a mistake of the protocol`, () => {
    const names = twins.map((twin) => twin.name);
    assert.deepEqual(
      Object.keys(unseen).filter((unknown) => !names.includes(unknown)),
      [],
    );
  });
}

test("every mistake that is looked for is one of a protocol", () => {
  const names = simulatedProtocols.flatMap(({ twins }) => twins.map(({ name }) => name));
  assert.deepEqual(
    Object.keys(quicklyFound).filter((name) => !names.includes(name)),
    [],
  );
});

test("a scenario is found by its name, and an unknown one is said to be so", () => {
  for (const { name } of simulatedProtocols) assert.ok(scenarioNamed(name, 1).within > 0);
  assert.throws(() => scenarioNamed("nothing", 1), /known are:\n[\s\S]*there is no scenario "nothing"$/);
});
