/** What `spec/kills.json` says of the specifications as they are. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { readManifest } from "../check/model-files.ts";
import { projectFolder } from "../project-folder.ts";
import { falsifiableIn } from "./falsifiable.ts";
import { matrixGaps, readMatrix } from "./matrix.ts";

test("each property of each specification was seen to be violated, by models and modules as they are now", () => {
  const specFolder = join(projectFolder, "spec");
  const all = falsifiableIn(readManifest(specFolder), specFolder);
  assert.deepEqual(matrixGaps(all, readMatrix(specFolder), specFolder), []);
});
