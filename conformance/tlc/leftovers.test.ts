import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { temporaryFolder } from "./fake-java.ts";
import { ownName, recordsName, removeLeft } from "./leftovers.ts";

/** No process has a number that large. */
const gone = 2 ** 30;

function folder(...path: readonly string[]): string {
  const made = join(...path);
  mkdirSync(made);
  return made;
}

function remove(parent: string, inUse: readonly string[] = []): readonly string[] {
  const said: string[] = [];
  removeLeft(parent, new Set(inUse), (line) => said.push(line));
  return said;
}

test("what a killed process left is removed, and what another one uses is not", (context) => {
  const parent = temporaryFolder(context);
  for (const id of [gone, process.ppid]) {
    writeFileSync(join(folder(parent, `${ownName(id)}a1B2c3`), "graph.dot"), "");
    writeFileSync(join(parent, `graph.json.${id}.unfinished`), "");
  }
  writeFileSync(join(parent, "graph.json"), "");
  assert.deepEqual(remove(parent), []);
  const left = ["graph.json", `graph.json.${process.ppid}.unfinished`, `${ownName(process.ppid)}a1B2c3`];
  assert.deepEqual(readdirSync(parent).sort(), left);
  assert.deepEqual(remove(join(parent, "that", "is", "not", "there")), []);
});

test("a process that has the number of one that was killed removes what it does not use itself", (context) => {
  const parent = temporaryFolder(context);
  const [used, left] = ["used", "left"].map((name) => folder(parent, `${ownName(process.pid)}${name}`));
  remove(parent, [used ?? ""]);
  assert.deepEqual(
    [used, left].map((path) => existsSync(path ?? "")),
    [true, false],
  );
});

test("what another machine or container has left is for that one to remove", (context) => {
  const parent = temporaryFolder(context);
  const elsewhere = folder(parent, ownName(gone).replace(/[0-9a-f]{8}-$/, "01234567-a1B2c3"));
  remove(parent);
  assert.ok(existsSync(elsewhere));
});

test("a child that goes on is ended, and told; what has its number by now is not", async (context) => {
  const parent = temporaryFolder(context);
  const records = folder(parent, `${recordsName(gone)}a1B2c3`);
  const own = folder(parent, `${ownName(gone)}d4E5f6`);
  writeFileSync(join(own, "log"), "");
  const child = spawn("tail", ["-f", join(own, "log")], { stdio: "ignore" });
  const stranger = spawn("sleep", ["600"], { stdio: "ignore" });
  context.after(() => stranger.kill("SIGKILL"));
  const ended = once(child, "exit");
  await Promise.all([once(child, "spawn"), once(stranger, "spawn")]);
  for (const id of [child.pid, stranger.pid, gone, 0, 1, "notes"]) writeFileSync(join(records, String(id)), "");
  assert.deepEqual(remove(parent), [
    `process ${child.pid}, which a command that was killed had left running, was ended`,
  ]);
  assert.deepEqual(await ended, [null, "SIGKILL"]);
  assert.equal(stranger.exitCode ?? stranger.signalCode, null);
  assert.deepEqual(readdirSync(parent), []);
});
