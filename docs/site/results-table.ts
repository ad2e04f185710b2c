/** The table of all models: what the manifest expects, and what the last `make check` found. */
import type { ModelRow } from "../../conformance/check/manifest.ts";
import { formatCount } from "../../conformance/check/table.ts";
import { findDefinition } from "../../conformance/definitions/specifications.ts";
import { linkToClaim } from "./claim-link.ts";
import { linkToModel } from "./model-link.ts";
import { linkTo } from "./page.ts";
import { modelsBySpecification, type Project } from "./project.ts";
import { type CheckedModel, type ReportRow, readCheckedModels, readConformance } from "./report.ts";

export function resultsTable(project: Project): string {
  const checked = readCheckedModels(project.buildFolder);
  const compared = readConformance(project.buildFolder).get("graphs") ?? [];
  const graphs = new Map(compared.map((graph) => [graph.get("model"), graph]));
  const tables = [...modelsBySpecification(project)].map(([specification, rows]) =>
    [
      `<details class="results" id="${specification}" open>`,
      `<summary><strong>${specification}</strong>: ${summaryOf(rows, checked)}</summary>`,
      "",
      "| model, and what it shows | expected | result | distinct | generated | depth | graph |",
      "|---|---|---|--:|--:|--:|---|",
      ...rows.map((row) => tableRow(project, row, checked.get(row.name), graphs.get(row.name))),
      "",
      "</details>",
    ].join("\n"),
  );
  return [`**${summaryOf(project.models, checked)}.**`, ...tables].join("\n\n");
}

/** `303 models: 300 as expected, 3 not run`. */
function summaryOf(rows: readonly ModelRow[], checked: ReadonlyMap<string, CheckedModel>): string {
  const found = rows.flatMap(({ name }) => checked.get(name) ?? []);
  const right = found.filter(({ ok }) => ok).length;
  const parts = [
    `${formatCount(right)} as expected`,
    ...(found.length > right ? [`${formatCount(found.length - right)} NOT`] : []),
    ...(rows.length > found.length ? [`${formatCount(rows.length - found.length)} not run`] : []),
  ];
  return `${formatCount(rows.length)} ${rows.length === 1 ? "model" : "models"}: ${parts.join(", ")}`;
}

function tableRow(
  project: Project,
  row: ModelRow,
  found: CheckedModel | undefined,
  graph: ReportRow | undefined,
): string {
  const counts = row.expected.kind === "passes" ? row.expected.counts : undefined;
  const cells = [
    `<a id="${row.name}"></a>${modelCell(project, row)}`,
    expectedCell(project, row),
    resultCell(row, found),
    formatCount(found?.distinct ?? counts?.distinct),
    formatCount(found?.generated ?? counts?.generated),
    formatCount(found?.depth ?? counts?.depth),
    graphCell(row, graph),
  ];
  return `| ${cells.join(" | ")} |`;
}

function modelCell(project: Project, row: ModelRow): string {
  return `[<code>${breakable(row.name)}</code>](${linkToModel(project, row)})<br>${row.shows} ${row.claims.map((claim) => linkToClaim(project, claim)).join("; ")}`;
}

function expectedCell(project: Project, row: ModelRow): string {
  const denials = [...row.reaches].map(([denial, states]) => `${definitionLink(project, row, denial)} (${states})`);
  const reached = denials.length === 0 ? "" : `<br>against ${denials.join(", ")}`;
  switch (row.expected.kind) {
    case "passes":
      return `passes${reached}`;
    case "reaches":
      return `reaches${reached}`;
    case "violates":
      return `violates ${definitionLink(project, row, row.expected.property)}`;
  }
}

function definitionLink(project: Project, row: ModelRow, property: string): string {
  const found = findDefinition(project.specifications, row.module, property);
  const name = `<code>${breakable(property)}</code>`;
  return found === undefined ? name : `[${name}](${linkTo(found.module.path, property)})`;
}

function resultCell(row: ModelRow, found: CheckedModel | undefined): string {
  if (found === undefined) return notRun(row);
  return found.ok ? "✓" : `✗ ${found.result}`;
}

function graphCell(row: ModelRow, graph: ReportRow | undefined): string {
  if (!row.graph) return "";
  if (graph === undefined) return notRun(row);
  return graph.get("ok") === true ? "✓" : "✗";
}

/** What takes longer is run only if it is asked for. */
function notRun({ tier }: ModelRow): string {
  return tier === "small" ? "not run" : `not run: ${tier}`;
}

/** A long name may break behind an underscore and before a word. */
function breakable(name: string): string {
  return name.replace(/_|\B(?=[A-Z][a-z])/g, "$&<wbr>");
}
