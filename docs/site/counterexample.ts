/** What TLC found for a model that must fail: a table with a column for each node. */
import type { ModelRow } from "../../conformance/check/manifest.ts";
import { noPaint } from "../../conformance/check/paint.ts";
import { readCounterexample } from "../../conformance/check/read-counterexample.ts";
import { findDefinition } from "../../conformance/definitions/specifications.ts";
import { sequenceLines } from "../../conformance/differences/sequence-text.ts";
import { stepListOf } from "../../conformance/differences/step-list.ts";
import type { Counterexample } from "../../conformance/tlc/counterexample.ts";
import { stepsIn } from "../inserts/behaviour.ts";
import { counterexampleTable } from "./counterexample-table.ts";
import { linkToDefinition } from "./definition-link.ts";
import { explorerLink } from "./explorer-link.ts";
import { escapeHtml } from "./html.ts";
import { linkToModel } from "./model-link.ts";
import { modelNamed, type Project } from "./project.ts";

/**
 * @param inMarkdown - what the document has, which stays where the model was not checked before the site is built
 * @throws SetupError if the model is none
 */
export function counterexample(project: Project, model: string, inMarkdown: string): string {
  const row = modelNamed(project, model);
  const found = readCounterexample(project.buildFolder, model);
  return found === undefined ? inMarkdown : shown(project, row, found);
}

function shown(project: Project, row: ModelRow, found: Counterexample): string {
  const table = counterexampleTable(found, (action) =>
    findDefinition(project.specifications, row.module, action) === undefined
      ? undefined
      : linkToDefinition(project, row.module, action),
  );
  const opened = explorerLink(project, row.name, "Step through it with the step functions");
  return [
    '<details class="counterexample">',
    `<summary>How TLC violates <code>${propertyOf(row)}</code> in ${stepsIn(found.states)} (<code>${row.name}</code>)</summary>`,
    // Beside the summary, since that is a button, and no link within a button can be reached without a mouse.
    `<p>${[violatedBy(project, row), configurationOf(project, row), ...(opened === "" ? [] : [opened])].join(" · ")}</p>`,
    table,
    ...diagramOf(found),
    "</details>",
  ].join("\n");
}

/** The same with an arrow for each message, where there are messages. */
function diagramOf(found: Counterexample): readonly string[] {
  const lines = sequenceLines(stepListOf(found), noPaint);
  if (lines.length === 0) return [];
  // An empty line would end the HTML in Markdown.
  const text = lines.map((line) => escapeHtml(line) || " ").join("\n");
  return [
    `<details class="messages"><summary>With its messages as arrows</summary>`,
    `<pre>${text}</pre>`,
    "</details>",
  ];
}

function violatedBy(project: Project, row: ModelRow): string {
  const property = propertyOf(row);
  return `<a href="${linkToDefinition(project, row.module, property)}">The property <code>${property}</code></a>`;
}

function propertyOf({ expected }: ModelRow): string {
  return expected.kind === "violates" ? expected.property : "";
}

function configurationOf(project: Project, row: ModelRow): string {
  return `<a href="${linkToModel(project, row)}">The model <code>${row.name}</code></a>`;
}
