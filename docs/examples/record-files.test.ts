import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { RecordFiles } from "./record-files.ts";

function isText(candidate: unknown): candidate is string {
  return typeof candidate === "string";
}

function folderOf(context: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), "quorate-records-"));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, "node");
}

function write(files: RecordFiles<string>, part: string, record: string): Promise<void> {
  return new Promise((resolve, reject) => {
    files.write(part, record, (failure) => (failure === undefined ? resolve() : reject(failure)));
  });
}

test("what is read is what was answered last, part by part, also by whoever opens the folder anew", async (context) => {
  const folder = folderOf(context);
  const files = new RecordFiles(folder, isText);
  assert.equal(files.read("order/bank"), undefined);
  const parts = ["order/bank", "../order", "%2F", ""];
  await Promise.all(parts.flatMap((part) => [write(files, part, "prepared"), write(files, part, `of ${part}`)]));
  const again = new RecordFiles(folder, isText);
  assert.deepEqual([...again.parts()].sort(), parts.toSorted());
  for (const part of parts) assert.equal(again.read(part), `of ${part}`);
});

test("a record that is replaced is there until the next one is whole: a half that was left beside it is nothing", async (context) => {
  const folder = folderOf(context);
  const files = new RecordFiles(folder, isText);
  await write(files, "order", "prepared");
  writeFileSync(join(folder, "order.record.new"), readFileSync(join(folder, "order.record")).subarray(0, 10));
  assert.equal(files.read("order"), "prepared");
  assert.deepEqual(files.parts(), ["order"]);
  await write(files, "order", "committed");
  assert.equal(files.read("order"), "committed");
  assert.deepEqual(readdirSync(folder), ["order.record"]);
});

test("a record of which a byte is damaged, or any is lost, is an error, and not no record", async (context) => {
  const folder = folderOf(context);
  const files = new RecordFiles(folder, isText);
  await write(files, "order", "prepared");
  const path = join(folder, "order.record");
  const whole = readFileSync(path);
  for (let at = 0; at < whole.length; at++) {
    const damaged = Buffer.from(whole);
    damaged[at] = (whole[at] ?? 0) ^ 1;
    for (const bytes of [damaged, whole.subarray(0, at)]) {
      writeFileSync(path, bytes);
      assert.throws(() => files.read("order"), /order\.record: the disk has lost what was flushed, so do not begin/);
    }
  }
});

test("a disk that fails says so, and is written to no more", async (context) => {
  const folder = folderOf(context);
  const files = new RecordFiles(folder, isText);
  rmSync(folder, { recursive: true });
  await assert.rejects(write(files, "order", "prepared"), /ENOENT/);
  new RecordFiles(folder, isText);
  await assert.rejects(write(files, "order", "committed"), /ENOENT/);
  assert.deepEqual(readdirSync(folder), []);
});
