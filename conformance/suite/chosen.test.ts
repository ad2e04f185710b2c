import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { readManifest } from "../check/model-files.ts";
import { projectFolder } from "../project-folder.ts";
import { protocols } from "../protocols.ts";
import { SetupError } from "../setup-error.ts";
import { type Choice, choose, chooseExplorations } from "./chosen.ts";

function chosen(choice: Choice): readonly string[] {
  return chooseExplorations(protocols, choice).map(({ exploration }) => exploration.name);
}

test("without a word every exploration is taken, by its protocol all of it, and by its name that one", () => {
  const all = chosen({});
  const ofOne = all.filter((name) => name.startsWith("TwoPhaseCommit_"));
  assert.ok(ofOne.length > 1 && ofOne.length < all.length);
  assert.deepEqual(chosen({ protocol: "two-phase-commit" }), ofOne);
  assert.deepEqual(chosen({ protocol: "two-phase-commit", model: ofOne[0] ?? "" }), ofOne.slice(0, 1));
});

test("replays, runs and twins come with the small graphs, and not with a larger tier alone", () => {
  const rows = readManifest(join(projectFolder, "spec"));
  const small = choose(protocols, rows, {});
  const upToMedium = choose(protocols, rows, { tier: "medium" });
  const { graphs, ...others } = choose(protocols, rows, { tier: "medium-alone" });
  assert.deepEqual(others, { replays: [], runs: [], twins: [] });
  assert.ok(small.replays.length > 0 && small.runs.length > 0 && small.twins.length > 0 && graphs.length > 0);
  assert.deepEqual({ ...upToMedium, graphs: [] }, { ...small, graphs: [] });
  assert.deepEqual(new Set(upToMedium.graphs), new Set([...small.graphs, ...graphs]));
});

test("runs of the simulator stand beside the others of each protocol that has a model for them", () => {
  const { runs } = choose(protocols, readManifest(join(projectFolder, "spec")), {});
  const made = runs.filter(({ model }) => model.made !== undefined).map(({ model }) => model.name);
  assert.deepEqual(made, [
    "TwoPhaseCommit_3_Simulated",
    "ThreePhaseCommit_3_Simulated",
    "EpochConsensus_3_Simulated",
    "EpochBroadcast_3_Simulated",
  ]);
});

test("what sees most are the graphs that are marked, and those that twins are compared with", () => {
  const rows = readManifest(join(projectFolder, "spec"));
  const all = choose(protocols, rows, { tier: "small" });
  const most = choose(protocols, rows, { tier: "small", most: true });
  assert.deepEqual([most.replays, most.runs], [[], []]);
  assert.deepEqual(most.twins, all.twins);
  const against = new Set(most.twins.map(({ row }) => row.name));
  const marked = all.graphs.filter(({ row }) => row.seesMost || against.has(row.name));
  assert.deepEqual(most.graphs, marked);
  for (const { name } of protocols) assert.ok(marked.some(({ protocol }) => protocol.name === name));
});

test("an unknown name is answered with the known ones, and a tier with what there is instead", () => {
  const refused: readonly (readonly [Choice, RegExp])[] = [
    [{ protocol: "four-phase-commit" }, /known are:\n {2}two-phase-commit\n[\s\S]*no protocol "four-phase-commit"/],
    [{ model: "TwoPhaseCommit_0" }, /known are:\n {2}TwoPhaseCommit_\w+\n[\s\S]*no model "TwoPhaseCommit_0"/],
    [{ tier: "medium" }, /explorations have no tiers: choose by protocol or by model/],
  ];
  for (const [choice, message] of refused) {
    assert.throws(
      () => chosen(choice),
      (error) => error instanceof SetupError && message.test(error.message),
    );
  }
});
