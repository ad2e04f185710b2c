/**
 * The package as its users get it: packed, and installed into an empty project.
 *
 * @module
 */
import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { repositoryUrl } from "./repository.ts";
import { runProgram } from "./run-program.ts";
import { filesToPack, stage } from "./stage.ts";

/** The folder of the project whose package this is. */
export const root: string = fileURLToPath(new URL("..", import.meta.url));

export interface Installed {
  /** The project that uses it. */
  readonly project: string;
  /** Where it lies there. */
  readonly folder: string;
  /** What was packed. */
  readonly tarball: string;
  /** What is in it, as paths from the project's folder. */
  readonly files: readonly string[];
  /** What can be imported of it, such as `quorate/core`. */
  readonly entries: readonly string[];
  /** The versions of Node on which it says that it works. */
  readonly engines: string;
  remove(): Promise<void>;
}

/**
 * Builds, and packs.
 *
 * @param staged - a folder that is not there, for what is packed
 * @param to - where the package is put
 * @returns its file there, and what is in it
 */
export async function pack(
  staged: string,
  to: string,
): Promise<{ readonly tarball: string; readonly files: readonly string[] }> {
  await runProgram(root, "npm", ["run", "build", "--loglevel=error"]);
  const files = await filesToPack(root);
  await stage(root, files, staged, repositoryUrl);
  const packed = await runProgram(to, "npm", ["pack", staged, "--json", "--loglevel=error"]);
  const tarball = /quorate-[^"]*\.tgz/.exec(packed)?.[0];
  assert.ok(tarball !== undefined, packed);
  return { tarball, files };
}

/** Packs, which builds, and installs into a new folder, which is gone again if that fails. */
export async function install(): Promise<Installed> {
  const project = await mkdtemp(join(tmpdir(), "quorate-package-"));
  try {
    return await installInto(project);
  } catch (error) {
    await rm(project, { recursive: true, force: true });
    throw error;
  }
}

async function installInto(project: string): Promise<Installed> {
  const { tarball, files } = await pack(join(project, "staged"), project);
  await writeFile(join(project, "package.json"), JSON.stringify({ name: "empty", private: true, type: "module" }));
  const quiet = ["--prefer-offline", "--no-audit", "--no-fund", "--loglevel=error"];
  await runProgram(project, "npm", ["install", ...quiet, `./${tarball}`]);
  const folder = join(project, "node_modules", "quorate");
  const { exports, engines } = JSON.parse(await readFile(join(folder, "package.json"), "utf8")) as {
    readonly exports: Readonly<Record<string, unknown>>;
    readonly engines: { readonly node: string };
  };
  return {
    project,
    folder,
    tarball: join(project, tarball),
    files,
    entries: Object.keys(exports)
      .filter((entry) => !entry.endsWith(".json"))
      .map((entry) => entry.replace(".", "quorate")),
    engines: engines.node,
    remove: () => rm(project, { recursive: true, force: true }),
  };
}
