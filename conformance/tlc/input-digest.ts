/**
 * What TLC's answer depends on: every module that it may read, the configuration, TLC itself and Java. The same digest
 * is the same graph, and the same result.
 *
 * @module
 */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Toolchain } from "./toolchain.ts";

export function inputDigest(toolchain: Toolchain, folders: readonly string[], texts: readonly string[]): string {
  const hash = createHash("sha256");
  // Which TLC and which Java, wherever they are.
  hash.update(JSON.stringify([toolchain.java.description, toolchain.jar.sha256, ...texts]));
  for (const folder of folders) {
    for (const name of readdirSync(folder).sort()) {
      if (name.endsWith(".tla")) hash.update(JSON.stringify([name, readFileSync(join(folder, name), "utf8")]));
    }
  }
  return hash.digest("hex").slice(0, 24);
}
