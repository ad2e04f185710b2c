/** `make configurations`: writes the configurations of models as files, for an editor or for TLC by hand. */
import { join, relative } from "node:path";
import { parseArgs } from "node:util";
import { configurationFile } from "./check/model-configuration.ts";
import { readManifest } from "./check/model-files.ts";
import { selectRows } from "./check/selection.ts";
import { writeTextWhole } from "./check/write-whole.ts";
import { runToExit, selectionOf, selectionOptions } from "./command-line.ts";
import { projectFolder } from "./project-folder.ts";

await runToExit(() => {
  const { values } = parseArgs({ options: selectionOptions });
  const specFolder = join(projectFolder, "spec");
  const selection = selectionOf(values);
  // Without a selection, all: a file costs nothing.
  const rows = readManifest(specFolder, { countsMayBeMissing: true });
  const selected = Object.keys(selection).length === 0 ? rows : selectRows(rows, selection);
  for (const row of selected) {
    const path = join(projectFolder, "build/configurations", row.problem, row.protocol, `${row.name}.cfg`);
    writeTextWhole(path, configurationFile(row, specFolder));
    process.stdout.write(`${relative(process.cwd(), path)}\n`);
  }
  return 0;
});
