import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { SetupError } from "../setup-error.ts";
import { digestOf } from "./digest.ts";
import type { Environment } from "./environment.ts";
import { temporaryFolder, writeProgram } from "./fake-java.ts";
import { fetchWithMaven, findJar, type KnownJar } from "./jar.ts";

const content = "the bytes of a jar";

function surroundings(context: TestContext, variables: Environment["variables"] = {}) {
  const folder = temporaryFolder(context);
  const said: string[] = [];
  const toolsFolder = join(folder, "tools");
  mkdirSync(toolsFolder);
  return { folder, said, toolsFolder, environment: { variables, toolsFolder, say: (line: string) => said.push(line) } };
}

/** A jar whose fetching brings `bytes`. */
function known(bytes: string): KnownJar {
  return {
    file: "tlc.jar",
    sha256: digestOf(content),
    fetch: (folder) => {
      const path = join(folder, "download");
      writeFileSync(path, bytes);
      return Promise.resolve({ path });
    },
  };
}

test("a jar that TLA2TOOLS_JAR names is taken as it is, and must exist", async (context) => {
  const { folder, environment } = surroundings(context);
  const path = join(folder, "mine.jar");
  const mine = { ...environment, variables: { TLA2TOOLS_JAR: path } };
  await assert.rejects(
    findJar(mine, []),
    (error) => error instanceof SetupError && /TLA2TOOLS_JAR/.test(error.message),
  );
  writeFileSync(path, "mine");
  assert.deepEqual(await findJar(mine, []), { path, sha256: digestOf("mine") });
});

test("a cached jar of the right digest is used without a word", async (context) => {
  const { environment, said, toolsFolder } = surroundings(context);
  writeFileSync(join(toolsFolder, "tlc.jar"), content);
  const jar = await findJar(environment, [known("would be wrong")]);
  assert.equal(jar.path, join(toolsFolder, "tlc.jar"));
  assert.deepEqual(said, []);
});

test("a half-downloaded jar is replaced, which is said", async (context) => {
  const { environment, said, toolsFolder } = surroundings(context);
  writeFileSync(join(toolsFolder, "tlc.jar"), content.slice(0, 5));
  const jar = await findJar(environment, [known(content)]);
  assert.equal(readFileSync(jar.path, "utf8"), content);
  assert.match(said[0] ?? "", /tlc\.jar .* damaged or incomplete/);
});

test("a fetched jar with another digest is not kept, and the next source is tried", async (context) => {
  const { environment, toolsFolder } = surroundings(context);
  await assert.rejects(findJar(environment, [known("something else")]), /digest is not the expected one/);
  assert.deepEqual(readdirSync(toolsFolder), []);
  const second = { ...known(content), file: "second.jar" };
  const jar = await findJar(environment, [known("something else"), second]);
  assert.deepEqual([jar.path, readdirSync(toolsFolder)], [join(toolsFolder, "second.jar"), ["second.jar"]]);
});

test("where nothing can be fetched, one line says what to install or to set", async (context) => {
  const { environment } = surroundings(context, { PATH: "" });
  const unreachable = { ...known(content), fetch: fetchWithMaven("group:artifact:1") };
  await assert.rejects(findJar(environment, [unreachable]), (error) => {
    assert.ok(error instanceof SetupError);
    assert.match(error.message, /no mvn on PATH.*install Maven, or .*TLA2TOOLS_JAR/);
    assert.equal(error.message.includes("\n"), false);
    return true;
  });
});

test("Maven's client is called with the artifact and its file is taken", async (context) => {
  const { folder, environment } = surroundings(context);
  const script = [
    `for word in "$@"; do case "$word" in -DoutputDirectory=*) out="\${word#*=}" ;; esac; done`,
    `printf '%s' '${content}' > "$out/artifact-1.jar"`,
  ];
  writeProgram(join(folder, "mvn"), script);
  const withMaven = { ...environment, variables: { PATH: folder } };
  const jar = await findJar(withMaven, [{ ...known(""), fetch: fetchWithMaven("group:artifact:1") }]);
  assert.equal(readFileSync(jar.path, "utf8"), content);
  writeProgram(join(folder, "mvn"), ['echo "[ERROR] no network"', "exit 1"]);
  const other = { ...known(""), file: "other.jar", fetch: fetchWithMaven("group:artifact:1") };
  await assert.rejects(findJar(withMaven, [other]), /mvn dependency:copy failed: \[ERROR\] no network/);
});
