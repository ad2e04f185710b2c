/**
 * The results of the suite as tables for a person.
 *
 * @module
 */
import type { Paint, Tone } from "../check/paint.ts";
import { type Cell, type Column, formatCount, formatSeconds, renderTable } from "../check/table.ts";
import type { Mismatch } from "../engine/mismatch.ts";
import { isAccepted, isEqual, type SuiteResult } from "./suite-result.ts";

const left = (title: string): Column => ({ title, align: "left" });
const right = (title: string): Column => ({ title, align: "right" });

export function suiteTables({ graphs, replays, runs, twins }: SuiteResult, paint: Paint): readonly string[] {
  const count = (number: number): Cell => ({ text: formatCount(number) });
  const seconds = (number: number): Cell => ({ text: formatSeconds(number) });
  return [
    ...table(
      "graphs: every state and every edge, both ways",
      [left(""), left("model"), right("states"), right("edges"), right("time"), right("TLC")],
      graphs.map((graph) => [
        mark(isEqual(graph), "equal"),
        { text: graph.model },
        count(graph.specified),
        count(graph.edges),
        seconds(graph.seconds),
        seconds(graph.tlcSeconds),
      ]),
      paint,
    ),
    ...table(
      "replays: TLC's behaviours, walked by the step functions",
      [left(""), left("model"), right("behaviours"), right("steps"), right("time")],
      replays.map((replay) => [
        mark(replay.failure === undefined, "followed"),
        { text: replay.model },
        count(replay.behaviours),
        count(replay.states),
        seconds(replay.seconds + replay.tlcSeconds),
      ]),
      paint,
    ),
    ...endLines(replays, paint),
    ...table(
      "runs: of the step functions, under faults, which TLC must accept",
      [left(""), left("model"), right("runs"), right("states"), right("time")],
      runs.map((made) => [
        mark(isAccepted(made), "accepted"),
        { text: made.model },
        count(made.runs),
        count(made.states),
        seconds(made.seconds),
      ]),
      paint,
    ),
    ...endLines(runs, paint),
    ...table(
      "twins: step functions with a mistake, which must be rejected",
      [left(""), left("mistake"), left("noticed at")],
      twins.map(({ name, mismatch }) => [
        mark(mismatch !== undefined, "rejected", "NOT SEEN"),
        { text: name },
        { text: mismatch === undefined ? "" : placeOf(mismatch), tone: "quiet" },
      ]),
      paint,
    ),
  ];
}

function table(
  title: string,
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
  paint: Paint,
): readonly string[] {
  return rows.length === 0 ? [] : ["", paint(title, "strong"), ...renderTable(columns, rows, paint)];
}

function mark(isGood: boolean, good: string, bad = "FAILED"): Cell {
  const tone: Tone = isGood ? "good" : "bad";
  return { text: isGood ? good : bad, tone };
}

/** How all of them ended together, in one line: the report has it for each, which no narrow table can. */
function endLines(
  results: readonly { readonly ends: Readonly<Record<string, number>> }[],
  paint: Paint,
): readonly string[] {
  const all = new Map<string, number>();
  for (const { ends } of results) {
    for (const [end, times] of Object.entries(ends)) all.set(end, (all.get(end) ?? 0) + times);
  }
  if (all.size === 0) return [];
  const texts = [...all]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([end, times]) => `${formatCount(times)} ${end}`);
  return [paint(`ended: ${texts.join(", ")}`, "quiet")];
}

/** The actions at which the graphs part, or what else it is that tells them apart. */
function placeOf({ kind, missing, extra }: Mismatch): string {
  const actions = new Set([...missing, ...extra].map(({ action }) => action));
  return kind === "edges" ? [...actions].join(", ") : kind;
}
