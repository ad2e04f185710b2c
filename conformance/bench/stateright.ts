/**
 * Stateright's own example of two-phase commit, built and run where Rust is installed: the same protocol without the
 * disks, the acknowledgements and the re-sending that ours has.
 *
 * @module
 */
import { cpSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { SetupError } from "../setup-error.ts";
import { findOnPath, runCommand } from "../tlc/command.ts";
import { withOwnFolder } from "../tlc/own-processes.ts";

export interface StaterightRun {
  readonly states: number;
  readonly seconds: number;
}

/** The built example, or why there is none. */
export type Stateright =
  | { readonly run: (participants: number) => Promise<StaterightRun> }
  | { readonly missing: string };

const version = "0.31.0";
const secondsAllowed = 300;

/** Fetches the crate with cargo and builds its example, for as long as `use` takes. */
export async function buildStateright<T>(use: (stateright: Stateright) => Promise<T>): Promise<T> {
  const cargo = findOnPath("cargo", process.env);
  if (cargo === undefined) return use({ missing: "cargo is not installed" });
  return withOwnFolder(async (folder) => use(await build(cargo, folder)));
}

async function build(cargo: string, folder: string): Promise<Stateright> {
  const command = (args: readonly string[]): ReturnType<typeof runCommand> =>
    runCommand(cargo, args, process.env, secondsAllowed);
  const manifest = join(folder, "Cargo.toml");
  const lines = ["[package]", 'name = "fetcher"', 'version = "0.0.0"', "[lib]", 'path = "lib.rs"', "[dependencies]"];
  writeFileSync(manifest, [...lines, `stateright = "=${version}"`, ""].join("\n"));
  writeFileSync(join(folder, "lib.rs"), "");
  const metadata = await command(["metadata", "--quiet", "--format-version", "1", "--manifest-path", manifest]);
  const source = metadata.text.match(/"manifest_path":"([^"]*stateright-[0-9.]+[/\\]Cargo\.toml)"/)?.[1];
  if (!metadata.succeeded || source === undefined) return { missing: `cargo could not fetch stateright ${version}` };
  const copy = join(folder, "stateright");
  cpSync(dirname(source), copy, { recursive: true });
  const built = await command([
    "build",
    "--release",
    "--quiet",
    "--example",
    "2pc",
    "--manifest-path",
    join(copy, "Cargo.toml"),
  ]);
  if (!built.succeeded) return { missing: `stateright ${version} does not build: ${built.text.trim().slice(0, 200)}` };
  const example = join(copy, "target", "release", "examples", "2pc");
  return { run: (participants) => runExample(example, participants) };
}

/** It starts as many threads as it may use cores, so it is given one. */
async function runExample(example: string, participants: number): Promise<StaterightRun> {
  const taskset = findOnPath("taskset", process.env);
  const check = [example, "check", String(participants)];
  const [program = example, ...args] = taskset === undefined ? check : [taskset, "-c", "0", ...check];
  const started = performance.now();
  const { text } = await runCommand(program, args, process.env, secondsAllowed);
  const [, unique] = text.match(/Done\..*unique=(\d+)/) ?? [];
  if (unique === undefined) throw new SetupError("what stateright printed is not understood");
  return { states: Number(unique), seconds: (performance.now() - started) / 1000 };
}
