/**
 * `make pack`: builds, and packs the package into the project's folder.
 *
 * @module
 */
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { runToExit } from "../conformance/command-line.ts";
import { pack, root } from "./installed.ts";

await runToExit(async () => {
  const staged = join(root, "build", "publish");
  await rm(staged, { recursive: true, force: true });
  const { tarball } = await pack(staged, root);
  process.stdout.write(`${tarball}\n`);
  return 0;
});
