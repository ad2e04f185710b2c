/** The commands of make, which are explained in a table, a row for each. */
import { linkTo } from "./page.ts";
import type { Project } from "./project.ts";

/** The document that has the table. */
export const commandsPath = "docs/contributing.md";

/** The row of a command, as it begins in Markdown. */
const rowStart = /^\| `make ([a-z]+)` \|/gm;

export function commandsIn(document: string): ReadonlySet<string> {
  return new Set([...document.matchAll(rowStart)].map(([, name = ""]) => name));
}

/** The table, with a place in each row to which a link can lead. */
export function withAnchors(document: string): string {
  return document.replace(rowStart, '| <a id="make-$1"></a>`make $1` |');
}

/** `make check P=two-phase-commit` leads to the row of `make check`. */
export function linkToCommand({ commands }: Project, code: string): string | undefined {
  const name = /^make ([a-z]+)\b/.exec(code)?.[1] ?? "";
  return commands.has(name) ? linkTo(commandsPath, `make-${name}`) : undefined;
}
