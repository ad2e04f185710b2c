/**
 * What the measurements show, as rows of the benchmark and as tables.
 *
 * @module
 */
import { noPaint } from "../../check/paint.ts";
import { renderTable } from "../../check/table.ts";
import type { BenchRow } from "../bench-row.ts";
import type { Measured } from "./measure.ts";
import { latency, type Setting } from "./setting.ts";

/** One world, and what came out for whom: for ours first. */
export interface Outcome {
  readonly setting: Setting;
  readonly measured: ReadonlyMap<string, Measured>;
}

/** Something that is measured, of which less is better. */
interface Measure {
  readonly name: string;
  readonly unit: string;
  readonly of: (measured: Measured) => number | undefined;
  readonly note: string;
}

const ofLatency = `from when a request arrives at the leader until that delivers it; its client hears of it ${latency} ms later`;

const measures: readonly Measure[] = [
  {
    name: "median latency",
    unit: "ms",
    of: ({ median }) => median,
    note: ofLatency,
  },
  {
    name: "99th percentile of the latency",
    unit: "ms",
    of: ({ percentile99 }) => percentile99,
    note: ofLatency,
  },
  {
    name: "entries sent",
    unit: "for each",
    of: ({ sentPerEntry }) => sentPerEntry,
    note: "for each entry and follower; where one was down, those that reached it for each one that it lacked or that came",
  },
  {
    name: "messages",
    unit: "for each request",
    of: ({ messagesPerRequest }) => messagesPerRequest,
    note: "between nodes, of any kind",
  },
  {
    name: "catching up",
    unit: "ms",
    of: ({ catchingUp }) => catchingUp,
    note: "from when it came back, under the load, until it was no further behind than a round trip and two flushes",
  },
];

/** A row for each world and measure: the ratio is theirs over ours, since less is better. */
export function rowsOf(outcomes: readonly Outcome[]): readonly BenchRow[] {
  return measures.flatMap(({ name, unit, of, note }) =>
    outcomes.flatMap(({ setting, measured }) => {
      const [ours, ...theirs] = valuesOf(measured, of);
      if (ours === undefined) return [];
      const others = theirs.map(({ who, value }) => ({ who, value, ratio: value / ours.value }));
      return [{ name: `open load, ${nameOf(setting)}: ${name}`, unit, ours: ours.value, theirs: others, note }];
    }),
  );
}

/**
 * A table for each measure: a line for each world, and a column for whoever was measured, with theirs as a multiple of
 * ours in brackets.
 */
export function tablesOf(outcomes: readonly Outcome[]): readonly string[] {
  return measures.flatMap(({ name, unit, of, note }) => {
    const found = outcomes.filter(({ measured }) => valuesOf(measured, of).length > 0);
    const who = [...(found[0]?.measured.keys() ?? [])];
    const columns = [
      { title: `${name}, ${unit}`, align: "left" } as const,
      ...who.map((title) => ({ title, align: "right" }) as const),
    ];
    const cells = found.map(({ setting, measured }) => {
      const [ours, ...theirs] = valuesOf(measured, of).map(({ value }) => value);
      const others = theirs.map((value) => `${textOf(value)} (${textOf(value / (ours ?? Number.NaN))})`);
      return [nameOf(setting), textOf(ours ?? Number.NaN), ...others].map((text) => ({ text }));
    });
    return ["", ...renderTable(columns, cells, noPaint), `${note}; in brackets, as a multiple of ours`];
  });
}

export function nameOf({ situation, flush, share }: Setting): string {
  return `${situation}, a flush takes ${flush} ms, a load of ${Math.round(100 * share)} %`;
}

function valuesOf(
  measured: ReadonlyMap<string, Measured>,
  of: Measure["of"],
): readonly { readonly who: string; readonly value: number }[] {
  return [...measured].flatMap(([who, one]) => {
    const value = of(one);
    return value === undefined ? [] : [{ who, value: Math.round(1_000 * value) / 1_000 }];
  });
}

function textOf(value: number): string {
  return value.toLocaleString("en-US", {
    maximumFractionDigits: value < 100 ? 2 : 0,
    minimumFractionDigits: value < 100 ? 2 : 0,
  });
}
