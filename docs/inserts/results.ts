/** What the manifest and the protocols say of all checks, without a run: what TLC is to find, and what is compared. */
import type { ModelRow } from "../../conformance/check/manifest.ts";
import { formatCount } from "../../conformance/check/table.ts";
import { protocols } from "../../conformance/protocols.ts";
import { claimLink } from "../site/claim-link.ts";
import { modelsBySpecification, type Project } from "../site/project.ts";

/** A table of models for each specification. */
export function resultsMarkdown(project: Project): string {
  return [...modelsBySpecification(project)]
    .map(([specification, rows]) =>
      [
        `### ${specification}`,
        "",
        "| model, and what it shows | expected | distinct | generated | depth | graph |",
        "|---|---|--:|--:|--:|---|",
        ...rows.map((row) => modelLine(project, row)),
      ].join("\n"),
    )
    .join("\n\n");
}

/** A line for each protocol that has step functions. */
export function conformanceMarkdown({ models }: Project): string {
  const lines = protocols.map(({ name, twins }) => {
    const graphs = models.filter((row) => row.protocol === name && row.graph);
    const small = graphs.filter(({ tier }) => tier === "small");
    const cells = [graphs.length, statesOf(graphs), small.length, statesOf(small), twins.length];
    return `| ${name} | ${cells.map(formatCount).join(" | ")} |`;
  });
  return [
    "| | graphs | states in them | of the small tier | states in these | mistakes that it rejects |",
    "|---|--:|--:|--:|--:|--:|",
    ...lines,
  ].join("\n");
}

function modelLine(project: Project, row: ModelRow): string {
  const counts = row.expected.kind === "passes" ? row.expected.counts : undefined;
  // The results stand beside the ledger.
  const claims = row.claims.map((claim) => claimLink(project, claim, (anchor) => `claims.md#${anchor}`));
  const cells = [
    `\`${row.name}\`<br>${[row.shows, claims.join("; ")].join(" ").trim()}`,
    expectedCell(row),
    ...[counts?.distinct, counts?.generated, counts?.depth].map(formatCount),
    row.graph ? "compared" : "",
  ];
  return `| ${cells.join(" | ")} |`;
}

function expectedCell({ expected, reaches }: ModelRow): string {
  const denials = [...reaches].map(([denial, states]) => `\`${denial}\` (${states})`);
  if (expected.kind === "violates") return `violates \`${expected.property}\` (${expected.length})`;
  return expected.kind + (denials.length === 0 ? "" : `<br>against ${denials.join(", ")}`);
}

function statesOf(rows: readonly ModelRow[]): number {
  return rows.reduce(
    (sum, { expected }) => sum + (expected.kind === "passes" ? (expected.counts?.distinct ?? 0) : 0),
    0,
  );
}
