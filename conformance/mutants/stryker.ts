/**
 * StrykerJS, which makes the mutants. It is fetched when it is first wanted, into the build folder: as a dependency it
 * would be 166 packages that everyone installs and almost nobody runs.
 *
 * @module
 */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { SetupError } from "../setup-error.ts";
import { findOnPath, runCommand } from "../tlc/command.ts";
import { startOwnProcess } from "../tlc/own-processes.ts";

/** A mutant as Stryker reports it. Lines and columns begin with 1. */
export interface Mutant {
  readonly mutatorName: string;
  readonly replacement: string;
  readonly status: string;
  readonly location: { readonly start: Place; readonly end: Place };
}

export interface Place {
  readonly line: number;
  readonly column: number;
}

export interface MutatedFile {
  /** The file as it was. */
  readonly source: string;
  readonly mutants: readonly Mutant[];
}

/** By the path of the file. */
export type MutationReport = Readonly<Record<string, MutatedFile>>;

export interface MutationRequest {
  readonly projectFolder: string;
  readonly buildFolder: string;
  /** The paths of the files, from the project's folder. */
  readonly files: readonly string[];
  /** A command that succeeds exactly if it takes no notice of the mutant. */
  readonly judge: string;
  readonly say: (text: string) => void;
}

const version = "9.6.1";
const secondsToFetch = 300;

/** Has every mutant of the files judged, and returns what became of them. */
export async function runStryker(request: MutationRequest): Promise<MutationReport> {
  const program = await fetched(join(request.buildFolder, "stryker"));
  const folder = join(request.buildFolder, "mutants");
  mkdirSync(folder, { recursive: true });
  // What an interrupted run may have left.
  rmSync(join(folder, "sandboxes"), { recursive: true, force: true });
  const report = join(folder, "stryker.json");
  const configuration = join(folder, "stryker.conf.json");
  writeFileSync(configuration, `${JSON.stringify(configurationOf(request, folder, report), undefined, 2)}\n`);
  const stryker = startOwnProcess(process.execPath, [program, "run", configuration], {
    variables: process.env,
    folder: request.projectFolder,
  });
  stryker.stdout.setEncoding("utf8").on("data", request.say);
  stryker.stderr.setEncoding("utf8").on("data", request.say);
  const exitCode = await new Promise<number | null>((resolve) => stryker.once("close", resolve));
  if (exitCode !== 0) throw new SetupError("Stryker did not come to its end");
  return JSON.parse(readFileSync(report, "utf8")).files;
}

function configurationOf({ files, judge }: MutationRequest, folder: string, report: string): object {
  return {
    mutate: files,
    testRunner: "command",
    commandRunner: { command: judge },
    coverageAnalysis: "off",
    // A configuration of Biome below this one would be found by `make lint`, if a sandbox was left.
    ignorePatterns: ["build", "coverage", "docs", ".tools", "biome.json"],
    reporters: ["json", "progress-append-only"],
    jsonReporter: { fileName: report },
    tempDirName: join(folder, "sandboxes"),
    cleanTempDir: "always",
    // A judgement takes seconds, and longer on a busy machine; what comes to no end at all is noticed by that.
    timeoutMS: 60_000,
  };
}

async function fetched(folder: string): Promise<string> {
  const program = join(folder, "node_modules", "@stryker-mutator", "core", "bin", "stryker.js");
  if (existsSync(program)) return program;
  const npm = findOnPath("npm", process.env);
  if (npm === undefined) throw new SetupError("npm, which fetches StrykerJS, is not on the PATH");
  mkdirSync(folder, { recursive: true });
  const wanted = ["install", "--prefix", folder, "--no-audit", "--no-fund", `@stryker-mutator/core@${version}`];
  const { succeeded, text } = await runCommand(npm, wanted, process.env, secondsToFetch);
  if (!succeeded) throw new SetupError(`npm could not fetch StrykerJS ${version}:\n${text.trim()}`);
  return program;
}
