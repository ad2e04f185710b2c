/**
 * One suite of laws over every composition of the circle, in the simulator: each has to keep the laws of what it is made to
 * be, whatever it is made of; and a mistake in any adapter has to be found.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Twin } from "../engine/protocol.ts";
import { constantsOf as constantsOfRegisters } from "../linearizable-storage/broadcast-register.bounds.ts";
import { protocols } from "../protocols.ts";
import { runSeeds, type Sum } from "../simulation/run-seeds.ts";
import { scenarioOf } from "./circle.laws.ts";
import { type Composition, compositions } from "./compositions.ts";

/** Runs of each composition; `RUNS=1000` for more. */
const count = Number(process.env.RUNS ?? 10);

function runsOf(composition: Composition, twin?: Twin): Sum {
  const { nodes, kind } = composition;
  const constants =
    kind === "register"
      ? constantsOfRegisters(nodes)
      : {
          sets: { Node: nodes, Value: nodes, Request: ["x", "y", "z"], Place: ["1", "2", "3"] },
          values: { None: "None" },
          overrides: {},
        };
  return runSeeds((seed) => scenarioOf(composition, seed, twin?.systemOf(constants)), {
    first: 1,
    count: twin === undefined ? count : twin.name in unseen ? 5 : 4_000,
  });
}

test("every composition keeps the laws of what it is made to be", (context) => {
  context.diagnostic("runs   steps  told  verdict  composition");
  for (const composition of compositions) {
    const { runs, steps, told, failure } = runsOf(composition);
    const numbers = [runs, steps, told].map((number, i) => String(number).padStart([4, 7, 5][i] ?? 0));
    context.diagnostic(`${numbers.join(" ")}  ${failure === undefined ? "kept   " : "BROKEN "}  ${composition.name}`);
    assert.equal(failure?.violation, undefined, composition.name);
    assert.ok(told >= runs, `${composition.name} tells its users hardly anything`);
  }
  assert.ok(compositions.length >= 16, String(compositions.length));
});

/** The mistakes that need more than users can see, or more than these runs have. */
const unseen: Readonly<Record<string, string>> = {
  CounterConsensus_Bug_DecidesAtItsRestart: "it tells nobody, and a node that has been down need not tell anything",
  DecisionLog_Bug_ForgetsWhatLost: "clients ask again",
  ReplicatedCounter_Bug_StillWaiting: "what is passed to the log again is told once",
  ReplicatedCounter_Bug_AnswersUnasked: "what it tells is true, if the log does not invent",
  BroadcastRegister_Bug_WaitsForOneMore: "it answers late, or never, and then the client gives up",
  BroadcastRegister_Bug_StillWaiting: "what is passed to the log again is told once",
  BroadcastRegister_Bug_TwoReplicas: "these nodes have no replica",
  BroadcastRegister_Bug_UpdatesDoNotWait: "these nodes have no replica",
  BroadcastRegister_Bug_ReplicaForgets: "these nodes have no replica",
};

const adapters = new Set(compositions.flatMap(({ adapter }) => adapter ?? []));

for (const adapter of adapters) {
  test(`each mistake in an adapter is found by the laws: ${adapter}`, () => {
    const composition = compositions.find((one) => one.adapter === adapter);
    const protocol = protocols.find(({ name }) => name === adapter);
    assert.ok(composition !== undefined && protocol !== undefined);
    const found = protocol.twins.map((twin) => ({ name: twin.name, ...foundIn(composition, twin) }));
    assert.deepEqual(
      found.filter(({ name, property }) => (property === undefined) !== name in unseen),
      [],
    );
  });
}

interface FoundIn {
  readonly property: string | undefined;
  readonly run?: number;
}

function foundIn(composition: Composition, twin: Twin): FoundIn {
  try {
    const { failure, runs } = runsOf(composition, twin);
    return failure?.violation === undefined
      ? { property: undefined }
      : { property: failure.violation.property, run: runs };
  } catch (error) {
    // A role that hears what cannot be refuses it, and then nothing goes on.
    assert.match(String(error), /refuses what it hears/);
    return { property: "refused" };
  }
}
