/**
 * `make soak`: as many simulated runs as one likes, on all cores. It goes on where it was interrupted.
 *
 * @module
 */
import { join } from "node:path";
import { present } from "../../src/core/present.ts";
import { createLiveProgress } from "../check/live-progress.ts";
import { type Output, type Paint, paintFor } from "../check/paint.ts";
import { formatCount } from "../check/table.ts";
import { writeWhole } from "../check/write-whole.ts";
import { type Found, keyOf, type Piece, type PieceDone, piecesOf } from "./pieces.ts";
import { none, plus, type Seeds, type Totals } from "./run-seeds.ts";
import { openLedger } from "./soak-ledger.ts";
import { faultsTable, simulatedTable } from "./tables.ts";
import type { Runner } from "./workers.ts";

export interface SoakRequest {
  /** By name. */
  readonly protocols: readonly string[];
  readonly seeds: Seeds;
  /** How many seeds are a piece. */
  readonly size: number;
  /** The digest of everything that decides what a seed does. */
  readonly sources: string;
  /** One for each core. */
  readonly runners: readonly Runner[];
  readonly buildFolder: string;
  readonly output: Output;
  readonly variables: Readonly<Record<string, string | undefined>>;
}

/** What was soaked of a protocol so far. */
interface Soaked {
  readonly name: string;
  sum: Totals;
  readonly found: Found[];
}

/** Returns the exit code: 0 if nothing was violated. */
export async function runSoak(request: SoakRequest): Promise<number> {
  const { protocols, seeds, size, sources, runners, buildFolder, output, variables } = request;
  const ledger = openLedger(join(buildFolder, "soak.jsonl"), sources, (line) => output.write(`${line}\n`));
  const pieces = piecesOf(protocols, seeds, size);
  const soaked = new Map(protocols.map((name): [string, Soaked] => [name, { name, sum: none, found: [] }]));
  const left: Piece[] = [];
  for (const piece of pieces) {
    const done = ledger.done.get(keyOf(piece));
    if (done === undefined) left.push(piece);
    else count(soaked, done);
  }
  const before = pieces.length - left.length;
  if (before > 0) output.write(`${formatCount(before)} of ${formatCount(pieces.length)} pieces were done before\n`);
  const live = createLiveProgress(output, protocols.length, "protocols");
  for (const protocol of protocols) live.start(protocol);
  const add = (done: PieceDone): void => {
    ledger.add(done);
    const { name, sum } = count(soaked, done);
    live.update(name, `${formatCount(sum.runs)} of ${formatCount(seeds.count)} runs, ${formatCount(sum.steps)} steps`);
    live.refresh();
  };
  try {
    await Promise.all(runners.map((runner) => work(runner, left, soaked, add)));
  } finally {
    live.close();
    for (const runner of runners) runner.stop();
  }
  return report([...soaked.values()], buildFolder, output, paintFor(output, variables));
}

function count(soaked: ReadonlyMap<string, Soaked>, { protocol, sum, found }: PieceDone): Soaked {
  const one = present(soaked.get(protocol));
  one.sum = plus(one.sum, sum);
  if (found !== undefined) one.found.push(found);
  return one;
}

/** Takes pieces until none is left. Of a protocol in which something was found no more are run. */
async function work(
  runner: Runner,
  left: Piece[],
  soaked: ReadonlyMap<string, Soaked>,
  add: (done: PieceDone) => void,
): Promise<void> {
  for (let piece = left.shift(); piece !== undefined; piece = left.shift()) {
    if (soaked.get(piece.protocol)?.found.length === 0) add(await runner.run(piece));
  }
}

function report(soaked: readonly Soaked[], buildFolder: string, output: Output, paint: Paint): number {
  const rows = soaked.map((one) => ({ ...one, ok: one.found.length === 0 }));
  const write = (lines: readonly string[]): void => void output.write(`\n${lines.join("\n")}\n`);
  write(simulatedTable(rows, paint));
  write(faultsTable(rows, paint));
  for (const { name, found } of rows) {
    for (const { seed, property, at, because } of found) {
      write([
        paint(`${name}, seed ${seed}: ${property} is violated at ${Math.round(at)} ms`, "bad"),
        `  ${because}`,
        `  to look at it: make simulate P=${name} SEED=${seed}`,
      ]);
    }
  }
  const ok = rows.every((row) => row.ok);
  writeWhole(join(buildFolder, "soak.json"), { ok, protocols: rows });
  return ok ? 0 : 1;
}
