import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { projectFolder } from "../../conformance/project-folder.ts";
import { readProject } from "./project.ts";
import { withCards } from "./protocol-cards.ts";

const project = readProject(projectFolder);
const head = "| protocol | what it is like | use it for | what it lacks |\n|---|---|---|---|\n";

test("a table of protocols becomes a card for each, with links to what there is of it", () => {
  const row = "| [epoch consensus](docs/consensus/epoch-consensus.md) | Paxos | one decision | |\n";
  assert.equal(
    withCards(project, `Before.\n\n${head}${row}\nBehind.\n`),
    [
      "Before.",
      '<div class="cards">',
      '<section class="card">\n<h2>epoch consensus</h2>',
      "Paxos",
      "**Use it for:** one decision",
      '<p class="links"><a href="page:docs/consensus/epoch-consensus.md">guide</a> · <a href="page:spec/consensus/EpochConsensus.tla">specification</a> · <a href="page:docs/results.md#EpochConsensus">results</a> · <a href="page:quorate/epoch-consensus">API</a> · <a href="page:docs/explorer/index.html#p=epoch-consensus&#38;w=free3">explorer</a></p>',
      "</section>",
      "</div>",
      "Behind.\n",
    ].join("\n\n"),
  );
});

test("another table stays one", () => {
  const other = "| entry | holds |\n|---|---|\n| `quorate` | everything |\n";
  assert.equal(withCards(project, other), other);
});

test("a row without a specification stops the site", () => {
  assert.throws(
    () => withCards(project, `${head}| [three](docs/three-phase.md) | a | b | c |\n`),
    /no specification of three-phase/,
  );
});

test("the README has such a table", () => {
  assert.equal(
    withCards(project, readFileSync(`${projectFolder}/README.md`, "utf8")).match(/class="card"/g)?.length,
    7,
  );
});
