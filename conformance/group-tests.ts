/** What `make test` runs: prints a module for each group of the given test files, which loads them into one process. */
import { join, relative } from "node:path";
import { parseArgs } from "node:util";
import { runToExit } from "./command-line.ts";
import { projectFolder } from "./project-folder.ts";
import { groupsOf } from "./test-groups/groups.ts";
import { writeGroups } from "./test-groups/write-groups.ts";

await runToExit(async () => {
  const { positionals } = parseArgs({ allowPositionals: true });
  const paths = writeGroups(groupsOf(positionals), join(projectFolder, "build", "tests"));
  process.stdout.write(paths.map((path) => `${relative(projectFolder, path)}\n`).join(""));
  return 0;
});
