/**
 * Whether there is room for what TLC writes. TLC does not notice that a dump or a behaviour was not written whole, and
 * a module of its own that was unpacked in part is one that does not parse.
 *
 * @module
 */
import { rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** More than TLC writes at a time. */
const bytesTried = 1 << 16;

/** Tries it: a quota, for one, is told in no other way. */
export function isFull(folder: string): boolean {
  const path = join(folder, "room");
  try {
    writeFileSync(path, new Uint8Array(bytesTried));
    return false;
  } catch (error) {
    return isWantOfRoom(error);
  } finally {
    rmSync(path, { force: true });
  }
}

export function isWantOfRoom(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return ["ENOSPC", "EDQUOT", "EFBIG"].includes(code);
}

/** What the system says of it, in Java's messages. */
export const wantOfRoom: RegExp =
  /No space left on device|Disk quota exceeded|not enough space on the disk|TLC could not make a directory/;

export function noRoomIn(folder: string): string {
  const isTemporary = folder.startsWith(tmpdir());
  return isTemporary
    ? "TLC's temporary folder is full: point TMPDIR to a larger disk"
    : `there is no room left in ${folder}: make some on its disk`;
}
