import assert from "node:assert/strict";
import { test } from "node:test";
import { twoPhaseCommitPictures } from "../atomic-commit/two-phase-commit.pictures.ts";
import { picturesOf } from "./illustrations.ts";
import { sequenceDiagram } from "./sequence-diagram.ts";

const { runs } = twoPhaseCommitPictures;

const drawings = [...picturesOf.values()].flatMap((pictures) =>
  Object.values(pictures.runs).map(({ play, description }) =>
    sequenceDiagram(play(), pictures.nodes, () => "#", description),
  ),
);

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
  for (const svg of drawings) {
    const arrows = [
      ...svg.matchAll(/<g class="message[^>]*><line x1="[\d.]+" y1="([\d.]+)" x2="[\d.]+" y2="([\d.]+)"/g),
    ];
    assert.ok(arrows.length > 0);
    for (const arrow of arrows) assert.ok(Number(arrow[1]) < Number(arrow[2]));
  }
});

test("nothing is written where something else is written already", () => {
  for (const svg of drawings) {
    const texts = [...svg.matchAll(/<text class="[^"]*" x="([\d.]+)" y="([\d.]+)"/g)];
    const places = texts.map(([, x, y]) => ({ x: Number(x), y: Number(y) }));
    assert.ok(places.length > 0);
    for (const [at, { x, y }] of places.entries()) {
      const over = places.slice(at + 1).filter((other) => other.x === x && Math.abs(other.y - y) < 10);
      assert.deepEqual(over, [], `at ${x}, ${y}`);
    }
  }
});

test("what is written in a box fits into it", () => {
  for (const svg of drawings) {
    for (const [, text = ""] of svg.matchAll(/<text class="changes"[^>]*>([^<]*)</g)) {
      assert.ok(text.replace(/&#\d+;/g, "'").length <= 27, text);
    }
  }
});
