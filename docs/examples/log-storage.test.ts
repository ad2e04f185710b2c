import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { appendAll, sequenceOf, take } from "quorate/core";
import { type NodeRecord, node, noRecord } from "quorate/epoch-broadcast";
import { lineOf } from "./checked-line.ts";
import { openLogStorage } from "./log-storage.ts";

const options = { self: "a", nodes: ["a", "b", "c"] };
const { cluster } = node.start(options).state;

function entries(epoch: number, ...numbers: readonly number[]): NodeRecord["log"] {
  return sequenceOf(numbers.map((number) => ({ epoch, client: "till", number, value: `item ${number}` })));
}

/** A node follows, gets a tail that is replaced, and goes on. */
function recordsOfALife(): readonly NodeRecord[] {
  const first = entries(1, 1, 2, 3);
  const replaced = appendAll(take(first, 1), [{ epoch: 2, client: null }]);
  const { identity } = cluster;
  return [
    { cluster: identity, epoch: 1, vote: "b", log: noRecord.log },
    { cluster: identity, epoch: 1, vote: "b", log: first },
    { cluster: identity, epoch: 2, vote: "c", log: first },
    { cluster: identity, epoch: 2, vote: "c", log: replaced },
    { cluster: identity, epoch: 2, vote: "c", log: appendAll(replaced, [{ epoch: 2, client: "till", number: 2 }]) },
  ];
}

function fileOf(context: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), "quorate-log-"));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, "log");
}

async function written(path: string, records: readonly NodeRecord[]): Promise<void> {
  const storage = await openLogStorage(path);
  for (const record of records) {
    await new Promise<void>((resolve, reject) => {
      storage.write("a", record, (failure) => (failure === undefined ? resolve() : reject(failure)));
    });
  }
  await storage.close();
}

async function readBack(path: string): Promise<NodeRecord | undefined> {
  const storage = await openLogStorage(path);
  await storage.close();
  return storage.read("a");
}

test("what is read is what was written last; before anything was, there is no record", async (context) => {
  const path = fileOf(context);
  assert.equal(await readBack(path), undefined);
  const records = recordsOfALife();
  await written(path, records);
  assert.deepEqual(await readBack(path), records.at(-1));
});

test("of a log only what has changed is written", async (context) => {
  const path = fileOf(context);
  let log = noRecord.log;
  const records: NodeRecord[] = [];
  for (let number = 1; number <= 50; number++) {
    log = appendAll(log, [{ epoch: 1, client: "till", number }]);
    records.push({ cluster: cluster.identity, epoch: 1, vote: "b", log });
  }
  await written(path, records);
  assert.equal(readFileSync(path, "utf8").match(/"number":/g)?.length, 50);
});

test("wherever the file is cut off, a node recovers from what was written up to there", async (context) => {
  const path = fileOf(context);
  const records = recordsOfALife();
  await written(path, records);
  const whole = readFileSync(path);
  const seen = new Set<number>();
  for (let length = 0; length <= whole.length; length++) {
    writeFileSync(path, whole.subarray(0, length));
    const record = await readBack(path);
    // One line for each write.
    const count = whole.subarray(0, length).toString("latin1").split("\n").length - 1;
    assert.deepEqual(record, records[count - 1], `${length} bytes`);
    node.recover(options, record ?? noRecord);
    seen.add(count);
  }
  assert.equal(seen.size, records.length + 1);
});

test("a node goes on behind the half of a record, and finds all of it again", async (context) => {
  const path = fileOf(context);
  const [first, second, third, ...more] = recordsOfALife();
  assert.ok(first && second && third);
  await written(path, [first, second]);
  writeFileSync(path, readFileSync(path).subarray(0, -5));
  assert.deepEqual(await readBack(path), first);
  await written(path, [second, third, ...more]);
  assert.deepEqual(await readBack(path), more.at(-1));
});

test("a file of something else is none of a log", async (context) => {
  const path = fileOf(context);
  writeFileSync(path, lineOf([{ kept: -0.5, entries: [] }]));
  await assert.rejects(openLogStorage(path), /log: \{"kept":-0\.5,"entries":\[\]\} is no change of a log/);
});
