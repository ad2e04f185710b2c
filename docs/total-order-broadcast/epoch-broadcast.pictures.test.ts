import assert from "node:assert/strict";
import { test } from "node:test";
import type { Rehearsal } from "../site/rehearsal.ts";
import { epochBroadcastPictures } from "./epoch-broadcast.pictures.ts";

const { nodes, runs } = epochBroadcastPictures;

function played(name: string): Rehearsal {
  const run = runs[name];
  assert.ok(run);
  return run.play();
}

/** Who delivers what, node by node. */
function delivered({ scenes }: Rehearsal): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    nodes.map((name) => {
      const ofNode = scenes.filter(({ node }) => node === name).flatMap(({ changes }) => changes);
      return [name, ofNode.filter((change) => change.startsWith("delivers"))];
    }),
  );
}

test("in the run of an election each node delivers the request, the leader first", () => {
  const run = played("election");
  assert.deepEqual(delivered(run), { n1: ["delivers x"], n2: ["delivers x"], n3: ["delivers x"] });
  assert.equal(run.scenes.find(({ changes }) => changes.includes("delivers x"))?.node, "n2");
});

test("a request that was asked for at two leaders is appended and delivered once", () => {
  const run = played("lostLeader");
  const asked = run.scenes.filter(({ action }) => action === "Broadcast");
  assert.deepEqual(
    asked.map(({ node, changes }) => [node, changes]),
    [
      ["n1", ["writes 1:x"]],
      ["n2", []],
    ],
  );
  assert.deepEqual(delivered(run), { n1: [], n2: ["delivers x"], n3: ["delivers x"] });
});

test("a mismatch says what is lacking, and what is there", () => {
  const mismatch = played("lostLeader").sent.find(({ message }) => message.kind === "mismatch");
  assert.deepEqual(mismatch?.contents, ["epoch 2", "lacks 2, has 1 of epoch 1"]);
});

test("the tail that nobody else has is replaced once the leader has found where it begins", () => {
  const run = played("repairedTail");
  assert.deepEqual(run.standing.get("n1"), ["leader, epoch 2", "1:open 1:x 2:open 2:y"]);
  const repaired = run.scenes.find(({ changes }) => changes.includes("drops 2:open 2:y"));
  assert.deepEqual(repaired?.changes, ["drops 2:open 2:y", "writes 3:open 3:z", "decided 4", "delivers z"]);
  assert.deepEqual(delivered(run), { n1: ["delivers z"], n2: ["delivers z"], n3: ["delivers z"] });
});

test("an append says after which place its entries stand, and how far the log is decided", () => {
  const { sent } = played("repairedTail");
  const appends = sent.filter(({ message }) => message.kind === "append" && message.to === "n1");
  assert.deepEqual(
    appends.map(({ contents }) => contents),
    [
      ["epoch 3, decided 4", "after 2 of epoch 1:", "nothing"],
      ["epoch 3, decided 4", "after 2 of epoch 1:", "3:open 3:z"],
    ],
  );
});
