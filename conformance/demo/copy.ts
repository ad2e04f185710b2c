/** A copy of what a comparison needs, to break something in it. */
import { cpSync, mkdirSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";

const copied = ["Makefile", "package.json", "package-lock.json", "tsconfig.json", "src", "conformance", "spec"];

/** What is large, or fetched, and what nothing writes that is not the same for both: TLC's graphs of the specifications. */
const shared = ["node_modules", ".tools", join("build", "graphs")];

/** Makes the copy anew. Times of change stay, by which make tells whether the packages are installed. */
export function copyProject(from: string, to: string): void {
  rmSync(to, { recursive: true, force: true });
  mkdirSync(join(to, "build"), { recursive: true });
  for (const name of copied) cpSync(join(from, name), join(to, name), { recursive: true, preserveTimestamps: true });
  for (const name of shared) {
    mkdirSync(join(from, name), { recursive: true });
    symlinkSync(join(from, name), join(to, name), "dir");
  }
}
