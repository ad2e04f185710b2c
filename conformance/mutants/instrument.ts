/**
 * Makes the mutants, with the part of StrykerJS that writes all of them into the sources, each behind a switch. It is
 * fetched when it is first wanted, into the build folder: as a dependency it would be 67 packages that everyone installs
 * and almost nobody runs.
 *
 * @module
 */
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { SetupError } from "../setup-error.ts";
import { findOnPath, runCommand } from "../tlc/command.ts";

/** One change of one place. Lines and columns begin with 0. */
export interface Mutant {
  /** The number of its switch. */
  readonly id: string;
  readonly fileName: string;
  readonly replacement: string;
  readonly location: { readonly start: Place; readonly end: Place };
}

export interface Place {
  readonly line: number;
  readonly column: number;
}

/** A source file, by its path from the project's folder. */
export interface Source {
  readonly name: string;
  readonly content: string;
}

export interface Instrumented {
  /** The files with every mutant in them, none of which is switched on. */
  readonly files: readonly Source[];
  readonly mutants: readonly Mutant[];
}

interface Instrumenter {
  instrument(files: readonly (Source & { mutate: boolean })[], options: object): Promise<Instrumented>;
}

const version = "9.6.1";
const secondsToFetch = 300;

/** Every mutant of the files. */
export async function instrument(
  files: readonly string[],
  projectFolder: string,
  buildFolder: string,
): Promise<Instrumented> {
  const program = await fetched(join(buildFolder, "stryker"));
  const module: unknown = await import(pathToFileURL(program).href);
  if (!hasInstrumenter(module)) throw new SetupError(`StrykerJS ${version} has no instrumenter`);
  const sources = files.map((name) => ({
    name,
    mutate: true,
    content: readFileSync(join(projectFolder, name), "utf8"),
  }));
  const options = { plugins: null, excludedMutations: [], ignorers: [] };
  return new module.Instrumenter(silent).instrument(sources, options);
}

const silent = { debug(): void {}, info(): void {}, warn(): void {}, isDebugEnabled: (): boolean => false };

function hasInstrumenter(module: unknown): module is { Instrumenter: new (logger: object) => Instrumenter } {
  return typeof module === "object" && module !== null && "Instrumenter" in module;
}

async function fetched(folder: string): Promise<string> {
  const program = join(folder, "node_modules", "@stryker-mutator", "instrumenter", "dist", "src", "index.js");
  if (existsSync(program)) return program;
  const npm = findOnPath("npm", process.env);
  if (npm === undefined) throw new SetupError("npm, which fetches StrykerJS, is not on the PATH");
  mkdirSync(folder, { recursive: true });
  const wanted = ["install", "--prefix", folder, "--no-audit", "--no-fund", `@stryker-mutator/instrumenter@${version}`];
  const { succeeded, text } = await runCommand(npm, wanted, process.env, secondsToFetch);
  if (!succeeded) throw new SetupError(`npm could not fetch StrykerJS ${version}:\n${text.trim()}`);
  return program;
}
