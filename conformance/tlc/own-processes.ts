/**
 * Child processes and temporary folders that must not outlive this process.
 *
 * Node runs its "exit" listeners when it ends by itself, by `process.exit` and by an uncaught error, but not when a
 * signal ends it. So signals are turned into `process.exit`, and the one listener kills every child that is still
 * running, by the child's own id, and removes the folders.
 */
import { type ChildProcessByStdio, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { rm } from "node:fs/promises";
import { constants, tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";

export type OwnProcess = ChildProcessByStdio<null, Readable, Readable>;

export type SpawnOptions = {
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly folder?: string;
};

const running = new Set<OwnProcess>();
const folders = new Set<string>();
let listening = false;

/** Starts a program that is killed when this process ends. */
export function startOwnProcess(program: string, args: readonly string[], options: SpawnOptions): OwnProcess {
  listen();
  const child = spawn(program, [...args], {
    cwd: options.folder,
    env: { ...options.variables },
    stdio: ["ignore", "pipe", "pipe"],
  });
  running.add(child);
  child.once("close", () => running.delete(child));
  child.once("error", () => running.delete(child));
  return child;
}

/** Gives a new empty folder to `use` and removes it afterwards, also when this process is interrupted meanwhile. */
export async function withOwnFolder<T>(use: (folder: string) => Promise<T>, parent: string = tmpdir()): Promise<T> {
  listen();
  mkdirSync(parent, { recursive: true });
  const folder = mkdtempSync(join(parent, `quorate-${process.pid}-`));
  folders.add(folder);
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    folders.delete(folder);
  }
}

/**
 * Removes what processes that could not clean up have left in a folder: their own folders, and files whose names say
 * `.<process>.unfinished`. For folders of one machine only, since another one numbers its processes anew.
 */
export function removeLeftovers(parent: string): void {
  for (const name of existsSync(parent) ? readdirSync(parent) : []) {
    const owner = /^quorate-(\d+)-|\.(\d+)\.unfinished/.exec(name)?.slice(1).find(Boolean);
    if (owner === undefined || isRunning(Number(owner))) continue;
    rmSync(join(parent, name), { recursive: true, force: true, maxRetries: 3 });
  }
}

function isRunning(id: number): boolean {
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

function listen(): void {
  if (listening) return;
  listening = true;
  process.once("exit", removeEverything);
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    // Not once: without a listener, a second signal would end this process in the midst of cleaning up.
    process.on(signal, () => {
      process.stderr.write("interrupted\n");
      process.exit(128 + constants.signals[signal]);
    });
  }
}

function removeEverything(): void {
  for (const child of running) child.kill("SIGKILL");
  for (const folder of folders) {
    try {
      // A child that was killed this instant may still be in the midst of a write.
      rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
    } catch (error) {
      process.stderr.write(`${folder} could not be removed: ${String(error)}\n`);
    }
  }
}
