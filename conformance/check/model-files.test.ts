import assert from "node:assert/strict";
import { cpSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { fileURLToPath } from "node:url";
import { SetupError } from "../setup-error.ts";
import { temporaryFolder } from "../tlc/fake-java.ts";
import { modelFiles, readManifest } from "./model-files.ts";
import { modelRow } from "./model-row.ts";

const good = fileURLToPath(new URL("fixtures/good", import.meta.url));

function copyOfGood(context: TestContext): string {
  const folder = temporaryFolder(context);
  cpSync(good, folder, { recursive: true });
  return folder;
}

test("a model's module is in its protocol's folder, and its own modules go before those of others", () => {
  assert.deepEqual(modelFiles(modelRow(), good), {
    folder: join(good, "counting", "counter"),
    libraries: [join(good, "counting", "counter"), join(good, "counting")],
  });
});

test("a manifest whose rows and files belong together is read", (context) => {
  assert.equal(readManifest(copyOfGood(context)).length, 9);
});

test("a row without its module or its specification is refused", (context) => {
  const files = ["counting/counter/MCCounter.tla", "counting/Counter.tla"];
  for (const file of files) {
    const folder = copyOfGood(context);
    rmSync(join(folder, file));
    assert.throws(
      () => readManifest(folder),
      (error) => error instanceof SetupError && error.message.includes(`Counter_3 (line 4): there is no file ${file}`),
    );
  }
});

test("a configuration that is a file is refused", (context) => {
  const folder = copyOfGood(context);
  writeFileSync(join(folder, "counting", "Forgotten.cfg"), "SPECIFICATION Spec\n");
  assert.throws(
    () => readManifest(folder),
    /counting\/Forgotten\.cfg is not read: a model's configuration is in its row/,
  );
});

test("a folder without a manifest is refused", (context) => {
  assert.throws(() => readManifest(temporaryFolder(context)), /there is no manifest/);
});
