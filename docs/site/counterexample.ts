/** What TLC found for a model that must fail, or how to have it shown. */
import type { ModelRow } from "../../conformance/check/manifest.ts";
import { SetupError } from "../../conformance/setup-error.ts";
import type { Counterexample } from "../../conformance/tlc/counterexample.ts";
import { findDefinition } from "../walk/specifications.ts";
import { counterexampleTable } from "./counterexample-table.ts";
import { linkToDefinition } from "./definition-link.ts";
import { explorerLink } from "./explorer-link.ts";
import { linkToModel } from "./model-link.ts";
import type { Project } from "./project.ts";
import { readCounterexample } from "./report.ts";

/**
 * A model of a longer tier than `make check` has by itself may not have been checked: then the page says so.
 *
 * @throws SetupError if the model is none, or if it should have been checked: a guide without it would claim what it
 * does not show.
 */
export function counterexample(project: Project, model: string): string {
  const row = project.models.find(({ name }) => name === model);
  if (row === undefined) throw new SetupError(`docs: the manifest has no model ${model}`);
  const found = readCounterexample(project.buildFolder, model);
  if (found !== undefined) return shown(project, row, found);
  if (row.tier === "small") {
    throw new SetupError(`docs: no counterexample of ${model} in build/counterexamples; run \`make check\` first`);
  }
  return [
    `<p class="left-out">How TLC violates ${violatedBy(project, row)} (${configurationOf(project, row)}) is not shown here:`,
    `it takes longer than a plain <code>make check</code> goes. It is shown after <code>make check MODEL=${model}</code>,`,
    `and all of them after <code>make check TIER=${row.tier}</code>.</p>`,
  ].join("\n");
}

function shown(project: Project, row: ModelRow, found: Counterexample): string {
  const table = counterexampleTable(found, (action) =>
    findDefinition(project.specifications, row.module, action) === undefined
      ? undefined
      : linkToDefinition(project, row.module, action),
  );
  const opened = explorerLink(project, row.name, "Step through it with the step functions");
  const steps = `${found.states.length - 1} steps`;
  return [
    '<details class="counterexample">',
    `<summary>How TLC violates ${violatedBy(project, row)} in ${steps} (${configurationOf(project, row)})</summary>`,
    ...(opened === "" ? [] : [`<p>${opened}</p>`]),
    table,
    "</details>",
  ].join("\n");
}

function violatedBy(project: Project, row: ModelRow): string {
  const property = row.expected.kind === "violates" ? row.expected.property : "";
  return `<a href="${linkToDefinition(project, row.module, property)}"><code>${property}</code></a>`;
}

function configurationOf(project: Project, row: ModelRow): string {
  return `<a href="${linkToModel(project, row)}"><code>${row.name}</code></a>`;
}
