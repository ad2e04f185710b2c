/** What a guide page can draw, by name. */
import type { Rehearsal } from "./rehearsal.ts";
import type { DrawnTable } from "./table-diagram.ts";

export interface Pictures {
  /** The module in which the actions of the runs are defined. */
  readonly specification: string;
  readonly tables: Readonly<Record<string, { readonly table: DrawnTable; readonly description: string }>>;
  /** The nodes of the runs, from left to right. */
  readonly nodes: readonly string[];
  readonly runs: Readonly<Record<string, { readonly play: () => Rehearsal; readonly description: string }>>;
}
