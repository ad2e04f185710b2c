/**
 * Child processes and temporary folders that must not outlive this process.
 *
 * Node runs its "exit" listeners when it ends by itself, by `process.exit` and by an uncaught error, but not when a
 * signal ends it. So signals are turned into `process.exit`, and the one listener kills every child that is still
 * running, by the child's own id, and removes the folders. After SIGKILL, which nothing can turn into anything, the next
 * process does.
 */
import { type ChildProcess, type ChildProcessByStdio, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { constants, tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable, Writable } from "node:stream";
import { ownName, recordsName, removeLeft } from "./leftovers.ts";

export type OwnProcess = ChildProcessByStdio<null, Readable, Readable>;

/** One that is talked with. */
export type OwnPartner = ChildProcessByStdio<Writable, Readable, Readable>;

export type SpawnOptions = {
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly folder?: string;
};

const running = new Set<ChildProcess>();
const folders = new Set<string>();
/** The folder in which the running children are recorded. */
let records: string | undefined;
let listening = false;

/** Starts a program that is killed when this process ends. */
export function startOwnProcess(program: string, args: readonly string[], options: SpawnOptions): OwnProcess {
  listen();
  return owned(spawn(program, [...args], { ...placeOf(options), stdio: ["ignore", "pipe", "pipe"] }));
}

/** The same, for a program that reads what it is told. */
export function startOwnPartner(program: string, args: readonly string[], options: SpawnOptions): OwnPartner {
  listen();
  return owned(spawn(program, [...args], { ...placeOf(options), stdio: ["pipe", "pipe", "pipe"] }));
}

function placeOf({ folder, variables }: SpawnOptions): { readonly cwd?: string; readonly env: NodeJS.ProcessEnv } {
  return { ...(folder !== undefined && { cwd: folder }), env: { ...variables } };
}

function owned<Child extends ChildProcess>(child: Child): Child {
  running.add(child);
  recordChild(child);
  child.once("close", () => forgetChild(child));
  child.once("error", () => forgetChild(child));
  return child;
}

/** Gives a new empty folder to `use` and removes it afterwards, also when this process is interrupted meanwhile. */
export async function withOwnFolder<T>(use: (folder: string) => Promise<T>, parent: string = tmpdir()): Promise<T> {
  listen();
  mkdirSync(parent, { recursive: true });
  const folder = makeFolder(parent, ownName(process.pid));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    folders.delete(folder);
  }
}

/** Ends and removes what processes that were killed have left in a folder; see `removeLeft`. */
export function removeLeftovers(parent: string, say: (line: string) => void): void {
  removeLeft(parent, folders, say);
}

/** Says in a file which child is running, for whoever starts next: a process that is killed ends no children. */
function recordChild(child: ChildProcess): void {
  try {
    records ??= makeFolder(tmpdir(), recordsName(process.pid));
    writeFileSync(join(records, String(child.pid)), "");
  } catch {
    // On a full disk, say. It is needed only after this process was killed.
  }
}

function forgetChild(child: ChildProcess): void {
  running.delete(child);
  if (records !== undefined) rmSync(join(records, String(child.pid)), { force: true });
}

function makeFolder(parent: string, prefix: string): string {
  const folder = mkdtempSync(join(parent, prefix));
  folders.add(folder);
  return folder;
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
