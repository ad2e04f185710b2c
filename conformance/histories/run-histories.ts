/**
 * `make histories`: what clients saw in the simulator, judged by our checker, and by Porcupine where Go is installed.
 *
 * @module
 */
import { join } from "node:path";
import { checkHistory, type Verdict } from "../../src/linearizable-storage/histories/check.ts";
import { explain } from "../../src/linearizable-storage/histories/explain.ts";
import type { History } from "../../src/linearizable-storage/histories/history.ts";
import { pictureOf } from "../../src/linearizable-storage/histories/picture.ts";
import { randomOf } from "../../src/shell/simulator/random.ts";
import { createLiveProgress } from "../check/live-progress.ts";
import { type Output, paintFor } from "../check/paint.ts";
import { formatCount } from "../check/table.ts";
import { writeWhole } from "../check/write-whole.ts";
import type { Seeds } from "../simulation/run-seeds.ts";
import { type Detection, detectionTable } from "../simulation/tables.ts";
import { protocolsNamed } from "../suite/chosen.ts";
import { record } from "./record.ts";
import type { Recorded } from "./recorded.ts";
import { type SecondOpinion, secondOpinionOn } from "./second-opinion.ts";
import { spoiled } from "./spoil.ts";
import { type Judged, judgedTable, opinionLines } from "./tables.ts";

export interface HistoriesRequest {
  readonly recorded: readonly Recorded[];
  /** The name of one of them. */
  readonly name: string | undefined;
  readonly seeds: Seeds;
  readonly buildFolder: string;
  readonly output: Output;
  readonly variables: Readonly<Record<string, string | undefined>>;
}

/** A history, judged. */
export interface JudgedHistory {
  readonly recorded: Recorded;
  readonly seed: number;
  readonly history: History;
  /** Whether an answer was changed. */
  readonly isSpoiled: boolean;
  readonly verdict: Verdict;
  readonly seconds: number;
  /** What the simulator found. */
  readonly violation: string | undefined;
}

/** How many runs there are to find a mistake in. */
const mostRuns = 200;

/** Returns the exit code: 0 if everything is linearizable that should be, mistakes are found, and nobody disagrees. */
export async function runHistories(request: HistoriesRequest): Promise<number> {
  const { recorded, name, seeds, buildFolder, output, variables } = request;
  const chosen = protocolsNamed(recorded, name);
  const paint = paintFor(output, variables);
  const write = (lines: readonly string[]): void => void output.write(`\n${lines.join("\n")}\n`);
  const live = createLiveProgress(output, chosen.length, "systems");
  const all = chosen.map((one) => {
    live.start(one.name);
    const ofOne = historiesOf(one, seeds, (runs) => {
      live.update(one.name, `${formatCount(runs)} of ${formatCount(seeds.count)} runs`);
      live.refresh();
    });
    live.finish(one.name, `${one.name}: ${formatCount(ofOne.length)} histories`);
    return { name: one.name, histories: ofOne };
  });
  live.close();
  const judged = all.map((one) => judgedOf(one.name, one.histories));
  // One run is to be looked at, whatever is found of it; of more, the faults are.
  const isOne = seeds.count === 1;
  const histories = all.flatMap((one) => one.histories);
  if (!isOne) for (const fault of histories.filter(isFault)) write(explained(fault));
  write(judgedTable(judged, paint));
  if (isOne)
    for (const one of histories) write([...explained(one), ...pictureOf(one.history, one.recorded.object.describe)]);
  const mistakes = isOne ? [] : chosen.flatMap((one) => mistakesOf(one, seeds.first));
  if (mistakes.length > 0) write(detectionTable("mistakes", mistakes, paint));
  const opinion = await secondOpinionOn(histories);
  write(opinionLines(opinion, paint));
  const ok = judged.every((one) => one.ok) && mistakes.every((one) => one.ok) && isAgreed(opinion);
  writeWhole(join(buildFolder, "histories.json"), { ok, systems: judged, mistakes, porcupine: opinion });
  return ok ? 0 : 1;
}

/** A history for each seed; of every second one an answer is changed. */
export function historiesOf(
  recorded: Recorded,
  { first, count }: Seeds,
  onProgress: (runs: number) => void = () => {},
): readonly JudgedHistory[] {
  return Array.from({ length: count }, (_, i) => {
    const seed = first + i;
    const { history: seen, result } = record(recorded, seed);
    const history = i % 2 === 0 ? seen : spoiled(seen, randomOf(seed, "spoil"));
    const started = performance.now();
    const verdict = checkHistory(history, recorded.object);
    const seconds = (performance.now() - started) / 1000;
    if (i % 10 === 0) onProgress(i);
    const { violation } = result;
    const isSpoiled = history !== seen;
    return { recorded, seed, history, isSpoiled, verdict, seconds, violation: violation?.property };
  });
}

/** One that should be linearizable, and is not shown to be. */
function isFault({ verdict, isSpoiled }: JudgedHistory): boolean {
  return !isSpoiled && verdict.kind !== "linearizable";
}

function judgedOf(name: string, histories: readonly JudgedHistory[]): Judged {
  const calls = histories.flatMap(({ history }) => history);
  const withChanges = histories.filter(({ isSpoiled }) => isSpoiled);
  const gaveUp = histories.filter(({ verdict }) => verdict.kind === "gaveUp").length;
  const faults = histories.filter(isFault).length;
  const violations = histories.filter(({ violation }) => violation !== undefined).length;
  return {
    name,
    histories: histories.length,
    operations: calls.length,
    open: calls.filter(({ returned }) => returned === undefined).length,
    changed: withChanges.length,
    illegal: withChanges.filter(({ verdict }) => verdict.kind === "notLinearizable").length,
    faults,
    gaveUp,
    seconds: histories.reduce((sum, one) => sum + one.seconds, 0),
    ok: faults === 0 && violations === 0,
  };
}

/** How many runs it takes until a history shows each mistake. */
export function mistakesOf(recorded: Recorded, first: number): readonly Detection[] {
  return recorded.mistakes.map(({ name, systemOf, unseen }) => {
    let runs = 0;
    let isFound = false;
    while (!isFound && runs < mostRuns) {
      const { history } = record(recorded, first + runs++, systemOf);
      isFound = checkHistory(history, recorded.object).kind === "notLinearizable";
    }
    const found = { name: `${recorded.name}: ${name}`, runs, property: isFound ? "its history" : undefined };
    return { ...found, ok: isFound || unseen !== undefined, ...(unseen === undefined ? {} : { explained: unseen }) };
  });
}

function explained({ recorded: { name, object }, seed, history, verdict }: JudgedHistory): readonly string[] {
  return [`${name}, seed ${seed}:`, ...explain(history, verdict, object)];
}

function isAgreed(opinion: SecondOpinion): boolean {
  return "skipped" in opinion || opinion.disagreements.length === 0;
}
