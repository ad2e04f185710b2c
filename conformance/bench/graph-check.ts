/**
 * The graph check beside the TLC that wrote the graph: reading the dump, exploring and comparing.
 *
 * @module
 */

import { twoPhaseCommitProtocol } from "../atomic-commit/two-phase-commit.ts";
import type { ModelRow } from "../check/manifest.ts";
import { readManifest } from "../check/model-files.ts";
import { formatCount, formatSeconds } from "../check/table.ts";
import { checkGraph } from "../graph/check-graph.ts";
import { dumpOf } from "../graph/dump.ts";
import { SetupError } from "../setup-error.ts";
import { isEqual } from "../suite/suite-result.ts";
import { withOwnFolder } from "../tlc/own-processes.ts";
import type { Toolchain } from "../tlc/toolchain.ts";
import { type BenchRow, median } from "./bench-row.ts";

const models = ["TwoPhaseCommit_2", "TwoPhaseCommit_3"];
const rounds = 3;

export async function benchGraphCheck(
  toolchain: Toolchain,
  specFolder: string,
  buildFolder: string,
  say: (line: string) => void,
): Promise<readonly BenchRow[]> {
  const rows = readManifest(specFolder);
  const measured: BenchRow[] = [];
  for (const name of models) {
    const row = rows.find((candidate) => candidate.name === name);
    if (row === undefined) throw new SetupError(`the manifest has no ${name}`);
    measured.push(await benchModel(row, toolchain, specFolder, buildFolder, say));
  }
  return measured;
}

async function benchModel(
  row: ModelRow,
  toolchain: Toolchain,
  specFolder: string,
  buildFolder: string,
  say: (line: string) => void,
): Promise<BenchRow> {
  // A folder of its own has no dump from earlier, so TLC is measured now and not remembered.
  return withOwnFolder(async (own) => {
    const dump = await dumpOf(row, specFolder, own, toolchain);
    say(`${row.name}: TLC wrote ${formatCount(dump.counts.distinct)} states in ${formatSeconds(dump.seconds)}`);
    const seconds: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const result = checkGraph(twoPhaseCommitProtocol, row, specFolder, dump, () => {});
      if (!isEqual(result)) throw new SetupError(`${row.name}: the graphs are not equal; see make conformance`);
      seconds.push(result.seconds);
      say(`${row.name}: checked in ${formatSeconds(result.seconds)}`);
    }
    const ours = median(seconds);
    return {
      name: `graph check of ${row.name}`,
      unit: "s",
      ours,
      theirs: [{ who: "TLC, with the dump", value: dump.seconds, ratio: dump.seconds / ours }],
      note: `${formatCount(dump.counts.distinct)} states; the check is ${((100 * ours) / dump.seconds).toFixed(1)} % of TLC's time`,
    };
  }, buildFolder);
}
