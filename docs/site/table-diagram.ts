/**
 * A transition table as a state diagram, laid out by Graphviz while the site is built. The colours are the style
 * sheet's, so that the picture follows the reader's light or dark.
 *
 * @module
 */
import { instance } from "@viz-js/viz";
import type { TransitionTable } from "../../src/core/transition-table.ts";
import { escapeHtml } from "./html.ts";

/** As much of a transition table as can be seen. */
export type DrawnTable = Pick<TransitionTable<string, string>, "rows" | "starts" | "finals">;

export async function tableDiagram(table: DrawnTable, description: string): Promise<string> {
  const viz = await instance();
  const svg = viz.renderString(dotOf(table), { format: "svg" });
  const drawn = svg
    .slice(svg.indexOf("<svg"))
    .replace(/<!--[\s\S]*?-->\n?/g, "")
    .replace(/<title>[\s\S]*?<\/title>\n?/g, "")
    .replace(/ (?:fill|stroke|font-family|font-size)="[^"]*"/g, "")
    .replace(/ xml:space="preserve"/g, "")
    .replace(/ xmlns:xlink="[^"]*"/, "")
    .replace(/\n+/g, "\n");
  return drawn.replace("<svg", `<svg class="diagram table" role="img" aria-label="${escapeHtml(description)}"`);
}

/** The first start is that of a new instance; the others are where a node finds itself after a restart. */
function dotOf(table: DrawnTable): string {
  const [first, ...recovered] = table.starts;
  const statuses = [
    ...new Set([...table.starts, ...table.rows.flatMap(({ fromState, toState }) => [fromState, toState])]),
  ];
  return [
    "digraph {",
    '  graph [rankdir=TB, nodesep=0.7, ranksep=0.55, bgcolor="transparent"]',
    '  node [shape=box, style="rounded", fontname="Helvetica", fontsize=13, height=0.4, margin="0.16,0.06"]',
    // Laid out for larger letters than are shown, so that a label stands beside its arrow in any font.
    '  edge [fontname="Helvetica", fontsize=17, arrowsize=0.7]',
    ...statuses.map(
      (status) => `  "${status}"${table.finals.includes(status) ? ' [class="final", peripheries=2]' : ""}`,
    ),
    '  " start" [shape=circle, class="start", width=0.14, fixedsize=true, label=""]',
    `  " start" -> "${first}"`,
    ...edgesOf(table).map(
      ({ from, to, changes }) =>
        `  "${from}" -> "${to}" [label="${changes.map((change) => `  ${change}  `).join("\\n")}"]`,
    ),
    ...recovered.flatMap((status) => [
      `  " ${status}" [shape=plain, class="restart", label="restart"]`,
      `  { rank=same; " ${status}" -> "${status}" [class="restart", style=dashed, minlen=1] }`,
    ]),
    "}",
  ].join("\n");
}

/** One edge for all the changes that lead from one status to another. */
function edgesOf(
  table: DrawnTable,
): readonly { readonly from: string; readonly to: string; readonly changes: string[] }[] {
  const edges: { readonly from: string; readonly to: string; readonly changes: string[] }[] = [];
  for (const { fromState: from, event, toState: to } of table.rows) {
    const edge = edges.find((other) => other.from === from && other.to === to);
    if (edge === undefined) edges.push({ from, to, changes: [event] });
    else edge.changes.push(event);
  }
  return edges;
}
