/**
 * The results of the suite as tables for a person.
 *
 * @module
 */
import type { Paint, Tone } from "../check/paint.ts";
import { type Cell, type Column, formatCount, formatSeconds, renderTable } from "../check/table.ts";
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
      [left(""), left("model"), right("behaviours"), right("steps"), right("time"), left("ended")],
      replays.map((replay) => [
        mark(replay.failure === undefined, "followed"),
        { text: replay.model },
        count(replay.behaviours),
        count(replay.states),
        seconds(replay.seconds + replay.tlcSeconds),
        { text: endsText(replay.ends), tone: "quiet" },
      ]),
      paint,
    ),
    ...table(
      "runs: the step functions' own, under faults, walked by TLC",
      [left(""), left("model"), right("runs"), right("states"), right("time"), left("ended")],
      runs.map((made) => [
        mark(isAccepted(made), "accepted"),
        { text: made.model },
        count(made.runs),
        count(made.states),
        seconds(made.seconds),
        { text: endsText(made.ends), tone: "quiet" },
      ]),
      paint,
    ),
    ...table(
      "twins: step functions with a mistake, which must be rejected",
      [left(""), left("mistake"), right("after"), left("by")],
      twins.map(({ name, mismatch }) => [
        mark(mismatch !== undefined, "rejected", "NOT SEEN"),
        { text: name },
        { text: mismatch === undefined ? "" : stepsText(mismatch.path.length - 1) },
        { text: mismatch?.summary ?? "", tone: "quiet" },
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

function endsText(ends: Readonly<Record<string, number>>): string {
  return Object.entries(ends)
    .map(([end, times]) => `${formatCount(times)} ${end}`)
    .join(", ");
}

function stepsText(steps: number): string {
  return steps <= 0 ? "start" : `${steps} ${steps === 1 ? "step" : "steps"}`;
}
