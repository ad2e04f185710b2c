import { tmpdir } from "node:os";
import { SetupError } from "../setup-error.ts";
import { classArchiveFor } from "./class-archive.ts";
import type { Environment } from "./environment.ts";
import { findJar, type Jar } from "./jar.ts";
import { findJava, type Java } from "./java.ts";
import { unlistable } from "./listed-path.ts";
import { removeLeftovers } from "./own-processes.ts";

export type Toolchain = {
  readonly java: Java;
  readonly jar: Jar;
  /** TLC's classes, loaded and checked beforehand; where it cannot be made, TLC only starts more slowly. */
  readonly classArchive: string | undefined;
};

/**
 * Finds Java and TLC, fetching what is missing. Before, what a command that was killed has left is ended and removed.
 *
 * @throws SetupError of one line if Java or TLC cannot be had
 */
export async function findToolchain(environment: Environment): Promise<Toolchain> {
  // Before anything is fetched into a folder from which it cannot run.
  refuseUnlistable(environment.toolsFolder);
  for (const folder of [tmpdir(), environment.toolsFolder]) removeLeftovers(folder, environment.say);
  const java = await findJava(environment);
  const jar = await findJar(environment);
  refuseUnlistable(jar.path);
  return { java, jar, classArchive: await classArchiveFor(java, jar, environment) };
}

function refuseUnlistable(path: string): void {
  const problem = unlistable(path);
  if (problem !== undefined) throw new SetupError(problem);
}
