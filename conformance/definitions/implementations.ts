/** Which declaration of `src/` implements which definition of `spec/`, by the `@spec` tags. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { filesIn } from "./files-in.ts";
import { parseSource, type SourceFile } from "./source-file.ts";

export interface Implementation {
  /** As the tag has it: `TwoPhaseCommit!SendVote`. */
  readonly reference: string;
  readonly path: string;
  readonly declaration: string;
  /** Where it stands, below its comment. */
  readonly line: number;
}

export function readSources(projectFolder: string): readonly SourceFile[] {
  return filesIn(projectFolder, "src", (name) => name.endsWith(".ts") && !/\.(test|fixture)\.ts$/.test(name)).map(
    (path) => parseSource(path, readFileSync(join(projectFolder, path), "utf8")),
  );
}

export function implementationsIn(sources: readonly SourceFile[]): readonly Implementation[] {
  return sources.flatMap(({ path, declarations }) =>
    declarations.flatMap(({ name, ownLine, implements: references }) =>
      references.map((reference) => ({ reference, path, declaration: name, line: ownLine })),
    ),
  );
}
