import assert from "node:assert/strict";
import { test } from "node:test";
import { projectFolder } from "../../conformance/project-folder.ts";
import { scriptOf } from "./page-files.ts";

test("the script has the step functions in it, and neither the simulator nor any other host", async () => {
  const { madeOf } = await scriptOf(projectFolder);
  assert.ok(madeOf.includes("src/total-order-broadcast/epoch-broadcast/replication.ts"));
  const notUsed = madeOf.filter((path) => /^src\/shell\/|^conformance\/simulation\/|\.scenario\.ts$/.test(path));
  assert.deepEqual(notUsed, []);
});
