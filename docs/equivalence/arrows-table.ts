/**
 * The arrows of the circle as a table, with what the manifest has of their models.
 *
 * @module
 */
import { formatCount } from "../../conformance/check/table.ts";
import { modelNamed, type Project } from "../site/project.ts";
import { type Adapter, type Arrow, arrows } from "./arrows.ts";

/** Of each model the states that TLC has found, and of each run that does not end its steps. */
export function arrowsMarkdown(project: Project): string {
  return [
    "| from | to | by | assumes | settled by | states |",
    "|---|---|---|---|---|--:|",
    ...arrows.map((arrow) => rowOf(project, arrow)),
  ].join("\n");
}

function rowOf(project: Project, { from, to, by, assumes, section }: Arrow): string {
  const settled = by.flatMap((adapter) => [`\`${adapter.refinement}\``, ...impossible(project, adapter)]);
  const states = by.map(({ model }) => formatCount(countsOf(project, model).distinct));
  const cells = [
    from,
    `[${to}](#${section})`,
    by.map(nameOf).join(" on "),
    assumes,
    settled.join(", "),
    states.join(", "),
  ];
  return `| ${cells.join(" | ")} |`;
}

/** The folder of an adapter is its name. */
function nameOf({ code }: Adapter): string {
  return `[${code.split("/").at(-2)?.replaceAll("-", " ")}](${code})`;
}

function impossible(project: Project, { impossible: runs = [] }: Adapter): readonly string[] {
  return runs.map((run) => `no end: \`${run}\` (${countsOf(project, run).length} steps)`);
}

function countsOf(project: Project, name: string): { readonly distinct?: number; readonly length?: number } {
  const { expected } = modelNamed(project, name);
  return {
    ...("counts" in expected && expected.counts !== undefined ? { distinct: expected.counts.distinct } : {}),
    ...("length" in expected && expected.length !== undefined ? { length: expected.length } : {}),
  };
}
