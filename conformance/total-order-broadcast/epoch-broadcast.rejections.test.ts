/** Graphs, replays and runs can fail: mistaken steps are told apart from the specification, each in its own way. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import type { ReplayModel, RunModel } from "../engine/protocol.ts";
import { withTwin } from "../engine/with-twin.ts";
import { projectFolder } from "../project-folder.ts";
import { checkReplay } from "../replay/check-replay.ts";
import { processEnvironment } from "../tlc/environment.ts";
import { findToolchain } from "../tlc/toolchain.ts";
import { leaving, withOneAltered } from "../traces/altered-traces.ts";
import { acceptedBy, checkRuns, makeRuns } from "../traces/check-runs.ts";
import { epochBroadcastProtocol } from "./epoch-broadcast.ts";

const specFolder = join(projectFolder, "spec");
const module = "MCEpochBroadcast";
const constants = {
  sets: { Node: ["n1", "n2", "n3"], Client: ["a"], Number: ["1"] },
  values: { None: "None", n1: "n1", n2: "n2", n3: "n3" },
  overrides: { IsPreVoteQuorum: "AnyOne", MayCheckQuorum: "Never", MaySuspect: "FirstThenSecond" },
};
/** Random behaviours in which somebody is elected. */
const electing = {
  ...constants,
  overrides: { ...constants.overrides, MayAskAgain: "Never", MayCrash: "OnlyTheThird" },
};
const replayed: ReplayModel = {
  name: "EpochBroadcast_3_Replayed",
  module,
  constants: electing,
  behaviours: 30,
  depth: 40,
};
const run: RunModel = {
  name: "EpochBroadcast_3_Run",
  module,
  constants,
  runs: 10,
  steps: 40,
  faults: ["Suspect", "Crash"],
  lastResorts: ["Suspect"],
};

const toolchain = await findToolchain(processEnvironment(() => {}));

test("mistaken steps cannot follow TLC's behaviours, and it is told where they lose their way", async () => {
  const twin = withTwin(epochBroadcastProtocol, "EpochBroadcast_Bug_NoEntryOfItsOwn");
  const { failure, behaviours } = await checkReplay(twin, replayed, specFolder, toolchain, () => {});
  assert.equal(behaviours, replayed.behaviours);
  assert.match(
    failure?.join("\n") ?? "",
    /^behaviour \d+: no step of the step functions leads to state \d+ of TLC, the last of these\n {2}/,
  );
  assert.match(failure?.join("\n") ?? "", / {2}n\d {2}\?\n {7}n\d\.role: candidate → leader; /);
});

test("TLC does not accept the runs of mistaken steps, and it is told which step it does not allow", async () => {
  const twin = withTwin(epochBroadcastProtocol, "EpochBroadcast_Bug_AcknowledgedBeforeDurable");
  const { failure, accepted, states } = await checkRuns(twin, run, specFolder, toolchain);
  assert.match(
    failure?.join("\n") ?? "",
    /^run \d+: the specification does not allow step \d+, ReceiveAppend, the last/,
  );
  assert.ok(accepted < states);
});

test("TLC does not accept a run of the real steps in which one state is altered, and accepts it unaltered", async () => {
  const { traces } = makeRuns(epochBroadcastProtocol, run);
  const unaltered = await acceptedBy(epochBroadcastProtocol, run, traces, specFolder, toolchain);
  assert.deepEqual([unaltered.failure, unaltered.accepted], [undefined, unaltered.states]);
  // A voter answers, and its disk is said to be as before.
  const altered = withOneAltered(traces, "Answer", leaving("durable"));
  const { failure, accepted, states } = await acceptedBy(epochBroadcastProtocol, run, altered, specFolder, toolchain);
  assert.match(failure?.join("\n") ?? "", /does not allow step \d+, Answer/);
  assert.ok(accepted < states);
});
