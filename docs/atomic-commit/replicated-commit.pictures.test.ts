import assert from "node:assert/strict";
import { test } from "node:test";
import { runsOf } from "../explorer/found-paths.ts";
import { along, here } from "../explorer/journey.ts";
import { parseLink } from "../explorer/link.ts";
import { stageOf } from "../explorer/stages.ts";
import { worldOf } from "../explorer/world.ts";
import { runNamed } from "../site/pictures.ts";
import type { Scene } from "../site/rehearsal.ts";
import { replicatedCommitPictures } from "./replicated-commit.pictures.ts";

function scenesOf(name: string): readonly Scene[] {
  return runNamed(replicatedCommitPictures, name).play().scenes;
}

/** Who tells what, in that order. */
function toldIn(scenes: readonly Scene[]): readonly string[] {
  return scenes.flatMap(({ node, changes }) =>
    changes.filter((text) => text.startsWith("tells")).map((text) => `${node} ${text}`),
  );
}

/** The property that the explorer finds violated at the end of the run. */
function violatedIn(name: string): string | undefined {
  const entry = runsOf(stageOf("replicated-commit")).find((run) => run.name === `ReplicatedCommit/${name}`);
  const link = parseLink(entry?.link ?? "");
  assert.ok(link);
  return here(along(worldOf(link, []), link.steps)).violated;
}

test("the coordinator's node crashes for good before anybody was told, and everybody commits", () => {
  const scenes = scenesOf("successorCommits");
  const crash = scenes.findIndex(({ action }) => action === "Crash");
  assert.deepEqual(toldIn(scenes.slice(0, crash)), []);
  assert.deepEqual(toldIn(scenes), ["b tells committed", "p1 tells committed", "p2 tells committed"]);
  assert.equal(
    scenes.find(({ action }) => action === "Restart"),
    undefined,
  );
  assert.equal(violatedIn("successorCommits"), undefined);
});

test("where a predecessor's record lands after the take-over, outcomes split, and the explorer says so", () => {
  assert.deepEqual(toldIn(scenesOf("predecessorLands")), ["p1 tells aborted", "a tells committed"]);
  assert.equal(violatedIn("predecessorLands"), "Agreement");
});
