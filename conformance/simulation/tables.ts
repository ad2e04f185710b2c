/**
 * What simulations came to, as tables for a person.
 *
 * @module
 */
import type { Paint } from "../check/paint.ts";
import { type Cell, formatCount, formatSeconds, renderTable } from "../check/table.ts";
import type { Totals } from "./run-seeds.ts";

/** What was simulated of a protocol. */
export interface Simulated {
  /** Of the protocol. */
  readonly name: string;
  readonly sum: Totals;
  readonly ok: boolean;
}

/** What should be found, and after how many runs it was. */
export interface Detection {
  readonly name: string;
  /** How many runs there were, the one that has found it among them. */
  readonly runs: number;
  /** The property that was violated; `undefined` if none was. */
  readonly property: string | undefined;
  readonly ok: boolean;
  /** Why it is not found, where that is known. */
  readonly explained?: string;
}

export function simulatedTable(simulated: readonly Simulated[], paint: Paint): readonly string[] {
  const titles = ["", "protocol", "runs", "steps", "steps/s", "told", "sent/told", "time"];
  return renderTable(
    titles.map((title, at) => ({ title, align: at < 2 ? "left" : "right" })),
    simulated.map(({ name, sum, ok }) => [
      verdictOf(ok),
      { text: name },
      { text: formatCount(sum.runs) },
      { text: formatCount(sum.steps) },
      { text: formatCount(Math.round(sum.steps / sum.seconds)) },
      { text: formatCount(sum.told) },
      { text: (sum.messages / Math.max(1, sum.told)).toFixed(1) },
      { text: formatSeconds(sum.seconds) },
    ]),
    paint,
  );
}

/** Which faults struck how often. */
export function faultsTable(simulated: readonly Simulated[], paint: Paint): readonly string[] {
  const kinds = [...new Set(simulated.flatMap(({ sum }) => Object.keys(sum.faults)))].sort();
  return renderTable(
    [{ title: "fault", align: "left" }, ...simulated.map(({ name }) => ({ title: name, align: "right" }) as const)],
    kinds.map((kind) => [
      { text: kind },
      ...simulated.map(({ sum }) => ({ text: formatCount(sum.faults[kind] ?? 0) })),
    ]),
    paint,
  );
}

export function detectionTable(title: string, detections: readonly Detection[], paint: Paint): readonly string[] {
  return renderTable(
    [
      { title: "", align: "left" },
      { title, align: "left" },
      { title: "runs", align: "right" },
      { title: "found by", align: "left" },
    ],
    detections.map(({ name, runs, property, ok, explained }) => [
      verdictOf(ok),
      { text: name },
      { text: formatCount(runs) },
      { text: property ?? `not found${explained === undefined ? "" : `: ${explained}`}` },
    ]),
    paint,
  );
}

function verdictOf(isFine: boolean): Cell {
  return isFine ? { text: "ok", tone: "good" } : { text: "FAILED", tone: "bad" };
}
