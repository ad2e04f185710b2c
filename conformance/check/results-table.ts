import type { TlcResult } from "../tlc/run.ts";
import type { Judgement } from "./judgement.ts";
import type { ModelRow } from "./manifest.ts";
import type { Paint } from "./paint.ts";
import { type Cell, type Column, formatCount, formatSeconds, renderTable } from "./table.ts";

export type JudgedRow = {
  readonly row: ModelRow;
  readonly result: TlcResult;
  readonly judgement: Judgement;
};

const left = (title: string): Column => ({ title, align: "left" });
const right = (title: string): Column => ({ title, align: "right" });

/**
 * The results, a line for each model, in tables that fit a narrow terminal: for each specification those that must
 * pass, with their counts, and those that must fail, with the property that they must violate. The first part of a
 * model's name is its specification's and stands in the heading. What happened where something else was expected is said
 * below the tables.
 */
export function resultsTable(judged: readonly JudgedRow[], paint: Paint): readonly string[] {
  const specifications = [...new Set(judged.map(({ row }) => row.specification))];
  return specifications.flatMap((specification) => {
    const rows = judged.filter(({ row }) => row.specification === specification);
    return [
      ...section(`${specification}: must pass`, rows.filter(mustPass), passingColumns, passingCells, paint),
      ...section(
        `${specification}: must fail`,
        rows.filter(({ row }) => row.expected.kind === "violates"),
        failingColumns,
        failingCells,
        paint,
      ),
      ...reachingSection(`${specification}: must be reachable`, rows, paint),
    ];
  });
}

const passingColumns = [right("distinct"), right("generated"), right("depth")];
const failingColumns = [left("by violating"), right("states")];

function passingCells({ result }: JudgedRow): readonly Cell[] {
  const { distinct, generated, depth } = result.counted;
  return [distinct, generated, depth].map((count) => ({ text: formatCount(count) }));
}

function failingCells({ row, result }: JudgedRow): readonly Cell[] {
  const property = row.expected.kind === "violates" ? row.expected.property : "";
  return [{ text: property }, { text: formatCount(result.trace?.states.length) }];
}

/** A line for each good state, with the denial of it that the model violates. */
function reachingSection(title: string, judged: readonly JudgedRow[], paint: Paint): readonly string[] {
  const cells = judged.flatMap(({ row, result }) =>
    [...row.reaches].map(([denial, pinned]): readonly Cell[] => {
      const found = result.noted.get(denial);
      const isGood = found !== undefined && (found === pinned || pinned === 0);
      return [
        isGood ? { text: "ok", tone: "good" } : { text: "FAILED", tone: "bad" },
        { text: withoutSpecification(row) },
        { text: denial },
        { text: formatCount(found) },
      ];
    }),
  );
  if (cells.length === 0) return [];
  const columns = [left(""), left("model"), left("against"), right("states")];
  return ["", paint(title, "strong"), ...renderTable(columns, cells, paint)];
}

function mustPass({ row }: JudgedRow): boolean {
  return row.expected.kind === "passes";
}

function section(
  title: string,
  rows: readonly JudgedRow[],
  columns: readonly Column[],
  cellsOf: (judged: JudgedRow) => readonly Cell[],
  paint: Paint,
): readonly string[] {
  if (rows.length === 0) return [];
  const cells = rows.map((judged): readonly Cell[] => [
    isGood(judged) ? { text: "ok", tone: "good" } : { text: "FAILED", tone: "bad" },
    { text: withoutSpecification(judged.row) },
    ...cellsOf(judged),
    { text: formatSeconds(judged.result.seconds) },
  ]);
  const table = renderTable([left(""), left("model"), ...columns, right("time")], cells, paint);
  return ["", paint(title, "strong"), ...table];
}

function isGood({ judgement }: JudgedRow): boolean {
  return judgement.kind === "as expected";
}

function withoutSpecification({ name, specification }: ModelRow): string {
  return name.startsWith(`${specification}_`) ? name.slice(specification.length) : name;
}
