/** `make guide`: puts into the documents what their markers name, and says which documents changed by it. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { writeTextWhole } from "../../conformance/check/write-whole.ts";
import { runToExit } from "../../conformance/command-line.ts";
import { projectFolder } from "../../conformance/project-folder.ts";
import { readProject } from "../site/project.ts";
import { insertsIn } from "../walk/document.ts";
import { readDocuments } from "../walk/walk.ts";
import { fill } from "./fill.ts";
import { findTraces } from "./find-traces.ts";

async function main(): Promise<number> {
  const project = readProject(projectFolder);
  const documents = readDocuments(projectFolder);
  const inserts = [...documents.values()].flatMap(insertsIn);
  const counterexamples = inserts.filter(({ what }) => what === "counterexample");
  const traces = await findTraces(project, counterexamples, say);
  for (const [path, text] of documents) {
    const filled = await fill(project, path, text, traces);
    for (const [file, content] of [...filled.pictures, [path, filled.text] as const])
      if (write(file, content)) say(`${file} is written`);
  }
  say(`${inserts.length} inserts in ${documents.size} documents are current`);
  return 0;
}

/** @returns whether it was something else before */
function write(path: string, content: string): boolean {
  const file = join(projectFolder, path);
  if (existsSync(file) && readFileSync(file, "utf8") === content) return false;
  writeTextWhole(file, content);
  return true;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

await runToExit(main);
