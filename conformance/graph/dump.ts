/**
 * The dumped graph of a model: TLC's own, or one that TLC made earlier from exactly the same input.
 *
 * A dump is written under another name and renamed when TLC has ended well, together with what TLC counted. So a TLC
 * that was killed half-way leaves nothing that could be taken for a graph.
 *
 * @module
 */
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import type { ModelRow } from "../check/manifest.ts";
import { modelFiles } from "../check/model-files.ts";
import { writeWhole } from "../check/write-whole.ts";
import { constantLines, parseConstants } from "../engine/constants.ts";
import { DumpError, readDump } from "../engine/dump-reader.ts";
import type { SpecGraph } from "../engine/spec-graph.ts";
import { SetupError } from "../setup-error.ts";
import { type Counts, verdictOf } from "../tlc/outcome.ts";
import { withOwnFolder } from "../tlc/own-processes.ts";
import { runTlc } from "../tlc/run.ts";
import type { Toolchain } from "../tlc/toolchain.ts";
import type { Progress } from "../tlc/totals.ts";
import { digestOf } from "./digest.ts";

export interface Dump {
  readonly file: string;
  /** What TLC counted. */
  readonly counts: Counts;
  /** How long TLC took to write it, in seconds. */
  readonly seconds: number;
}

const heapMegabytes = 3072;

/** Finds the dump of a model, or has TLC write it. @throws SetupError if TLC does not come to an end. */
export async function dumpOf(
  row: ModelRow,
  specFolder: string,
  buildFolder: string,
  toolchain: Toolchain,
  onProgress: (progress: Progress) => void,
): Promise<Dump> {
  const files = modelFiles(row, specFolder);
  const configuration = graphConfiguration(readFileSync(files.configuration, "utf8"));
  const folder = join(buildFolder, "graphs");
  const stem = `${row.name}-${digestOf(toolchain, files.libraries, [row.module, configuration])}`;
  const known = knownDump(folder, stem);
  if (known !== undefined) return known;
  mkdirSync(folder, { recursive: true });
  removeOlder(folder, row.name, stem);
  return withOwnFolder(async (own) => {
    // Two commands may make the same dump at the same time; the same input gives the same bytes, so the later one stays.
    const unfinished = join(folder, `${stem}.${process.pid}.unfinished.dot`);
    // TLC looks for a configuration beside the module, wherever its path points to.
    const path = join(own, `${row.name}.cfg`);
    writeFileSync(path, configuration);
    copyFileSync(join(files.folder, `${row.module}.tla`), join(own, `${row.module}.tla`));
    try {
      const result = await runTlc(
        toolchain,
        {
          folder: own,
          module: row.module,
          configuration: path,
          libraries: files.libraries,
          workers: 1,
          heapMegabytes,
          dump: unfinished,
          fingerprint: 0,
        },
        { onProgress },
      );
      if (result.outcome.kind !== "passes") {
        const why = "message" in result.outcome ? `: ${result.outcome.message}` : "";
        throw new SetupError(`TLC did not write the graph of ${row.name} (${verdictOf(result.outcome)})${why}`);
      }
      if (!existsSync(unfinished)) throw new SetupError(`TLC did not write the graph of ${row.name}: there is no file`);
      const { counts } = result.outcome;
      const file = join(folder, `${stem}.dot`);
      renameSync(unfinished, file);
      const bytes = statSync(file).size;
      try {
        writeWhole(join(folder, `${stem}.json`), { counts, seconds: result.seconds, bytes });
      } catch (error) {
        // Without its notes a dump is never found again: on a full disk it would only be in the way.
        rmSync(file, { force: true });
        throw error;
      }
      return { file, counts, seconds: result.seconds };
    } finally {
      rmSync(unfinished, { force: true });
    }
  });
}

/**
 * Reads a dump and compares what it holds with what TLC counted.
 *
 * @throws DumpError if it is damaged or holds something else; it is removed then, so that the next run makes a new one.
 */
export function graphIn(dump: Dump): SpecGraph {
  try {
    const graph = readDump(dump.file);
    const { states, initial, edgeLines } = graph.counts;
    const { distinct, generated } = dump.counts;
    if (states !== distinct) throw new DumpError(`the dump has ${states} states, and TLC counted ${distinct}`);
    if (edgeLines + initial !== generated) {
      throw new DumpError(
        `the dump has ${edgeLines} edges and ${initial} initial states, and TLC generated ${generated}`,
      );
    }
    return graph;
  } catch (error) {
    if (error instanceof DumpError) {
      rmSync(dump.file, { force: true });
      throw new DumpError(`${dump.file}: ${error.message}. It was removed: run the command again for a new one`);
    }
    throw error;
  }
}

/** The graph does not depend on what is checked, so nothing is: TLC is faster, and a violation does not stop it. */
function graphConfiguration(text: string): string {
  const [, specification = "Spec"] = text.match(/^SPECIFICATION\s+(\w+)/m) ?? [];
  return [`SPECIFICATION ${specification}`, ...constantLines(parseConstants(text)), "CHECK_DEADLOCK FALSE", ""].join(
    "\n",
  );
}

function knownDump(folder: string, stem: string): Dump | undefined {
  const file = join(folder, `${stem}.dot`);
  const about = join(folder, `${stem}.json`);
  if (!existsSync(file) || !existsSync(about)) return undefined;
  const known = parsed(readFileSync(about, "utf8"));
  return isAbout(known) && known.bytes === statSync(file).size
    ? { file, counts: known.counts, seconds: known.seconds }
    : undefined;
}

function isAbout(value: unknown): value is { counts: Counts; seconds: number; bytes: number } {
  return typeof value === "object" && value !== null && "counts" in value && "seconds" in value && "bytes" in value;
}

/** What cannot be read says nothing, and the dump is made anew. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Graphs of a model as it was before a change are of no use any more, nor is what a killed command left. */
function removeOlder(folder: string, model: string, stem: string): void {
  const known = new RegExp(`^${model}-[0-9a-f]+\\.(?:(\\d+)\\.unfinished\\.)?(?:dot|json)$`);
  for (const name of readdirSync(folder)) {
    const [itself, writer] = name.match(known) ?? [];
    if (itself === undefined) continue;
    const isInUse = writer === undefined ? name.startsWith(`${stem}.`) : isRunning(Number(writer));
    if (!isInUse) rmSync(join(folder, name), { force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
