/**
 * Which mutants were not noticed, and which of them are explained.
 *
 * @module
 */
import type { Mutant, Place } from "./instrument.ts";

/** A mutant that survived, by where it replaced what with what. */
export interface Survivor {
  readonly file: string;
  readonly line: number;
  /** `receiveYes: original -> replacement`, in one line. A line's number changes more often than its function. */
  readonly change: string;
}

/** By the heading in `docs/mutants.md` that explains them, and by file: the changes that are not noticed. */
export type Explained = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

export interface SurvivorsJudged {
  readonly unexplained: readonly Survivor[];
  /** Explained, but noticed by now, or gone: `file: change`. */
  readonly outdated: readonly string[];
}

/** What a mutant changes, in the source as it was. */
export function survivorOf({ fileName, location, replacement }: Mutant, source: string): Survivor {
  const line = location.start.line + 1;
  const original = textBetween(source, location.start, location.end);
  const change = `${declarationAt(source, line)}: ${oneLine(original)} -> ${oneLine(replacement)}`;
  return { file: fileName, line, change };
}

export function judgeSurvivors(survivors: readonly Survivor[], explained: Explained): SurvivorsJudged {
  const known = new Set(
    Object.values(explained).flatMap((files) =>
      Object.entries(files).flatMap(([file, changes]) => changes.map((change) => `${file}: ${change}`)),
    ),
  );
  const found = new Set(survivors.map(({ file, change }) => `${file}: ${change}`));
  return {
    unexplained: survivors.filter(({ file, change }) => !known.has(`${file}: ${change}`)),
    outdated: [...known].filter((key) => !found.has(key)),
  };
}

/** The name of the function or constant of the module that a line belongs to. */
function declarationAt(source: string, line: number): string {
  const before = source.split("\n").slice(0, line).join("\n");
  return [...before.matchAll(/^(?:export )?(?:function|const) (\w+)/gm)].at(-1)?.[1] ?? "";
}

function textBetween(source: string, start: Place, end: Place): string {
  const lines = source.split("\n").slice(start.line, end.line + 1);
  const last = lines.at(-1) ?? "";
  return [...lines.slice(0, -1), last.slice(0, end.column)].join("\n").slice(start.column);
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
