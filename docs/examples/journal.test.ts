import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { lineOf, recordsIn } from "./checked-line.ts";
import { Journal } from "./journal.ts";

/** Three records, of texts that could be taken for records, for ends of lines, and for many bytes. */
const records = [[{ number: 1, text: "deadbeef 00000002 []\n" }], [{ number: 2, text: "é\u{1F600}" }], [3, 4]];
const whole = Buffer.concat(records.map(lineOf));
/** Where each record ends. */
const ends = records.map((_, i) => Buffer.concat(records.slice(0, i + 1).map(lineOf)).length);

function folderOf(context: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), "quorate-journal-"));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** What is read from a file of these bytes, once it was closed again. */
async function changesIn(path: string, bytes: Buffer): Promise<readonly unknown[]> {
  writeFileSync(path, bytes);
  const { journal, changes } = await Journal.open(path);
  await journal.close();
  return changes;
}

test("wherever a file is cut off, the records before are read, and half a record is gone", async (context) => {
  const path = join(folderOf(context), "log");
  for (let length = 0; length <= whole.length; length++) {
    const count = ends.filter((end) => end <= length).length;
    assert.deepEqual(
      await changesIn(path, whole.subarray(0, length)),
      records.slice(0, count).flat(),
      `${length} bytes`,
    );
    assert.deepEqual(readFileSync(path), whole.subarray(0, ends[count - 1] ?? 0), `${length} bytes`);
  }
});

test("whichever byte is damaged, no record behind it is lost in silence: only the last is taken for half a record", () => {
  const beforeLast = ends.at(-2) ?? 0;
  for (let at = 0; at < whole.length; at++) {
    for (const byte of [0, 10, 0x30, 0xff, (whole[at] ?? 0) ^ 1]) {
      if (byte === whole[at]) continue;
      const damaged = Buffer.from(whole);
      damaged[at] = byte;
      if (at < beforeLast)
        assert.throws(() => recordsIn(damaged, "log"), /^Error: log: byte \d+ begins no record, and byte \d+ does/);
      else assert.deepEqual(recordsIn(damaged, "log"), { records: records.slice(0, -1), end: beforeLast });
    }
  }
});

test("zeros behind the last record, as file systems leave them, are no record", () => {
  assert.deepEqual(recordsIn(Buffer.concat([whole, Buffer.alloc(100)]), "log"), { records, end: whole.length });
});

test("a file that has lost what was flushed is not opened, and stays as it is", async (context) => {
  const path = join(folderOf(context), "log");
  const damaged = Buffer.from(whole);
  damaged[20] = 0;
  await assert.rejects(changesIn(path, damaged), /the disk has lost what was flushed, so do not begin/);
  assert.deepEqual(readFileSync(path), damaged);
});

test("what was answered is in the file, in its order, and what came together is answered once", async (context) => {
  const path = join(folderOf(context), "folder", "log");
  const { journal } = await Journal.open(path);
  const answered: number[] = [];
  await new Promise<void>((resolve) => {
    for (let number = 1; number <= 9; number++) {
      journal.append(number, () => {
        answered.push(number);
        const { records } = recordsIn(readFileSync(path), "log");
        assert.deepEqual(
          records.flat().slice(0, number),
          Array.from({ length: number }, (_, i) => i + 1),
        );
        if (number === 9) resolve();
      });
    }
  });
  await journal.close();
  // The first goes to the disk alone, the others while it is busy.
  assert.deepEqual(answered, [1, 9]);
});

test("a disk that fails says so, and is written to no more", async (context) => {
  const { journal } = await Journal.open(join(folderOf(context), "log"));
  await journal.close();
  const answers: unknown[] = [];
  await new Promise<void>((resolve) => {
    journal.append(1, (failure) => {
      answers.push(failure);
      resolve();
    });
  });
  journal.append(2, () => answers.push("answered"));
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(answers.length, 1);
  assert.match(String(answers[0]), /closed|bad file/i);
});
