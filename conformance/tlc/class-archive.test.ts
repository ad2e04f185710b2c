import assert from "node:assert/strict";
import { appendFileSync, readdirSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { classArchiveFor } from "./class-archive.ts";
import { temporaryFolder, writeProgram } from "./fake-java.ts";

interface Surroundings {
  readonly tools: string;
  readonly said: readonly string[];
  /** How often Java was asked to make an archive. */
  readonly made: () => number;
  readonly find: (major?: number) => Promise<string | undefined>;
}

const make = [
  `for word in "$@"; do case "$word" in -XX:ArchiveClassesAtExit=*) made="\${word#*=}" ;; esac; done`,
  'if [ -n "$made" ]; then',
  '  echo made >> "$0.log"',
  "  echo archive > $made",
];

/** A Java that makes an archive, and what it does besides. */
function surroundings(context: TestContext, java: readonly string[]): Surroundings {
  const folder = temporaryFolder(context);
  const [path, tools] = [join(folder, "java"), join(folder, "tools")];
  writeProgram(path, java);
  writeFileSync(`${path}.log`, "");
  const said: string[] = [];
  const environment = { variables: process.env, toolsFolder: tools, say: (line: string) => said.push(line) };
  const jar = { path: join(folder, "tlc.jar"), sha256: "0123" };
  return {
    tools,
    said,
    made: () => readFileSync(`${path}.log`, "utf8").split("made").length - 1,
    find: (major = 17) => classArchiveFor({ path, major, description: "fake" }, jar, environment),
  };
}

const good = [...make, "  exit 0", "fi", 'echo "TLC2 Version 2.18 of 20 March 2023"'];

test("an archive is made once", async (context) => {
  const { find, made, tools, said } = surroundings(context, good);
  const first = await find();
  assert.ok(first?.startsWith(join(tools, "tlc-classes-")), first);
  assert.equal(await find(), first);
  assert.equal(made(), 1);
  assert.deepEqual([readdirSync(tools).length, said], [1, []]);
});

const damages: Readonly<Record<string, (archive: string) => void>> = {
  "that was cut off": (archive) => truncateSync(archive, 4),
  "that is empty": (archive) => truncateSync(archive, 0),
  "that is longer": (archive) => appendFileSync(archive, "x"),
  "in which a byte has changed": (archive) => writeFileSync(archive, "archivE\n"),
};

for (const [what, damage] of Object.entries(damages)) {
  test(`an archive ${what} is told, and made anew`, async (context) => {
    const { find, made, tools, said } = surroundings(context, good);
    const first = await find();
    assert.ok(first !== undefined);
    damage(first);
    assert.equal(await find(), first);
    assert.equal(readFileSync(first, "utf8"), "archive\n");
    assert.deepEqual([made(), readdirSync(tools).length], [2, 1]);
    assert.deepEqual(said, ["the archive of TLC's classes in the tools folder is damaged: making it again"]);
  });
}

test("an archive with which TLC does not start is not kept, and not made again each time", async (context) => {
  const { find, made, tools } = surroundings(context, [...make, "  exit 0", "fi", "kill -ABRT $$"]);
  assert.equal(await find(), undefined);
  assert.equal(await find(), undefined);
  assert.equal(made(), 1);
  assert.match(readdirSync(tools).join(), /^tlc-classes-[0-9a-f]+\.refused$/);
});

test("a Java that fails to make one is not asked again, and one that is too old never", async (context) => {
  const { find, made } = surroundings(context, [...make, "  exit 1", "fi"]);
  assert.equal(await find(12), undefined);
  assert.equal(made(), 0);
  assert.equal(await find(), undefined);
  assert.equal(await find(), undefined);
  assert.equal(made(), 1);
});

test("an archive for which there is no room is made when there is", async (context) => {
  const { find, made, tools } = surroundings(context, [
    ...make,
    '  ln -s /dev/full "$(dirname "$made")/room"',
    "  exit 1",
    "fi",
  ]);
  assert.equal(await find(), undefined);
  assert.equal(await find(), undefined);
  assert.equal(made(), 2);
  assert.deepEqual(readdirSync(tools), []);
});
