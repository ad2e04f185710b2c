/** `make mutants`: changes the step functions in one place at a time, and lets graph equality alone find out. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { readManifest } from "./check/model-files.ts";
import { runToExit, selectionOf } from "./command-line.ts";
import type { Protocol } from "./engine/protocol.ts";
import { dumpOf } from "./graph/dump.ts";
import { explained } from "./mutants/explained.ts";
import { instrument } from "./mutants/instrument.ts";
import { type Judges, noticedIn } from "./mutants/judging.ts";
import { whatSeesMost } from "./mutants/sees-most.ts";
import { judgeSurvivors, survivorOf } from "./mutants/survivors.ts";
import { projectFolder } from "./project-folder.ts";
import { protocols } from "./protocols.ts";
import { protocolsNamed } from "./suite/chosen.ts";
import { processEnvironment } from "./tlc/environment.ts";
import { findToolchain, type Toolchain } from "./tlc/toolchain.ts";

const buildFolder = join(projectFolder, "build");
const specFolder = join(projectFolder, "spec");
const say = (text: string): void => void process.stdout.write(text);

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { protocol: { type: "string" }, each: { type: "boolean", default: false } },
  });
  const chosen = protocolsNamed(protocols, selectionOf(values).protocol);
  const toolchain = await findToolchain(processEnvironment((line) => say(`${line}\n`)));
  const areFine: boolean[] = [];
  for (const protocol of chosen) areFine.push(await changeStepsOf(protocol, toolchain, values.each));
  return areFine.every(Boolean) ? 0 : 1;
}

/** Whether every mutant of the protocol is noticed, or explained; with `each` it says which graphs notice most. */
async function changeStepsOf(protocol: Protocol, toolchain: Toolchain, each: boolean): Promise<boolean> {
  const judges = await smallGraphs(protocol, toolchain);
  const instrumented = await instrument(mutatedFiles(protocol), projectFolder, buildFolder);
  const { mutants } = instrumented;
  const noticed = await noticedIn({
    instrumented,
    judges,
    each,
    specFolder,
    projectFolder,
    folder: join(buildFolder, "mutants"),
    onJudged: (judged) => {
      if (judged % 100 === 0) say(`${protocol.name}: ${judged} of ${mutants.length} mutants judged\n`);
    },
  });
  const survivors = mutants
    .filter(({ id }) => (noticed.get(id) ?? []).length === 0)
    .map((mutant) => survivorOf(mutant, readFileSync(join(projectFolder, mutant.fileName), "utf8")));
  if (each) {
    const seeing = whatSeesMost(
      noticed.values(),
      judges.map(({ model }) => model),
    );
    for (const { model, notices, more } of seeing)
      say(`${model}: notices ${notices}, ${more} of them for the first time\n`);
  }
  const { unexplained, outdated } = judgeSurvivors(survivors, explained[protocol.name] ?? {});
  const lines = [
    ...unexplained.map(({ file, line, change }) => `${file}:${line}: not noticed, and not explained: ${change}`),
    ...outdated.map((change) => `explained, but noticed by now or gone: ${change}`),
    `${protocol.name}: ${mutants.length} mutants: ${mutants.length - survivors.length} noticed, ${survivors.length} not, ${unexplained.length} of these not explained in docs/mutants.md`,
  ];
  say(`${lines.join("\n")}\n`);
  return unexplained.length + outdated.length === 0;
}

/** The graphs of the small tier, the smallest first: most mutants are noticed at once. */
async function smallGraphs({ name }: Protocol, toolchain: Toolchain): Promise<Judges> {
  const rows = readManifest(specFolder).filter((row) => row.graph && row.tier === "small" && row.protocol === name);
  const judges = [];
  for (const row of rows) {
    judges.push({ model: row.name, dump: await dumpOf(row, specFolder, buildFolder, toolchain) });
  }
  return judges.sort((one, other) => one.dump.counts.distinct - other.dump.counts.distinct);
}

/**
 * The roles and their messages, and the election where they have one. What composes them, what every role stands on, and
 * the world around them, is no part of a protocol.
 */
function mutatedFiles({ problem, name }: Protocol): readonly string[] {
  const own = rolesIn(`src/${problem}/${name}`);
  const hasEpochs = own.some((file) => readFileSync(join(projectFolder, file), "utf8").includes("/epochs/"));
  return [...own, ...(hasEpochs ? rolesIn("src/epochs") : [])];
}

/** Files of protocols that compose roles, or tell others of them. */
const composing: readonly string[] = [
  "index.ts",
  "system.ts",
  "as-log.ts",
  "by-role.ts",
  "answers.ts",
  "cluster.ts",
  "cluster-system.ts",
];

function rolesIn(folder: string): readonly string[] {
  return readdirSync(join(projectFolder, folder))
    .filter((file) => file.endsWith(".ts") && !/\.(test|fixture)\.ts$/.test(file))
    .filter((file) => !composing.includes(file))
    .map((file) => `${folder}/${file}`);
}

await runToExit(main);
