/**
 * What a process that was killed has left behind, and could not clean up: folders, unfinished files, and children that
 * go on running. Whoever starts next ends and removes it.
 *
 * @module
 */
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, readlinkSync, rmSync, statSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { digestOf } from "./digest.ts";

/** Processes have numbers that mean something on one machine, and in one container of it; folders may be shared. */
const place = digestOf(`${hostname()} ${numberedBy()}`).slice(0, 8);

/** How the name of a folder begins that belongs to a process. */
export function ownName(owner: number): string {
  return `quorate-${owner}-${place}-`;
}

/** How the name of the folder begins in which a process records its children: an empty file for each, named after it. */
export function recordsName(owner: number): string {
  return `${ownName(owner)}children-`;
}

/**
 * Ends and removes what is left in a folder by processes that are gone.
 *
 * @param inUse - the paths that this process itself uses
 * @param say - called with a line for each child that was still running, and for what cannot be removed
 */
export function removeLeft(parent: string, inUse: ReadonlySet<string>, say: (line: string) => void): void {
  const left = (existsSync(parent) ? readdirSync(parent) : []).flatMap((name) => {
    const owner = ownerOf(name);
    const path = join(parent, name);
    return owner === undefined || isUsed(owner, path, inUse) || !isOurs(path) ? [] : [{ name, owner, path }];
  });
  // They write into the folders that are removed then.
  for (const { name, owner, path } of left) {
    if (name.startsWith(recordsName(owner))) for (const child of readdirSync(path)) endChild(Number(child), owner, say);
  }
  for (const { path } of left) {
    try {
      rmSync(path, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
    } catch (error) {
      say(`${path} was left by a process that is gone, and cannot be removed: ${String(error)}`);
    }
  }
}

function ownerOf(name: string): number | undefined {
  const [, owner, at, ofFile] = /^quorate-(\d+)-([0-9a-f]+)-|\.(\d+)\.unfinished/.exec(name) ?? [];
  if (ofFile !== undefined) return Number(ofFile);
  return owner === undefined || at !== place ? undefined : Number(owner);
}

/** Where processes are few, as in a container, the next one may have the number of the one that was killed. */
function isUsed(owner: number, path: string, inUse: ReadonlySet<string>): boolean {
  if (owner !== process.pid) return isRunning(owner);
  return inUse.has(path) || path.endsWith(".unfinished");
}

function isRunning(id: number): boolean {
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

function isOurs(path: string): boolean {
  try {
    return process.getuid === undefined || statSync(path).uid === process.getuid();
  } catch {
    // Somebody else has just removed it.
    return false;
  }
}

/** Ends the child if it is still the one that was recorded: all that we start are told of a folder of their owner's. */
function endChild(id: number, owner: number, say: (line: string) => void): void {
  if (!Number.isSafeInteger(id) || id <= 1 || !commandLineOf(id).includes(ownName(owner))) return;
  try {
    process.kill(id, "SIGKILL");
    say(`process ${id}, which a command that was killed had left running, was ended`);
  } catch {
    // It has ended by itself.
  }
}

function commandLineOf(id: number): string {
  try {
    if (existsSync("/proc/self/cmdline")) return readFileSync(`/proc/${id}/cmdline`, "utf8");
    return execFileSync("ps", ["-ww", "-o", "command=", "-p", String(id)], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
  } catch {
    return "";
  }
}

function numberedBy(): string {
  try {
    return readlinkSync("/proc/self/ns/pid");
  } catch {
    return "";
  }
}
