import type { Paint, Tone } from "./paint.ts";

export type Column = { readonly title: string; readonly align: "left" | "right" };
export type Cell = { readonly text: string; readonly tone?: Tone };

/** Lays cells out in columns, as wide as their widest cell. */
export function renderTable(
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
  paint: Paint,
): readonly string[] {
  const heading = columns.map(({ title }): Cell => ({ text: title, tone: "quiet" }));
  const widths = columns.map((_, at) => Math.max(...[heading, ...rows].map((row) => row[at]?.text.length ?? 0)));
  return [heading, ...rows].map((row) =>
    columns
      .map((column, at) => renderCell(row[at] ?? { text: "" }, column, widths[at] ?? 0, paint))
      .join("  ")
      .trimEnd(),
  );
}

function renderCell(cell: Cell, column: Column, width: number, paint: Paint): string {
  // Padding first: colour codes have no width on the screen, but they do have a length.
  const space = " ".repeat(Math.max(0, width - cell.text.length));
  const text = paint(cell.text, cell.tone ?? "plain");
  return column.align === "left" ? text + space : space + text;
}

/** 1745408 as "1,745,408", and nothing for what was not counted. */
export function formatCount(count: number | undefined): string {
  return count === undefined ? "" : count.toLocaleString("en-US");
}

/** 0.743 as "0.7 s", 75 as "1 min 15 s". */
export function formatSeconds(seconds: number): string {
  if (seconds < 59.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, "0")} s`;
}
