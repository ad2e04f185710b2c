/**
 * A behaviour that TLC printed, as a table: a row for each step, a column for each node, and in it only what that step
 * changed.
 *
 * @module
 */

import { nodesIn } from "../../conformance/differences/places.ts";
import type { Counterexample, Ending } from "../../conformance/tlc/counterexample.ts";
import { type Change, changesOf } from "./counterexample-changes.ts";
import { escapeHtml } from "./html.ts";

export function counterexampleTable(
  { states, ending }: Counterexample,
  linkOfAction: (action: string) => string | undefined,
): string {
  const nodes = nodesIn(states);
  const changes = changesOf(states, nodes);
  const rows = states.map((state, at) => {
    const cells = [...nodes, undefined].map((name) => (changes[at] ?? []).filter(({ node }) => node === name));
    // TLC has no name for the step of a model that remembers: it calls it Action.
    const link = state.action === "Init" ? undefined : linkOfAction(state.action);
    const action = link === undefined ? state.action : `<a href="${link}">${state.action}</a>`;
    const isLast = ending.kind === "ends" && at === states.length - 1;
    return `<tr${isLast ? ' class="violating"' : ""}><td>${state.number}</td><td>${action}</td>${cells.map(cellOf).join("")}</tr>`;
  });
  const heads = ["", "action", ...nodes, "messages, and the rest"].map((head) => `<th>${head}</th>`).join("");
  return [
    '<div class="wide"><table class="behaviour">',
    `<thead><tr>${heads}</tr></thead>`,
    `<tbody>${rows.join("\n")}${endingRow(ending, nodes.length + 3)}</tbody>`,
    "</table></div>",
  ].join("\n");
}

function cellOf(changes: readonly Change[]): string {
  const lines = changes.map(({ text, isHowFar }) =>
    isHowFar ? `<strong>${escapeHtml(text)}</strong>` : escapeHtml(text),
  );
  return `<td>${lines.join("<br>")}</td>`;
}

function endingRow(ending: Ending, columns: number): string {
  switch (ending.kind) {
    case "ends":
      return "";
    case "stutters":
      return `<tr class="ending"><td colspan="${columns}">and nothing happens any more</td></tr>`;
    case "back to":
      return `<tr class="ending"><td colspan="${columns}">and from here back to ${ending.state}, again and again</td></tr>`;
  }
}
