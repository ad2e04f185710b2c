/**
 * The explorer of the step functions beside TLC and Stateright: states a second, breadth first, one thread each.
 *
 * @module
 */
import { twoPhaseCommitProtocol } from "../atomic-commit/two-phase-commit.ts";
import { formatCount, formatSeconds } from "../check/table.ts";
import { setNamed } from "../engine/constants.ts";
import { protocolFolders } from "../replay/protocol-folders.ts";
import { SetupError } from "../setup-error.ts";
import { plainConfiguration } from "../tlc/configuration.ts";
import { verdictOf } from "../tlc/outcome.ts";
import { runTlc } from "../tlc/run.ts";
import type { Toolchain } from "../tlc/toolchain.ts";
import { type BenchRow, median } from "./bench-row.ts";
import { runScript } from "./child.ts";
import { buildStateright } from "./stateright.ts";
import { undisturbed } from "./undisturbed.ts";

type Say = (line: string) => void;

const rounds = 3;
const heapMegabytes = 4096;

/** Ours before, between and after the others, so that a machine whose speed drifts does so for all. */
export async function benchExplorer(toolchain: Toolchain, specFolder: string, say: Say): Promise<readonly BenchRow[]> {
  const participants = setNamed(undisturbed, "Participant").length;
  return buildStateright(async (stateright) => {
    const ours: Readonly<Record<string, number>>[] = [];
    const theirs: number[] = [];
    const runOurs = async (): Promise<void> => {
      const run = await runScript("explore-once.ts");
      ours.push(run);
      say(
        `explorer: ${formatCount(run.states)} states in ${formatSeconds(run.seconds ?? 0)}, ${Math.round(run.megabytes ?? 0)} MB`,
      );
    };
    const tlcRate = async (): Promise<number> => {
      const run = await runTlcOnce(toolchain, specFolder);
      say(`TLC: ${formatCount(run.states)} states in ${formatSeconds(run.seconds)}`);
      if (run.states !== ours[0]?.states)
        throw new SetupError("TLC and the explorer found different numbers of states");
      return run.states / run.seconds;
    };
    await runOurs();
    const tlc = await tlcRate();
    for (let round = 1; round < rounds; round++) {
      await runOurs();
      if ("run" in stateright) {
        const run = await stateright.run(participants);
        say(`Stateright: ${formatCount(run.states)} states in ${formatSeconds(run.seconds)}`);
        theirs.push(run.states / run.seconds);
      }
    }
    if ("missing" in stateright) say(`Stateright: ${stateright.missing}`);
    const rate = median(ours.map(({ states = 0, seconds = 1 }) => states / seconds));
    const others = [{ who: "TLC, 1 worker", value: tlc }];
    if (theirs.length > 0) others.push({ who: "Stateright, its own model, 1 thread", value: median(theirs) });
    return [
      {
        name: `explorer, two-phase commit of ${participants}, undisturbed`,
        unit: "states/s",
        ours: Math.round(rate),
        theirs: others.map(({ who, value }) => ({ who, value: Math.round(value), ratio: rate / value })),
        note: `${formatCount(ours[0]?.states)} states, ${Math.round(median(ours.map((run) => run.megabytes ?? 0)))} MB at the peak`,
      },
    ];
  });
}

async function runTlcOnce(toolchain: Toolchain, specFolder: string): Promise<{ states: number; seconds: number }> {
  const { folder, libraries } = protocolFolders(twoPhaseCommitProtocol, specFolder);
  const { outcome, seconds } = await runTlc(toolchain, {
    folder,
    module: "MCTwoPhaseCommit",
    configuration: plainConfiguration(undisturbed),
    libraries,
    workers: 1,
    heapMegabytes,
  });
  if (outcome.kind !== "passes") throw new SetupError(`TLC did not finish: ${verdictOf(outcome)}`);
  return { states: outcome.counts.distinct, seconds };
}
