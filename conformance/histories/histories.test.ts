/** What clients saw in the simulator is linearizable, and what they cannot have seen is not. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { checkHistory } from "../../src/linearizable-storage/histories/check.ts";
import { type Call, type History, isAnswered } from "../../src/linearizable-storage/histories/history.ts";
import { registerObject } from "../../src/linearizable-storage/histories/objects.ts";
import type { SequentialObject } from "../../src/linearizable-storage/histories/sequential-object.ts";
import { randomOf } from "../../src/shell/simulator/random.ts";
import { everyRecorded } from "./every.ts";
import { record } from "./record.ts";
import type { Recorded } from "./recorded.ts";
import { historiesOf } from "./run-histories.ts";
import { disagreementsIn } from "./second-opinion.ts";
import { spoiled } from "./spoil.ts";

const seeds = { first: 1, count: 34 };

const register: SequentialObject = registerObject;

for (const recorded of everyRecorded) {
  test(`${recorded.name}: ${seeds.count} histories are judged as they should be`, () => {
    const judged = historiesOf(recorded, seeds);
    const failed = judged.filter(({ isSpoiled, verdict }) => !isSpoiled && verdict.kind !== "linearizable");
    assert.deepEqual(
      failed.map(({ seed }) => seed),
      [],
    );
    assert.deepEqual(
      judged.flatMap(({ violation = [] }) => violation),
      [],
    );
    const illegal = judged.filter(({ verdict }) => verdict.kind === "notLinearizable");
    assert.ok(illegal.length >= seeds.count / 4, `${illegal.length} are illegal`);
    const calls = judged.flatMap(({ history }) => history);
    assert.ok(calls.some((call) => !isAnswered(call)));
    assert.ok(calls.filter(isAnswered).length > 10 * seeds.count);
    assert.ok(judged.some(({ history }) => mostAtOnce(history) >= 3));
  });
}

/** How many clients were waiting at once. */
function mostAtOnce(history: History): number {
  const answered = history.filter(isAnswered);
  return Math.max(
    0,
    ...answered.map(
      ({ invoked }) => answered.filter((other) => other.invoked <= invoked && invoked < other.returned.at).length,
    ),
  );
}

test("a seed decides its history", () => {
  for (const recorded of everyRecorded) assert.deepEqual(record(recorded, 3).history, record(recorded, 3).history);
});

/** Mistakes that few runs show, and in how many. */
const quicklyShown: Readonly<Record<string, number>> = {
  "replicated-counter-on-log: DoesNotWait": 3,
  "replicated-counter-on-log: NumberOfTheLast": 10,
  "replicated-counter-on-log: FromNought": 5,
  "replicated-counter-on-log: OnlyItsOwn": 3,
  "replicated-counter-on-log: LogInvents": 20,
  "replicated-counter-on-epoch-broadcast: OnlyItsOwn": 20,
  "register-on-log: MixesReads": 20,
  "register-on-log: TakesEffectTwice": 20,
  "register-on-epoch-broadcast: LocalRead": 20,
  "store-on-epoch-broadcast: doesNotWait": 10,
};

test("each mistake that is looked for is one", () => {
  const known = everyRecorded.flatMap(({ name, mistakes }) => mistakes.map((mistake) => `${name}: ${mistake.name}`));
  assert.deepEqual(
    Object.keys(quicklyShown).filter((name) => !known.includes(name)),
    [],
  );
});

for (const recorded of everyRecorded) {
  for (const { name, systemOf } of recorded.mistakes) {
    const runs = quicklyShown[`${recorded.name}: ${name}`];
    if (runs === undefined) continue;
    test(`${recorded.name}: a history shows ${name} in ${runs} runs`, () => {
      assert.ok(Array.from({ length: runs }, (_, i) => i + 1).some((seed) => showsIt(recorded, seed, systemOf)));
    });
  }
}

function showsIt(recorded: Recorded, seed: number, systemOf: Recorded["systemOf"]): boolean {
  return checkHistory(record(recorded, seed, systemOf).history, recorded.object).kind === "notLinearizable";
}

const read = (client: string, invoked: number, outcome: unknown): Call => ({
  client,
  operation: { kind: "read" },
  invoked,
  returned: { at: invoked + 1, outcome },
});

test("a history is spoiled by one or two answers, and one without unlike answers is left as it is", () => {
  const history = [read("a", 0, null), read("b", 5, null)];
  assert.equal(spoiled(history, randomOf(1)), history);
  const write: Call = {
    client: "c",
    operation: { kind: "write", value: 1 },
    invoked: 3,
    returned: { at: 4, outcome: null },
  };
  const legal = [read("a", 0, null), write, read("b", 5, 1)];
  assert.equal(checkHistory(legal, register).kind, "linearizable");
  for (let seed = 0; seed < 10; seed++) {
    assert.equal(checkHistory(spoiled(legal, randomOf(seed)), register).kind, "notLinearizable");
  }
});

test("two that judge a history differently disagree, and whoever has given up does not", () => {
  const [legal, illegal, gaveUp] = ["linearizable", "notLinearizable", "gaveUp"];
  assert.deepEqual(
    disagreementsIn([
      { name: "same", said: [legal, legal] },
      { name: "unlike", said: [legal, illegal] },
      { name: "given up", said: [gaveUp, illegal] },
      { name: "unlike its own test", said: [illegal, illegal, legal] },
    ]),
    [
      "unlike: we say linearizable, others notLinearizable",
      "unlike its own test: we say notLinearizable, others notLinearizable, linearizable",
    ],
  );
});
