/**
 * Registers on a log as clients see them, for their histories.
 *
 * @module
 */

import type { PlainData } from "../../src/core/plain-data.ts";
import {
  compareAndSetOf,
  readAtPosition,
  readInLog,
  writeOf,
} from "../../src/linearizable-storage/broadcast-register/asking.ts";
import { hasSet, isAnswer } from "../../src/linearizable-storage/broadcast-register/operation.ts";
import { broadcastRegister } from "../../src/linearizable-storage/broadcast-register/system.ts";
import { type CompareAndSetOperation, registerObject } from "../../src/linearizable-storage/histories/objects.ts";
import { below, oneOf, type Random } from "../../src/shell/simulator/random.ts";
import type { Recorded } from "../histories/recorded.ts";
import { constantsOf } from "./broadcast-register.bounds.ts";
import { broadcastRegisterTwins } from "./broadcast-register.twins.ts";

/** Mistakes of a replica, which these nodes have not. */
const ofReplicas = ["TwoReplicas", "UpdatesDoNotWait", "ReplicaForgets"];

/** Mistakes that show on the log that is an object alone. */
const ofTheLog = ["TakesEffectTwice", "LogInvents", "WaitsForOneMore", "DoesNotWaitForItsPosition"];

export const recordedRegister: Recorded<CompareAndSetOperation, PlainData> = {
  name: "register",
  kind: "register",
  systemOf: (nodes) => broadcastRegister({ nodes }),
  object: registerObject,
  operationOf,
  requestOf: (operation, client, number) => {
    const identity = { client, number };
    const { kind, key = "" } = operation;
    if (kind === "write") return writeOf(identity, key, operation.value);
    if (kind === "compareAndSet") return compareAndSetOf(identity, key, operation.expected, operation.new);
    // Every other read has no entry of its own, if the log tells positions.
    return number % 2 === 0 ? readInLog(identity, key) : readAtPosition(identity, key);
  },
  answerIn: (told) => {
    if (!isAnswer(told)) return undefined;
    const { operation, held } = told;
    const { client, number, value } = operation;
    if (value.kind === "write") return { client, number, outcome: null };
    return { client, number, outcome: value.kind === "compareAndSet" ? hasSet(told) : held };
  },
  mistakes: broadcastRegisterTwins
    .map(({ name, systemOf }) => ({ name: name.replace("BroadcastRegister_Bug_", ""), systemOf }))
    .filter(({ name }) => !ofReplicas.includes(name))
    .map(({ name, systemOf }) => ({
      name,
      systemOf: (nodes) => systemOf(constantsOf(nodes)),
      isOfTheLog: ofTheLog.includes(name),
    })),
};

const keys = ["x", "y"];

function operationOf(random: Random): CompareAndSetOperation {
  const key = oneOf(random, keys);
  if (random() < 0.4) return { kind: "read", key };
  if (random() < 0.4) return { kind: "write", key, value: below(random, 4) };
  const expected = random() < 0.2 ? null : below(random, 4);
  return { kind: "compareAndSet", key, expected, new: below(random, 4) };
}
