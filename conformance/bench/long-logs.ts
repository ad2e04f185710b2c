/**
 * What long logs of epoch broadcast cost, beside short ones: a step, and a recovery.
 *
 * @module
 */
import { SetupError } from "../setup-error.ts";
import type { BenchRow } from "./bench-row.ts";
import { runScript } from "./child.ts";

export async function benchLongLogs(say: (line: string) => void): Promise<readonly BenchRow[]> {
  return [await stepRow(say), await recoveryRow(say)];
}

/** A step is to cost the same, however long the log is. */
async function stepRow(say: (line: string) => void): Promise<BenchRow> {
  const [[length, ours], ...longer] = await costsOf("step-cost-once.ts");
  say(`a step on ${length} entries: ${Math.round(ours)} ns`);
  const theirs = longer.map(([many, value]) => ({ who: `the same on ${many} entries`, value, ratio: value / ours }));
  const note = "the median of 41 rounds of 6,000 steps; a leader's, and a follower's whose log disagrees";
  return { name: `a step of epoch broadcast on ${length} entries`, unit: "ns", ours, theirs, note };
}

/** To recover a log is to cost the same for each entry, however many there are. */
async function recoveryRow(say: (line: string) => void): Promise<BenchRow> {
  const [[length, ours], ...longer] = await costsOf("recovery-once.ts");
  say(`recovery of ${length} entries: ${ours.toFixed(1)} ms`);
  const theirs = longer.map(([many, value]) => ({
    who: `of ${many} entries`,
    value,
    ratio: (value / ours) * (Number(length) / Number(many)),
  }));
  const note = "the median of 9 rounds, from a record in memory; the ratio is that of what one entry costs";
  return { name: `recovery of ${length} entries`, unit: "ms", ours, theirs, note };
}

type Cost = readonly [length: string, cost: number];

async function costsOf(script: string): Promise<readonly [Cost, ...Cost[]]> {
  const [first, ...longer] = Object.entries(await runScript(script));
  if (first === undefined) throw new SetupError(`${script}: nothing was measured`);
  return [first, ...longer];
}
