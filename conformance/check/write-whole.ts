import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/** Writes JSON under another name first, so that a reader never sees half of it and a full disk leaves none. */
export function writeWhole(path: string, value: unknown): void {
  writeTextWhole(path, `${JSON.stringify(value, null, 2)}\n`);
}

export function writeTextWhole(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  const unfinished = `${path}.${process.pid}.unfinished`;
  try {
    writeFileSync(unfinished, text);
    renameSync(unfinished, path);
  } finally {
    rmSync(unfinished, { force: true });
  }
}
