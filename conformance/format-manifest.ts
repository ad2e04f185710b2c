/** Lays out `spec/manifest.json`; with `--check`, only says whether it is laid out so. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { formatManifest } from "./check/manifest-format.ts";
import { writeTextWhole } from "./check/write-whole.ts";
import { runToExit } from "./command-line.ts";
import { projectFolder } from "./project-folder.ts";
import { SetupError } from "./setup-error.ts";

await runToExit(async () => {
  const { values } = parseArgs({ options: { check: { type: "boolean", default: false } } });
  const path = join(projectFolder, "spec/manifest.json");
  const text = readFileSync(path, "utf8");
  const formatted = formatManifest(parsed(text));
  if (formatted === text) return 0;
  if (values.check) throw new SetupError("spec/manifest.json is not laid out as it should be: run make fmt");
  writeTextWhole(path, formatted);
  return 0;
});

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new SetupError(`spec/manifest.json is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}
