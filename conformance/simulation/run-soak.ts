/**
 * `make soak`: as many simulated runs as one likes, on all cores. It goes on where it was interrupted.
 *
 * @module
 */
import { join } from "node:path";
import { createLiveProgress, type LiveProgress } from "../check/live-progress.ts";
import { type Output, paintFor } from "../check/paint.ts";
import { formatCount } from "../check/table.ts";
import { writeWhole } from "../check/write-whole.ts";
import { type Piece, type PieceDone, piecesOf, summed } from "./pieces.ts";
import type { Seeds } from "./run-seeds.ts";
import { isDone, openLedger, type SoakLedger } from "./soak-ledger.ts";
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

/** Returns the exit code: 0 if nothing was violated. */
export async function runSoak(request: SoakRequest): Promise<number> {
  const { protocols, seeds, size, sources, runners, buildFolder, output, variables } = request;
  const ledger = openLedger(join(buildFolder, "soak.jsonl"), sources, (line) => output.write(`${line}\n`));
  const pieces = piecesOf(protocols, seeds, size);
  const left = pieces.filter((piece) => !isDone(ledger.done(), piece));
  const before = pieces.length - left.length;
  if (before > 0) output.write(`${formatCount(before)} of ${formatCount(pieces.length)} pieces were done before\n`);
  const live = createLiveProgress(output, protocols.length, "protocols");
  for (const protocol of protocols) live.start(protocol);
  try {
    await Promise.all(runners.map((runner) => work(runner, left, ledger, () => show(live, request, ledger))));
  } finally {
    live.close();
    for (const runner of runners) runner.stop();
  }
  const asked = ledger.done().filter((one) => pieces.some((piece) => isDone([one], piece)));
  const soaked = protocols.map((name) => {
    const done = asked.filter(({ protocol }) => protocol === name);
    const found = done.flatMap((piece) => piece.found ?? []);
    return { name, sum: summed(done), found, ok: found.length === 0 };
  });
  const paint = paintFor(output, variables);
  const write = (lines: readonly string[]): void => void output.write(`\n${lines.join("\n")}\n`);
  write(simulatedTable(soaked, paint));
  write(faultsTable(soaked, paint));
  for (const { name, found } of soaked) {
    for (const { seed, property, at, because } of found) {
      write([
        paint(`${name}, seed ${seed}: ${property} is violated at ${Math.round(at)} ms`, "bad"),
        `  ${because}`,
        `  to look at it: make simulate P=${name} SEED=${seed}`,
      ]);
    }
  }
  const ok = soaked.every((one) => one.ok);
  writeWhole(join(buildFolder, "soak.json"), { ok, protocols: soaked });
  return ok ? 0 : 1;
}

/** Takes pieces until none is left. Of a protocol in which something was found no more are run. */
async function work(runner: Runner, left: Piece[], ledger: SoakLedger, show: () => void): Promise<void> {
  for (let piece = left.shift(); piece !== undefined; piece = left.shift()) {
    const { protocol } = piece;
    if (ledger.done().some((one) => one.protocol === protocol && one.found !== undefined)) continue;
    ledger.add(await runner.run(piece));
    show();
  }
}

function show(live: LiveProgress, { protocols, seeds }: SoakRequest, ledger: SoakLedger): void {
  for (const protocol of protocols) {
    const { runs, steps } = summed(ledger.done().filter((one: PieceDone) => one.protocol === protocol));
    live.update(protocol, `${formatCount(runs)} of ${formatCount(seeds.count)} runs, ${formatCount(steps)} steps`);
  }
  live.refresh();
}
