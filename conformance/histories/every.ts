import { stack } from "../../src/core/stack.ts";
import { hasFields } from "../../src/core/taking-in.ts";
import { locatingByEntries } from "../../src/environment/positioned-log.ts";
import {
  type CounterOperation,
  counterObject,
  type StoreOperation,
  storeObject,
} from "../../src/linearizable-storage/histories/objects.ts";
import { countOf, replicatedCounter } from "../../src/replicated-machine/replicated-counter/system.ts";
import { oneOf, type Random } from "../../src/shell/simulator/random.ts";
import { asLog } from "../../src/total-order-broadcast/epoch-broadcast/as-log.ts";
import { epochBroadcast } from "../../src/total-order-broadcast/epoch-broadcast/system.ts";
import { recordedRegister } from "../linearizable-storage/broadcast-register.recorded.ts";
import { isAnswer } from "../replicated-machine/replicated-counter.properties.ts";
import { replicatedCounterTwins } from "../replicated-machine/replicated-counter.twins.ts";
import { type MachineMistake, machine, machineRequest } from "./machine.ts";
import type { Answer, Recorded, RecordedMistake } from "./recorded.ts";

/** The part of each node on the part of epoch broadcast there, which stands in the place of the log. */
function onBroadcast(systemOf: Recorded["systemOf"]): Recorded["systemOf"] {
  return (nodes) => stack(systemOf(nodes), epochBroadcast({ nodes }), locatingByEntries(asLog("log")));
}

/** The same object on either log. A mistake that is one of the log's is made there alone. */
function onBothLogs<Operation, Outcome>(
  recorded: Recorded<Operation, Outcome>,
): readonly Recorded<Operation, Outcome>[] {
  const { name, systemOf, mistakes } = recorded;
  const ofBroadcast = mistakes
    .filter(({ isOfTheLog }) => isOfTheLog !== true)
    .map((mistake) => ({ ...mistake, systemOf: onBroadcast(mistake.systemOf) }));
  return [
    explained({ ...recorded, name: `${name}-on-log` }),
    explained({
      ...recorded,
      name: `${name}-on-epoch-broadcast`,
      systemOf: onBroadcast(systemOf),
      mistakes: ofBroadcast,
    }),
  ];
}

function explained<Operation, Outcome>(recorded: Recorded<Operation, Outcome>): Recorded<Operation, Outcome> {
  const { name, mistakes } = recorded;
  return {
    ...recorded,
    mistakes: mistakes.map((mistake) => {
      const because = unseen[name]?.[mistake.name];
      return because === undefined ? mistake : { ...mistake, unseen: because };
    }),
  };
}

const sameAnswer = "whoever is told, is told the right number, and again the same";

/** Mistakes that no history shows, by system, and why. */
const unseen: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "replicated-counter-on-log": { StillWaiting: sameAnswer, AnswersUnasked: sameAnswer },
  "replicated-counter-on-epoch-broadcast": {
    StillWaiting: sameAnswer,
    AnswersUnasked: sameAnswer,
    CountsTwice: "a node that remembers refuses what the log tells it again, and answers nobody any more",
  },
  "register-on-log": {
    WaitsForOneMore: "a read that waits for too long is answered late, or never",
    StillWaiting: sameAnswer,
    AppliesTwice: "its disk answers, which it does not understand, and the run ends",
    LogInvents: "what is invented is of a register that no client reads",
  },
  "register-on-epoch-broadcast": {
    StillWaiting: sameAnswer,
    AppliesTwice: "its disk answers, which it does not understand, and the run ends",
  },
};

function twinsOfTheCounter(): readonly RecordedMistake[] {
  return replicatedCounterTwins.map(({ name, systemOf }) => {
    const short = name.replace("ReplicatedCounter_Bug_", "");
    return {
      name: short,
      // Whoever invents requests takes them from these.
      systemOf: (nodes) => systemOf({ sets: { Node: nodes, Request: ["a", "b"] }, values: {}, overrides: {} }),
      isOfTheLog: short === "LogInvents",
    };
  });
}

const counting: Recorded<CounterOperation, number> = {
  name: "replicated-counter",
  systemOf: (nodes) => replicatedCounter({ nodes }),
  kind: "counter",
  object: counterObject,
  operationOf: () => ({ kind: "increment" }),
  requestOf: (_, client, number) => countOf({ client, number }),
  answerIn: (told) => (isAnswer(told) ? { ...told.request, outcome: told.number } : undefined),
  mistakes: twinsOfTheCounter(),
};

const storeMistakes: readonly MachineMistake[] = ["readsItsOwn", "doesNotWait", "takesAgain"];

const storing: Recorded<StoreOperation, string | null> = {
  name: "store",
  kind: "store",
  systemOf: (nodes) => machine(nodes, storeObject),
  object: storeObject,
  operationOf: storeOperation,
  requestOf: machineRequest,
  answerIn,
  mistakes: storeMistakes.map((mistake) => ({
    name: mistake,
    systemOf: (nodes) => machine(nodes, storeObject, mistake),
    // Epoch broadcast takes the requests of a client in turn, and these are of as many clients as nodes.
    isOfTheLog: mistake === "takesAgain",
  })),
};

function answerIn<Outcome>(told: unknown): Answer<Outcome> | undefined {
  return hasFields(told) && "outcome" in told ? (Object(told) as Answer<Outcome>) : undefined;
}

const keyOf = (random: Random): string => oneOf(random, ["x", "y"]);

function storeOperation(random: Random): StoreOperation {
  const key = keyOf(random);
  if (random() < 0.4) return { kind: "get", key };
  return { kind: random() < 0.2 ? "put" : "append", key, value: oneOf(random, ["a", "b", "c"]) };
}

export const everyRecorded: readonly Recorded[] = [
  ...onBothLogs(counting),
  ...onBothLogs(recordedRegister),
  ...onBothLogs(storing),
];
