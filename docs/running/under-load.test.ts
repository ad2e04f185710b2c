/** What the page says of the run. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { loadPlot } from "../site/load-plot.ts";
import { measured, quantile } from "./under-load.ts";

const run = measured();
const page = readFileSync(new URL("under-load.md", import.meta.url), "utf8").replaceAll(/\s+/g, " ");

/** How long the requests took that were asked for in this time. */
function took(from: number, to: number): readonly number[] {
  return run.requests.filter(({ at }) => at >= from && at < to).map((request) => request.took ?? Number.NaN);
}

function says(text: string): void {
  assert.ok(page.includes(text), text);
}

test("every request is delivered once, at every node", () => {
  for (const times of run.told.values()) assert.equal(times.length, run.requests.length);
  assert.ok(run.requests.every((request) => request.took !== undefined));
});

test("at rest a request takes what the page says", () => {
  const rest = [...took(0, 1_400), ...took(7_000, 9_000)];
  says(`${quantile(rest, 0.5).toFixed(0)} ms in the middle`);
  says(`99 of 100 take less than ${Math.ceil(quantile(rest, 0.99))} ms`);
});

test("after a leader another leads within what the page says", () => {
  const [first, second, third] = run.led;
  const [crash, partition] = run.spells;
  assert.ok(first && second && third && crash && partition);
  assert.ok(crash.what.startsWith(first.leader) && partition.what.startsWith(second.leader));
  assert.equal(run.led.length, 3);
  says(`and ${Math.round(second.at - crash.from)} ms after the crash another leads`);
  says(`elect one of them after ${Math.round(third.at - partition.from)} ms`);
  says(`whoever waited longest waited ${Math.round(Math.max(...took(1_400, 2_000)))} ms`);
});

test("whoever was away makes up for it at once", () => {
  const [crash, partition] = run.spells;
  const toldIn = (node: string, from: number): number =>
    (run.told.get(node) ?? []).filter((at) => at >= from && at < from + 200).length;
  assert.ok(crash && partition);
  assert.ok(toldIn("n2", crash.to) > 500);
  assert.ok(toldIn("n3", partition.to) > 1_000);
});

test("the plot has each request, and each node", () => {
  const svg = loadPlot(run, "a description");
  assert.equal(svg.match(/h0/g)?.length, run.requests.length);
  for (const node of run.told.keys()) assert.ok(svg.includes(`>${node}</text>`));
  assert.ok(!svg.includes("NaN"));
});
