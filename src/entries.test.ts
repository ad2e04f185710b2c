import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import * as replicatedCommit from "./atomic-commit/replicated-commit/index.ts";
import * as threePhaseCommit from "./atomic-commit/three-phase-commit/index.ts";
import * as twoPhaseCommit from "./atomic-commit/two-phase-commit/index.ts";
import * as epochConsensus from "./consensus/epoch-consensus/index.ts";
import * as core from "./core/index.ts";
import * as equivalence from "./equivalence/index.ts";
import * as quorate from "./index.ts";
import * as broadcastRegister from "./linearizable-storage/broadcast-register/index.ts";
import * as histories from "./linearizable-storage/histories/index.ts";
import * as replicatedCounter from "./replicated-machine/replicated-counter/index.ts";
import * as inMemory from "./shell/in-memory/index.ts";
import * as host from "./shell/index.ts";
import * as simulator from "./shell/simulator/index.ts";
import * as epochBroadcast from "./total-order-broadcast/epoch-broadcast/index.ts";
import * as sequencedBroadcast from "./total-order-broadcast/sequenced-broadcast/index.ts";

test("quorate has every other entry by its name", () => {
  const entries = {
    twoPhaseCommit,
    replicatedCommit,
    threePhaseCommit,
    epochConsensus,
    epochBroadcast,
    equivalence,
    replicatedCounter,
    histories,
    sequencedBroadcast,
    broadcastRegister,
    core,
    host,
    inMemory,
    simulator,
  };
  assert.deepEqual({ ...quorate }, entries);
});

test("quorate/two-phase-commit exports the two roles and the system that they make", () => {
  assert.deepEqual(Object.keys(twoPhaseCommit).sort(), ["coordinator", "partName", "participant", "twoPhaseCommit"]);
  assert.deepEqual(Object.keys(twoPhaseCommit.coordinator).sort(), [
    "coordinator",
    "coordinatorTable",
    "recover",
    "start",
    "step",
  ]);
  assert.deepEqual(Object.keys(twoPhaseCommit.participant).sort(), [
    "holdsLocks",
    "participant",
    "participantTable",
    "recover",
    "start",
    "step",
  ]);
});

test("quorate/three-phase-commit exports the two roles and the system that they make", () => {
  assert.deepEqual(Object.keys(threePhaseCommit).sort(), ["coordinator", "participant", "threePhaseCommit"]);
  const steps = ["recover", "start", "step", "waitsFor"];
  assert.deepEqual(Object.keys(threePhaseCommit.coordinator).sort(), ["coordinator", "coordinatorTable", ...steps]);
  const ofParticipant = ["awaited", "participant", "participantTable", ...steps];
  assert.deepEqual(Object.keys(threePhaseCommit.participant).sort(), ofParticipant);
});

test("quorate/replicated-commit exports the candidate, and systems on a log and on what implements one", () => {
  assert.deepEqual(Object.keys(replicatedCommit).sort(), ["candidate", "replicatedCommit", "replicatedCommitOn"]);
});

test("quorate/epoch-consensus exports the node and the system that nodes make", () => {
  assert.deepEqual(Object.keys(epochConsensus).sort(), ["epochConsensus", "node"]);
  assert.deepEqual(Object.keys(epochConsensus.node).sort(), ["node", "recover", "start", "step"]);
});

test("quorate/epoch-broadcast exports the node, the system that nodes make and what a host needs", () => {
  assert.deepEqual(Object.keys(epochBroadcast).sort(), [
    "asLog",
    "asPositionedLog",
    "broadcastOf",
    "epochBroadcast",
    "handOverTo",
    "locateFor",
    "noRecord",
    "node",
    "requestOf",
    "requestsOf",
  ]);
  assert.deepEqual(Object.keys(epochBroadcast.node).sort(), ["node", "recover", "start", "step"]);
});

