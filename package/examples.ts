/**
 * What their README says that the examples print.
 *
 * @module
 */
import { join } from "node:path";

/** From the project's folder, and the package's. */
export const examplesReadme: string = join("docs", "examples", "README.md");

/** By the name of each example, the lines of its block. */
export function promisedIn(readme: string): ReadonlyMap<string, readonly string[]> {
  const blocks = readme.matchAll(/^```text (.*)\n([\s\S]*?)^```/gm);
  return new Map([...blocks].map(([, name = "", text = ""]) => [name, settled(text)]));
}

/** The lines that do not depend on time: those in parentheses do. */
export function settled(printed: string): readonly string[] {
  return printed
    .trimEnd()
    .split("\n")
    .filter((line) => !line.startsWith("("));
}
