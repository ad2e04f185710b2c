/** What the documents show stands in them, as it is now: `make guide` writes it. */
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { projectFolder } from "../conformance/project-folder.ts";
import { fill } from "./inserts/fill.ts";
import { isCurrent } from "./inserts/find-traces.ts";
import { readProject } from "./site/project.ts";
import { insertsIn } from "./walk/document.ts";
import { readDocuments } from "./walk/walk.ts";

const project = readProject(projectFolder);
const documents = readDocuments(projectFolder);

test("what the documents quote, draw and count is what it is now: if not, run make guide", async () => {
  for (const [path, text] of documents) {
    const filled = await fill(project, path, text, new Map());
    const shown = insertsIn(text);
    for (const [at, insert] of insertsIn(filled.text).entries()) assert.equal(shown[at]?.text, insert.text, path);
    assert.equal(filled.text, text, path);
    for (const [picture, svg] of filled.pictures) {
      const file = join(projectFolder, picture);
      assert.equal(existsSync(file) ? readFileSync(file, "utf8") : undefined, svg, picture);
    }
  }
});

test("each counterexample is of its model as it is now: if not, run make guide", () => {
  const stale = [...documents].flatMap(([path, text]) =>
    insertsIn(text)
      .filter((insert) => insert.what === "counterexample" && !isCurrent(project, insert))
      .map(({ name }) => `${path}: ${name} is another model now, or TLC has found something else for it`),
  );
  assert.deepEqual(stale, []);
});