test("quorate/sequenced-broadcast exports the node, the system that nodes make and the objects that it stands on", () => {
  assert.deepEqual(Object.keys(sequencedBroadcast).sort(), [
    "asLog",
    "broadcastOf",
    "noRecord",
    "node",
    "sequencedBroadcast",
    "sharedCells",
    "sharedSequencer",
  ]);
});

test("quorate/replicated-counter exports the counter and the system that its nodes make", () => {
  assert.deepEqual(Object.keys(replicatedCounter).sort(), ["countOf", "counter", "replicatedCounter"]);
});

test("quorate/histories exports the check, the words for its verdict, and objects that are often meant", () => {
  assert.deepEqual(Object.keys(histories).sort(), [
    "checkHistory",
    "counterObject",
    "explain",
    "isAnswered",
    "pictureOf",
    "registerObject",
    "storeObject",
  ]);
});

test("quorate/broadcast-register exports the node, the system that nodes make, and what clients ask", () => {
  assert.deepEqual(Object.keys(broadcastRegister).sort(), [
    "broadcastRegister",
    "claimOf",
    "compareAndSetOf",
    "hasSet",
    "locatingByEntries",
    "readAtPosition",
    "readAtReplica",
    "readInLog",
    "register",
    "writeOf",
  ]);
});

test("quorate/equivalence exports what makes each of four objects of the others", () => {
  assert.deepEqual(Object.keys(equivalence).sort(), [
    "asDecisions",
    "asOneNumberEach",
    "asOneSettingEach",
    "broadcastAll",
    "consensusSequence",
    "counterConsensus",
    "counterProposer",
    "decisionLog",
    "decisionLogNode",
    "logConsensus",
    "logProposer",
    "proposalOf",
    "registerConsensus",
    "registerProposer",
  ]);
});

test("quorate/core exports the vocabulary of all protocols", () => {
  assert.deepEqual(Object.keys(core).sort(), [
    "alwaysMeet",
    "answered",
    "append",
    "appendAll",
    "begin",
    "changed",
    "crash",
    "emptyDictionary",
    "emptySequence",
    "excluding",
    "give",
    "including",
    "isQuorum",
    "isSequence",
    "isUp",
    "itemAt",
    "land",
    "landAll",
    "landings",
    "lookUp",
    "majorityOf",
    "noNodes",
    "nodeSet",
    "nodesOf",
    "onTop",
    "persisted",
    "quorumsWhere",
    "reachedByQuorum",
    "refused",
    "restart",
    "rowsOf",
    "sameNodes",
    "sequenceOf",
    "served",
    "sharedLength",
    "slice",
    "stack",
    "take",
    "transitionTable",
    "withValue",
    "withoutValue",
  ]);
});

test("quorate/host exports the host; its ports are the user's", () => {
  assert.deepEqual(Object.keys(host), ["Host"]);
});

test("quorate/in-memory exports a host of whole systems, its ports, and the words for its log", () => {
  assert.deepEqual(Object.keys(inMemory).sort(), [
    "InMemoryClock",
    "InMemoryHost",
    "InMemoryNetwork",
    "InMemoryStorage",
    "describeEntry",
    "seeded",
  ]);
});

test("quorate/simulator exports runs in virtual time, their plans, and the words for what happened in them", () => {
  assert.deepEqual(Object.keys(simulator).sort(), [
    "below",
    "between",
    "describeFault",
    "dialogueOf",
    "faultKinds",
    "oneOf",
    "planOf",
    "randomOf",
    "recorder",
    "sequenceOf",
    "shrink",
    "simulate",
    "waiting",
  ]);
});

// A module of types alone is loaded by nobody else, and coverage would take it for code that no test runs.
test("every module loads, and exports by name", async () => {
  const folder = fileURLToPath(new URL(".", import.meta.url));
  const files = (await readdir(folder, { recursive: true })).filter((file) => /(?<!\.test)\.ts$/.test(file));
  assert.ok(files.includes(join("core", "effect.ts")), files.join());
  for (const file of files) {
    const loaded: object = await import(pathToFileURL(join(folder, file)).href);
    assert.equal("default" in loaded, false, `${file} has a default export`);
  }
});
