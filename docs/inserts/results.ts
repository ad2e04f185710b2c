/** What the manifest and the protocols say of all checks, without a run: what TLC is to find, and what is compared. */
import type { ModelRow } from "../../conformance/check/manifest.ts";
import { protocols } from "../../conformance/protocols.ts";
import type { Project } from "../site/project.ts";

/** A table of models for each specification. */
export function resultsMarkdown({ models, claims }: Project): string {
  const specifications = [...new Set(models.map(({ specification }) => specification))];
  return specifications
    .map((specification) =>
      [
        `### ${specification}`,
        "",
        "| model, and what it shows | expected | distinct | generated | depth | graph |",
        "|---|---|--:|--:|--:|---|",
        ...models.filter((row) => row.specification === specification).map((row) => modelLine(row, claims)),
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
    return `| ${name} | ${cells.map(number).join(" | ")} |`;
  });
  return [
    "| | graphs | states in them | of the small tier | states in these | mistakes that it rejects |",
    "|---|--:|--:|--:|--:|--:|",
    ...lines,
  ].join("\n");
}

function modelLine(row: ModelRow, titles: Project["claims"]): string {
  const counts = row.expected.kind === "passes" ? row.expected.counts : undefined;
  const claims = row.claims.map((claim) => {
    const { heading = claim, anchor = claim } = titles.get(claim) ?? {};
    return `[${heading}](claims.md#${anchor})`;
  });
  const cells = [
    `\`${row.name}\`<br>${[row.shows, claims.join("; ")].join(" ").trim()}`,
    expectedCell(row),
    ...[counts?.distinct, counts?.generated, counts?.depth].map((count) => (count === undefined ? "" : number(count))),
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

function number(value: number): string {
  return value.toLocaleString("en-US");
}
