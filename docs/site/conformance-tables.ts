/** What the last `make conformance` found, beside the graphs, which stand in the table of models. */
import type { Project } from "./project.ts";
import { type ReportRow, readConformance } from "./report.ts";

interface Column {
  readonly head: string;
  readonly field: string;
}

const kinds: readonly { readonly list: string; readonly title: string; readonly columns: readonly Column[] }[] = [
  {
    list: "graphs",
    title: "Graphs: every state and every step, in both directions",
    columns: columns("states", "edges", "missing", "extra", "seconds", "TLC's seconds:tlcSeconds"),
  },
  {
    list: "replays",
    title: "Replays: behaviours that TLC made at random, of models too large to dump",
    columns: columns("behaviours", "states", "ended:ends", "seconds", "TLC's seconds:tlcSeconds"),
  },
  {
    list: "traces",
    title: "Runs: what the step functions did under faults, accepted by TLC",
    columns: columns("runs", "states", "accepted", "ended:ends", "seconds"),
  },
  {
    list: "twins",
    title: "Twins: each planted mistake, made once more in the step functions, is rejected",
    columns: columns("against", "after steps:steps", "because:by"),
  },
];

export function conformanceTables(project: Project): string {
  const report = readConformance(project.buildFolder);
  const tables = kinds.flatMap(({ list, title, columns: shown }) => {
    const rows = report.get(list) ?? [];
    return rows.length === 0 ? [] : [`### ${title}\n\n${table(shown, rows)}`];
  });
  return tables.length === 0 ? "`make conformance` was not run before this page was built." : tables.join("\n\n");
}

/** The first column is what the row is about: a model, or a planted mistake. */
function table(shown: readonly Column[], rows: readonly ReportRow[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [
    line(["", ...shown.map(({ head }) => head)]),
    line([
      "---",
      ...shown.map(({ field }) => (rows.some((row) => typeof row.get(field) === "number") ? "--:" : "---")),
    ]),
    ...rows.map((row) =>
      line([
        `${row.get("ok") === true ? "✓" : "✗"} ${cell(row.get("name") ?? row.get("model"))}`,
        ...shown.map(({ field }) => cell(row.get(field))),
      ]),
    ),
  ].join("\n");
}

function cell(value: unknown): string {
  if (typeof value === "number") return value.toLocaleString("en-US", { maximumFractionDigits: 1 });
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "object" && value !== null) return counts(value);
  if (typeof value !== "string") return "";
  return value.replaceAll("|", "\\|").replaceAll("_", "\\_<wbr>").replaceAll("\n", " ");
}

/** How often each of several things happened. */
function counts(value: object): string {
  return Object.entries(value)
    .map(([what, times]) => `${cell(times)} ${what}`)
    .join(", ");
}

/** `TLC's seconds:tlcSeconds` is a heading and a field; a single word is both. */
function columns(...texts: readonly string[]): readonly Column[] {
  return texts.map((text) => ({ head: text.split(":")[0] ?? text, field: text.split(":")[1] ?? text }));
}
