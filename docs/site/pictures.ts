/** What a guide page can draw, by name. */
import { SetupError } from "../../conformance/setup-error.ts";
import type { Rehearsal } from "./rehearsal.ts";
import type { DrawnTable } from "./table-diagram.ts";

export interface Pictures {
  /** The module in which the actions of the runs are defined. */
  readonly specification: string;
  readonly tables: Readonly<Record<string, { readonly table: DrawnTable; readonly description: string }>>;
  /** The nodes of the runs, and the log that they share, if they do, from left to right. */
  readonly nodes: readonly string[];
  readonly runs: Readonly<Record<string, DrawnPlay>>;
}

export interface DrawnPlay {
  readonly play: () => Rehearsal;
  readonly description: string;
  /** Whose step functions they are, if they are not the right ones. */
  readonly twin?: string;
}

/** @throws SetupError if the page draws no such table */
export function tableNamed(pictures: Pictures | undefined, name: string): Pictures["tables"][string] {
  const drawn = pictures?.tables[name];
  if (drawn === undefined) throw new SetupError(`docs: there is no table ${name} to draw`);
  return drawn;
}

/** @throws SetupError if the page plays no such run */
export function runNamed(pictures: Pictures | undefined, name: string): Pictures["runs"][string] {
  const run = pictures?.runs[name];
  if (run === undefined) throw new SetupError(`docs: there is no run ${name} to draw`);
  return run;
}
