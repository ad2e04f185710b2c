/** What the module `Epochs` says of the actions of an election: in each protocol they stand in the same words. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { projectFolder } from "../project-folder.ts";

const modules = ["consensus/EpochConsensus_Election", "total-order-broadcast/EpochBroadcast_Election"];

function definitionIn(module: string, name: string): string {
  const text = readFileSync(join(projectFolder, "spec", `${module}.tla`), "utf8");
  const from = text.search(new RegExp(`^${name}\\(`, "m"));
  assert.ok(from >= 0, `${module} does not define ${name}`);
  return text.slice(from).split(/\n\n|\n[-=]{4}/)[0] ?? "";
}

for (const name of ["Suspect", "ReceivePreVote", "AskAgain", "ReceiveVote", "ReceiveNewer", "CheckQuorum"]) {
  test(`elections are alike: ${name} is the same in each protocol`, () => {
    const [one, other] = modules.map((module) => definitionIn(module, name));
    assert.equal(one, other);
  });
}

test("what a protocol makes of an election is its own", () => {
  const [one, other] = modules.map((module) => definitionIn(module, "MayVote"));
  assert.notEqual(one, other);
});
