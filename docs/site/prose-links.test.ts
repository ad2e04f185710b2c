import assert from "node:assert/strict";
import { test } from "node:test";
import { projectFolder } from "../../conformance/project-folder.ts";
import { commandsPath, withAnchors } from "./command-link.ts";
import { readProject } from "./project.ts";
import { linked } from "./prose-links.ts";

const project = readProject(projectFolder);

/** Running text of a page, about a module or none, and what the site makes of it. */
const texts: readonly (readonly [what: string, text: string, shown: string, about?: string])[] = [
  [
    "a definition",
    "`TwoPhaseCommit!MayCommit`",
    "[`TwoPhaseCommit!MayCommit`](page:spec/atomic-commit/TwoPhaseCommit_Node.tla#MayCommit)",
  ],
  ["a model", "`TwoPhaseCommit_2`", "[`TwoPhaseCommit_2`](page:docs/results.md#TwoPhaseCommit_2)"],
  ["the rest of a model's name", "`_2`", "[`_2`](page:docs/results.md#TwoPhaseCommit_2)", "TwoPhaseCommit"],
  ["the rest of a model's name on another page", "`_2`", "`_2`"],
  ["a command", "`make check P=epoch-log`", "[`make check P=epoch-log`](page:docs/contributing.md#make-check)"],
  ["no command", "`make sense`", "`make sense`"],
  ["an entry of the package", "`quorate/core`", "[`quorate/core`](page:quorate/core)"],
  [
    "a function",
    "`receiveAppend`",
    "[`receiveAppend`](page:src/total-order-broadcast/epoch-broadcast/replication.ts#receiveAppend)",
  ],
  ["a word that several files declare", "`countOwn`", "`countOwn`"],
  ["one word", "`suspect`", "`suspect`"],
  [
    "a definition of one protocol",
    "`LeaderCompleteness`",
    "[`LeaderCompleteness`](page:spec/total-order-broadcast/EpochBroadcast_Invariants.tla#LeaderCompleteness)",
  ],
  ["a definition of several protocols", "`CommitNeedsEveryone`", "`CommitNeedsEveryone`"],
  ["a folder of documents", "`docs/examples`", "[`docs/examples`](page:docs/examples/README.md)"],
  ["a file without a page", "`spec/manifest.json`", "`spec/manifest.json`"],
  ["a claim", "It is (A1).", 'It is ([A1](page:docs/claims.md#a1-one-outcome "A1: one outcome")).'],
  ["no claim", "A99, XA1, A1b and `A1`", "A99, XA1, A1b and `A1`"],
  ["a heading", "## A1: one outcome", "## A1: one outcome"],
  ["a tag", '<a id="A1">A1</a>', '<a id="A1">[A1](page:docs/claims.md#a1-one-outcome "A1: one outcome")</a>'],
  ["a link", "[the A1 of `make check`](../claims.md)", "[the A1 of `make check`](page:docs/claims.md)"],
];

for (const [what, text, shown, about] of texts) {
  test(`${what} in running text: ${text}`, () => {
    assert.equal(linked(project, "docs/consensus/voting.md", text, about), shown);
  });
}

test("a link to what does not exist stops the site", () => {
  assert.throws(
    () => linked(project, "README.md", "[there](src/nowhere.ts)", undefined),
    /README.md links to src\/nowhere.ts/,
  );
});

test("each command has a place to which a link leads", () => {
  assert.ok(project.commands.has("check"));
  assert.equal(withAnchors("| `make check` | does |\n"), '| <a id="make-check"></a>`make check` | does |\n');
  assert.equal(commandsPath, "docs/contributing.md");
});
