import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, rmSync } from "node:fs";
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
  "takes too long": { code: 1, says: /took longer than 8000 milliseconds; it has waited until pigs fly/ },
  "is interrupted": { code: 1, says: /^$/, signal: "SIGINT" },
  "is terminated": { code: 1, says: /^$/, signal: "SIGTERM" },
  "is killed": { code: null, says: /^$/, signal: "SIGKILL" },
};

describe("an example", { concurrency: 3, timeout: 30_000 }, () => {
  for (const [ending, { code, says, signal }] of Object.entries(endings)) {
    test(`when it ${ending}, its processes are gone, and so are its files`, async (context) => {
      const env = { ...process.env, NODE_V8_COVERAGE: undefined, NODE_TEST_CONTEXT: undefined };
      const example = spawn(process.execPath, ["--import", "tsx", fixture, "example", ending], { env });
      let said = "";
      example.stderr.on("data", (text) => {
        said += text;
      });
      const isOver = once(example, "close");
      const [printed] = await once(example.stdout, "data");
      const { pid, folder } = JSON.parse(String(printed)) as { readonly pid: number; readonly folder: string };
      context.after(() => rmSync(folder, { recursive: true, force: true }));
      if (signal !== undefined) example.kill(signal);
      const [exitCode] = await isOver;
      assert.equal(exitCode, code, said);
      assert.match(said, says);
      while (isThere(pid)) await new Promise((resolve) => setTimeout(resolve, 5));
      // Who is killed has no time to remove them.
      assert.equal(existsSync(folder), signal === "SIGKILL");
    });
  }
});

function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
