/** `make mutants`: changes the step functions in one place at a time, and lets graph equality alone find out. */
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readManifest } from "./check/model-files.ts";
import { runToExit } from "./command-line.ts";
import { dumpOf } from "./graph/dump.ts";
import { explained } from "./mutants/explained.ts";
import { type MutationReport, runStryker } from "./mutants/stryker.ts";
import { judgeSurvivors, survivorsIn } from "./mutants/survivors.ts";
import { projectFolder } from "./project-folder.ts";
import { protocols } from "./protocols.ts";
import { processEnvironment } from "./tlc/environment.ts";
import { findToolchain, type Toolchain } from "./tlc/toolchain.ts";

const buildFolder = join(projectFolder, "build");
const say = (text: string): void => void process.stdout.write(text);

async function main(): Promise<number> {
  const toolchain = await findToolchain(processEnvironment((line) => say(`${line}\n`)));
  const dumps = join(buildFolder, "mutants", "dumps.json");
  mkdirSync(join(buildFolder, "mutants"), { recursive: true });
  writeFileSync(dumps, JSON.stringify(await smallDumps(toolchain)));
  const judge = `"${process.execPath}" --import tsx conformance/mutants/judge.ts "${dumps}"`;
  const report = await runStryker({ projectFolder, buildFolder, files: mutatedFiles(), judge, say });
  return conclude(report);
}

/** The graphs of the small tier, the smallest first: most mutants fail at once. */
async function smallDumps(toolchain: Toolchain): Promise<readonly object[]> {
  const specFolder = join(projectFolder, "spec");
  const names = protocols.map(({ name }) => name);
  const rows = readManifest(specFolder).filter(
    (row) => row.graph && row.tier === "small" && names.includes(row.protocol),
  );
  const dumps = [];
  for (const row of rows) {
    dumps.push({ model: row.name, ...(await dumpOf(row, specFolder, buildFolder, toolchain, () => {})) });
  }
  return dumps.sort((one, other) => one.counts.distinct - other.counts.distinct);
}

/** The roles and their messages. What composes them, and the world around them, is no part of a protocol. */
function mutatedFiles(): readonly string[] {
  const folders = protocols.map(({ problem, name }) => `src/${problem}/${name}`);
  return folders.flatMap((folder) =>
    readdirSync(join(projectFolder, folder))
      .filter((name) => name.endsWith(".ts") && !/\.(test|fixture)\.ts$/.test(name))
      .filter((name) => !["index.ts", "system.ts"].includes(name))
      .map((name) => `${folder}/${name}`),
  );
}

function conclude(report: MutationReport): number {
  const all = Object.values(report).flatMap(({ mutants }) => mutants);
  const survivors = survivorsIn(report);
  const { unexplained, outdated } = judgeSurvivors(survivors, explained);
  const lines = [
    "",
    ...unexplained.map(({ file, line, change }) => `${file}:${line}: not noticed, and not explained: ${change}`),
    ...outdated.map((change) => `explained, but noticed by now or gone: ${change}`),
    `${all.length} mutants: ${all.length - survivors.length} noticed, ${survivors.length} not, ${unexplained.length} of these not explained in docs/mutants.md`,
  ];
  say(`${lines.join("\n")}\n`);
  return unexplained.length + outdated.length === 0 ? 0 : 1;
}

await runToExit(main);
