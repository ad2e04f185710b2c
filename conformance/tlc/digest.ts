import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

/** The SHA-256 of a file's bytes, or `undefined` when there is no such file. */
export function digestOfFile(path: string): string | undefined {
  try {
    return digestOf(readFileSync(path));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}

export function digestOf(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}
