/** The programs of *Getting started* print what the page says. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { projectFolder } from "../conformance/project-folder.ts";
import { temporaryFolder } from "../conformance/tlc/fake-java.ts";
import { entryPoints } from "./site/entry-points.ts";
import { stretchesOf } from "./walk/document.ts";

const page = readFileSync(new URL("getting-started.md", import.meta.url), "utf8");
const blocks = stretchesOf(page).filter((stretch) => stretch.kind === "block");
const programs = blocks.flatMap(({ language, body }, at) =>
  language === "js" ? [{ program: body, printed: blocks[at + 1] }] : [],
);

/** The program as it stands on the page, with the package's entries taken from the sources. */
function fromSources(program: string): string {
  return entryPoints(projectFolder).reduce(
    (text, { name, path }) =>
      text.replaceAll(`"${name}"`, JSON.stringify(pathToFileURL(join(projectFolder, path)).href)),
    program,
  );
}

test("each program of the page prints what stands below it", (context) => {
  assert.equal(programs.length, 3);
  for (const { program, printed } of programs) {
    const file = join(temporaryFolder(context), "first.mjs");
    writeFileSync(file, fromSources(program));
    const { stdout, stderr } = spawnSync(process.execPath, ["--import", "tsx", file], {
      cwd: projectFolder,
      encoding: "utf8",
      env: { ...process.env, NODE_V8_COVERAGE: undefined },
    });
    assert.equal(stderr, "");
    assert.equal(printed?.language, "text");
    assert.equal(stdout.trimEnd(), printed?.body);
  }
});
