import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, test } from "node:test";
import { fileURLToPath } from "node:url";

const fixture = fileURLToPath(new URL("children.fixture.ts", import.meta.url));

interface Ending {
  readonly code: number | null;
  /** What it says as an error. */
  readonly says: RegExp;
  /** What it is sent. */
  readonly signal?: NodeJS.Signals;
}

const endings: Readonly<Record<string, Ending>> = {
  "is over": { code: 0, says: /^$/ },
  throws: { code: 1, says: /Error: something is wrong/ },
  "has a process that ends": { code: 1, says: /Error: child hears has ended by itself: 3/ },
  "takes too long": { code: 1, says: /took longer than 1 milliseconds; it has waited until it is up/ },
  "is interrupted": { code: 1, says: /^$/, signal: "SIGINT" },
  "is terminated": { code: 1, says: /^$/, signal: "SIGTERM" },
  "is killed": { code: null, says: /^$/, signal: "SIGKILL" },
};

describe("an example", { concurrency: 3, timeout: 30_000 }, () => {
  for (const [ending, { code, says, signal }] of Object.entries(endings)) {
    test(`when it ${ending}, its processes are gone, and so are its files`, async (context) => {
      const folder = mkdtempSync(join(tmpdir(), "quorate-children-"));
      context.after(() => rmSync(folder, { recursive: true, force: true }));
      const env = { ...process.env, NODE_V8_COVERAGE: undefined, NODE_TEST_CONTEXT: undefined, TMPDIR: folder };
      const example = spawn(process.execPath, ["--import", "tsx", fixture, "example", ending], { env });
      let said = "";
      example.stderr.on("data", (text) => {
        said += text;
      });
      // Its processes write where it does: nothing is closed before the last of them is gone.
      const isOver = once(example, "close");
      if (signal !== undefined) {
        await once(example.stdout, "data");
        example.kill(signal);
      } else example.stdout.resume();
      const [exitCode] = await isOver;
      assert.equal(exitCode, code, said);
      assert.match(said, says);
      const left = readdirSync(folder).filter((name) => name.startsWith("quorate-example-"));
      // Who is killed has no time to remove its files.
      assert.equal(left.length, signal === "SIGKILL" ? 1 : 0);
    });
  }
});
