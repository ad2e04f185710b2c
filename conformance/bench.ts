/** `make bench`: measures the explorer, the graph check and the replicated log side by side with others. No test: it asserts no time. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { BenchRow } from "./bench/bench-row.ts";
import { benchExplorer } from "./bench/explorer.ts";
import { benchGraphCheck } from "./bench/graph-check.ts";
import { benchHistories } from "./bench/histories.ts";
import { benchLongLogs } from "./bench/long-logs.ts";
import { benchOpenLoad } from "./bench/open-load/open-load.ts";
import { benchReplicatedLog } from "./bench/replicated-log.ts";
import { paintFor } from "./check/paint.ts";
import { renderTable } from "./check/table.ts";
import { writeWhole } from "./check/write-whole.ts";
import { runToExit } from "./command-line.ts";
import { projectFolder } from "./project-folder.ts";
import { processEnvironment } from "./tlc/environment.ts";
import { findToolchain } from "./tlc/toolchain.ts";

const specFolder = join(projectFolder, "spec");
const buildFolder = join(projectFolder, "build");

async function main(): Promise<number> {
  const say = (line: string): void => void process.stdout.write(`${line}\n`);
  mkdirSync(buildFolder, { recursive: true });
  const toolchain = await findToolchain(processEnvironment(say));
  const rows = [
    ...(await benchExplorer(toolchain, specFolder, say)),
    ...(await benchGraphCheck(toolchain, specFolder, buildFolder, say)),
    ...(await benchReplicatedLog(say)),
    ...(await benchLongLogs(say)),
    ...(await benchHistories(say)),
  ];
  const openLoad = await benchOpenLoad(say);
  writeWhole(join(buildFolder, "bench.json"), { ok: true, rows: [...rows, ...openLoad.rows] });
  for (const row of rows) say(`\n${rowLines(row).join("\n")}`);
  for (const line of openLoad.tables) say(line);
  return 0;
}

function rowLines({ name, unit, ours, theirs, note }: BenchRow): readonly string[] {
  const number = (value: number): string => value.toLocaleString("en-US", { maximumFractionDigits: 2 });
  const columns = [
    { title: name, align: "left" },
    { title: unit, align: "right" },
    { title: "ratio", align: "right" },
  ] as const;
  const cells = [
    [{ text: "ours" }, { text: number(ours) }, { text: "" }],
    ...theirs.map(({ who, value, ratio }) => [{ text: who }, { text: number(value) }, { text: ratio.toFixed(2) }]),
  ];
  return [...renderTable(columns, cells, paintFor(process.stdout, process.env)), note];
}

await runToExit(main);
