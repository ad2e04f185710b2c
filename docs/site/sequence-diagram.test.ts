import assert from "node:assert/strict";
import { test } from "node:test";
import { twoPhaseCommitPictures } from "../atomic-commit/two-phase-commit.pictures.ts";
import { sequenceDiagram } from "./sequence-diagram.ts";

const { nodes, runs } = twoPhaseCommitPictures;

test("in the run without faults everyone is told committed, and nothing is lost", () => {
  const run = runs.commit?.play();
  const told = run?.scenes.filter(({ changes }) => changes.includes("tells committed")).map(({ node }) => node);
  assert.deepEqual([...(told ?? [])].sort(), ["c", "p1", "p2"]);
  assert.deepEqual(
    run?.sent.filter(({ lost, to }) => lost === true || to === undefined),
    [],
  );
});

test("in the run with a crash the coordinator goes down with its decision durable and unsent", () => {
  const scenes = runs.coordinatorCrashes?.play().scenes ?? [];
  const crash = scenes.findIndex(({ action }) => action === "Crash");
  const before = scenes.slice(0, crash);
  assert.ok(before.some(({ changes }) => changes.includes("durable: commit")));
  assert.ok(!before.some(({ action }) => action === "SendDecision"));
  assert.ok(scenes.slice(crash).some(({ action, changes }) => action === "Restart" && changes.includes("committed")));
});

test("a message is drawn downwards, from where it was sent to where it arrives", () => {
  for (const { play, description } of Object.values(runs)) {
    const svg = sequenceDiagram(play(), nodes, () => "#", description);
    const arrows = [
      ...svg.matchAll(/<g class="message[^>]*><line x1="[\d.]+" y1="([\d.]+)" x2="[\d.]+" y2="([\d.]+)"/g),
    ];
    assert.ok(arrows.length > 0);
    for (const arrow of arrows) assert.ok(Number(arrow[1]) < Number(arrow[2]));
  }
});
