import { classArchiveFor } from "./class-archive.ts";
import type { Environment } from "./environment.ts";
import { findJar, type Jar } from "./jar.ts";
import { findJava, type Java } from "./java.ts";

export type Toolchain = {
  readonly java: Java;
  readonly jar: Jar;
  /** TLC's classes, loaded and checked beforehand; where it cannot be made, TLC only starts more slowly. */
  readonly classArchive: string | undefined;
};

/** Finds Java and TLC, fetching what is missing. Throws a `SetupError` of one line when one cannot be had. */
export async function findToolchain(environment: Environment): Promise<Toolchain> {
  const java = await findJava(environment);
  const jar = await findJar(environment);
  return { java, jar, classArchive: await classArchiveFor(java, jar, environment) };
}
