/** What the page says of what each read costs. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { measuredReads, tableOfReads } from "./reads-measured.ts";

test("the page has the table that the runs give", () => {
  const page = readFileSync(new URL("broadcast-register.md", import.meta.url), "utf8");
  assert.ok(page.includes(`\n${tableOfReads()}\n`), tableOfReads());
});

test("a read at the replica takes a message, and any other a round and a write", () => {
  const atReplica = measuredReads("at the replica", 3);
  const inLog = measuredReads("in the log", 3);
  assert.ok(atReplica.median < 2 && inLog.median > 5, `${atReplica.median} ${inLog.median}`);
  assert.ok(atReplica.perSecond > 4 * inLog.perSecond);
});
