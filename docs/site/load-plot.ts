/**
 * A run under a load as a picture: how long each request took, and what each node delivered, over time.
 *
 * @module
 */
import { readFileSync } from "node:fs";
import { type Measured, quantile } from "../running/under-load.ts";
import { escapeHtml } from "./html.ts";

const width = 816;
const left = 64;
const right = 12;
/** The two panels, from the upper edge to the lower one. */
const latency = { from: 48, to: 228 };
const deliveries = { from: 288, to: 408 };
const bottom = 452;

/** Latencies from 1 ms to 1 s, each power of ten as high as the others. */
const mostLatency = 1_000;
/** What is delivered is counted by pieces of time, in milliseconds; more in one than this is drawn as this. */
const piece = 100;
const mostDelivered = 150;

/** Within the picture, so that it is the same as a file and on a page; in Markdown an empty line would end it. */
const style = readFileSync(new URL("load-plot.css", import.meta.url), "utf8").replaceAll(/\n+/g, "\n");

export function loadPlot(run: Measured, description: string): string {
  const { requests, told, spells, led, end } = run;
  const xOf = (at: number): number => round(left + ((width - left - right) * at) / end);
  const nodes = [...told.keys()];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="diagram plot" viewBox="0 0 ${width} ${bottom}" width="${width}" height="${bottom}" role="img" aria-label="${escapeHtml(description)}">`,
    `<style>\n${style}</style>`,
    ...spells.map(({ what, from, to }) => spell(what, xOf(from), xOf(to))),
    ...led.map(({ at, leader }, i) =>
      text("leader", xOf(at) + (i === 0 ? 0 : 2), latency.to + 14, `${leader} leads`, "start"),
    ),
    ...[1, 10, 100, 1_000].map((took) => level(latencyY(took), `${took.toLocaleString("en")} ms`)),
    text("title", left, latency.from - 28, "from asking to the first delivery", "start"),
    `<path class="request" d="${requests.map(({ at, took }) => `M${Math.round(xOf(at))} ${Math.round(latencyY(took ?? mostLatency))}h0`).join("")}"/>`,
    ...[0.5, 0.99].map((part) => `<path class="quantile" d="${quantileLine(run, part, xOf)}"/>`),
    text("title", left, deliveries.from - 12, `deliveries in each ${piece} ms, by node`, "start"),
    ...[0, 50, 100].map((count) => level(deliveredY(count), `${count}`)),
    ...nodes.map((node, i) => `<path class="node${i + 1}" d="${deliveredLine(told.get(node) ?? [], end, xOf)}"/>`),
    ...nodes.map((node, i) =>
      text(`node${i + 1}`, width - right - 40 * (nodes.length - i), deliveries.from - 12, node, "start"),
    ),
    ...Array.from({ length: end / 1_000 + 1 }, (_, s) =>
      text("tick", xOf(1_000 * s), deliveries.to + 18, `${s} s`, "middle"),
    ),
    "</svg>",
  ].join("\n");
}

function latencyY(took: number): number {
  const share = Math.log10(Math.min(Math.max(took, 1), mostLatency)) / Math.log10(mostLatency);
  return round(latency.to - share * (latency.to - latency.from));
}

function deliveredY(count: number): number {
  return round(deliveries.to - (Math.min(count, mostDelivered) / mostDelivered) * (deliveries.to - deliveries.from));
}

function quantileLine({ requests, end }: Measured, part: number, xOf: (at: number) => number): string {
  const points = Array.from({ length: end / piece }, (_, i) => {
    const some = requests.filter(({ at }) => at >= i * piece && at < (i + 1) * piece);
    const times = some.map(({ took }) => took ?? mostLatency);
    return times.length === 0 ? [] : [`${xOf((i + 0.5) * piece)} ${latencyY(quantile(times, part))}`];
  });
  return `M${points.flat().join("L")}`;
}

function deliveredLine(times: readonly number[], end: number, xOf: (at: number) => number): string {
  const counts = Array.from({ length: end / piece }, () => 0);
  for (const at of times) {
    const place = Math.floor(at / piece);
    if (place < counts.length) counts[place] = (counts[place] ?? 0) + 1;
  }
  return `M${counts.map((count, i) => `${xOf((i + 0.5) * piece)} ${deliveredY(count)}`).join("L")}`;
}

function spell(what: string, from: number, to: number): string {
  return [
    `<rect class="spell" x="${from}" y="${latency.from - 8}" width="${round(to - from)}" height="${deliveries.to - latency.from + 8}"/>`,
    text("spell", (from + to) / 2, latency.from - 12, what, "middle"),
  ].join("");
}

function level(y: number, what: string): string {
  return `<line x1="${left}" y1="${y}" x2="${width - right}" y2="${y}"/>${text("tick", left - 6, y + 4, what, "end")}`;
}

/** @param anchor - which end of the text stands at `x` */
function text(kind: string, x: number, y: number, content: string, anchor: "start" | "middle" | "end"): string {
  return `<text class="${kind} ${anchor}" x="${round(x)}" y="${round(y)}">${escapeHtml(content)}</text>`;
}

function round(number: number): number {
  return Math.round(number * 10) / 10;
}
