import { verdictOf } from "../tlc/outcome.ts";
import type { TlcResult } from "../tlc/run.ts";
import type { Judgement } from "./judgement.ts";
import { expectedVerdict, type ModelRow } from "./manifest.ts";
import type { Paint } from "./paint.ts";
import { type Cell, type Column, formatCount, formatSeconds, renderTable } from "./table.ts";

export type JudgedRow = {
  readonly row: ModelRow;
  readonly result: TlcResult;
  readonly judgement: Judgement;
};

const columns: readonly Column[] = [
  { title: "", align: "left" },
  { title: "model", align: "left" },
  { title: "expected", align: "left" },
  { title: "result", align: "left" },
  { title: "distinct", align: "right" },
  { title: "generated", align: "right" },
  { title: "depth", align: "right" },
  { title: "time", align: "right" },
];

const resultColumn = 3;

/** The results, a line for each model. If all are as expected, one column says both, and the table stays narrow. */
export function resultsTable(judged: readonly JudgedRow[], paint: Paint): readonly string[] {
  if (judged.some(({ judgement }) => judgement.kind !== "as expected")) {
    return renderTable(columns, judged.map(cells), paint);
  }
  const titled = columns.map((column) => (column.title === "expected" ? { ...column, title: "as expected" } : column));
  const without = <T>(row: readonly T[]) => row.filter((_, at) => at !== resultColumn);
  return renderTable(
    without(titled),
    judged.map((row) => without(cells(row))),
    paint,
  );
}

function cells({ row, result, judgement }: JudgedRow): readonly Cell[] {
  const isGood = judgement.kind === "as expected";
  const tone = isGood ? "good" : "bad";
  return [
    { text: isGood ? "ok" : "FAILED", tone },
    { text: row.name },
    { text: expectedVerdict(row.expected) },
    // The same words twice in a line would hide the line where they differ.
    { text: isGood ? "as expected" : unexpected(result, judgement), tone: isGood ? "quiet" : "bad" },
    { text: formatCount(result.counted.distinct) },
    { text: formatCount(result.counted.generated) },
    { text: formatCount(result.counted.depth) },
    { text: formatSeconds(result.seconds) },
  ];
}

function unexpected(result: TlcResult, judgement: Judgement): string {
  return judgement.kind === "other counts" ? "other counts" : verdictOf(result.outcome);
}
