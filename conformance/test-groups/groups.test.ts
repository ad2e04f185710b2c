import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { test } from "node:test";
import { projectFolder } from "../project-folder.ts";
import { temporaryFolder } from "../tlc/fake-java.ts";
import { groupsOf } from "./groups.ts";
import { writeGroups } from "./write-groups.ts";

const testFiles = ["src", "conformance", "docs", "package"].flatMap((top) =>
  readdirSync(join(projectFolder, top), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".test.ts"))
    .map((name) => `${top}/${name}`),
);

test("each test file is in one group, those to be alone in their order, then the folders", () => {
  const files = ["src/core/role.test.ts", "src/a.test.ts", "docs/b.test.ts", "src/core/deep/in/c.test.ts"];
  assert.deepEqual(groupsOf(files, ["docs/b.test.ts"]), [
    { name: "docs/b.test.ts", files: ["docs/b.test.ts"] },
    { name: "src", files: ["src/a.test.ts"] },
    { name: "src/core", files: ["src/core/deep/in/c.test.ts", "src/core/role.test.ts"] },
  ]);
  const grouped = groupsOf(testFiles).flatMap((group) => group.files);
  assert.deepEqual(grouped.toSorted(), testFiles.toSorted());
});

test("a file that is to be alone and is not there is an error", () => {
  assert.throws(() => groupsOf(["src/a.test.ts"], ["src/gone.test.ts"]), /no test file: src\/gone\.test\.ts/);
});

// In one process such a hook would be every file's, and what it prepares may come after the test that needs it.
test("no test file has a hook around its tests that would be around those of others too", () => {
  const hooked = testFiles.filter((file) =>
    /^(?:before|beforeEach|afterEach)\(/m.test(readFileSync(join(projectFolder, file), "utf8")),
  );
  assert.deepEqual(hooked, [], "put the hook into a describe, or await what it prepares before the tests");
});

test("a file that cannot be loaded and one that fails hide no other, and each says where", (context) => {
  const folder = temporaryFolder(context);
  const texts = {
    "a.test.ts": 'import "./gone.ts";',
    "b.test.ts": 'import { test } from "node:test";\n\ntest("b fails", () => {\n  throw new Error("planted");\n});',
    "c.test.ts": 'import { test } from "node:test";\ntest("c passes", () => {});',
  };
  const files = Object.entries(texts).map(([name, text]) => {
    mkdirSync(join(folder, "own"), { recursive: true });
    writeFileSync(join(folder, "own", name), text);
    return relative(projectFolder, join(folder, "own", name));
  });
  const paths = writeGroups(
    [{ name: "own", files: [...files, relative(projectFolder, join(folder, "d.test.ts"))] }],
    join(folder, "groups"),
  );
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const { status, stdout } = spawnSync(
    process.execPath,
    ["--import", "tsx", "--test", "--test-reporter=spec", ...paths],
    { cwd: projectFolder, encoding: "utf8", env },
  );
  assert.equal(status, 1, stdout);
  assert.match(stdout, /✖ \S+a\.test\.ts is loaded[\s\S]*Cannot find module '\S+gone\.ts'/);
  assert.match(stdout, /test at \S+b\.test\.ts:[\s\S]*Error: planted\n\s+at \S+ \(\S+b\.test\.ts:4:9\)/);
  assert.match(stdout, /✔ c passes/);
  assert.match(stdout, /✖ \S+d\.test\.ts is loaded/);
  assert.match(stdout, /ℹ tests 4\n/);
  assert.match(stdout, /ℹ fail 3\n/);
});
