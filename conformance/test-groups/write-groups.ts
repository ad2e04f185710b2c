import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { projectFolder } from "../project-folder.ts";
import type { Group } from "./groups.ts";

const loader = pathToFileURL(join(projectFolder, "conformance", "test-groups", "load.ts")).href;

/**
 * Writes a module for each group, which loads its files, and gives their paths. Node begins with the files in the order
 * of their names, so a name begins with the group's place.
 */
export function writeGroups(groups: readonly Group[], folder: string): readonly string[] {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  return groups.map(({ name, files }, place) => {
    const path = join(folder, `${String(place).padStart(3, "0")}-${name.replaceAll("/", "-")}.mjs`);
    const absolute = files.map((file) => join(projectFolder, file));
    writeFileSync(
      path,
      `import { loadTests } from ${JSON.stringify(loader)};\nawait loadTests(${JSON.stringify(absolute, null, 2)});\n`,
    );
    return path;
  });
}
