/**
 * The dumped graph of a model: TLC's own, or one that TLC made earlier from exactly the same input.
 *
 * A dump is written in a folder of its own beside the others, which goes when the command ends in whatever way, and is
 * moved among them when TLC has ended well, together with what TLC counted. So a TLC that was killed half-way leaves
 * nothing that could be taken for a graph. Whoever wants the same one meanwhile waits for it.
 *
 * @module
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import type { ModelRow } from "../check/manifest.ts";
import { constantsOf } from "../check/model-configuration.ts";
import { modelFiles } from "../check/model-files.ts";
import { writeWhole } from "../check/write-whole.ts";
import { DumpError } from "../engine/dump-error.ts";
import { readDump } from "../engine/dump-reader.ts";
import type { SpecGraph } from "../engine/spec-graph.ts";
import { SetupError } from "../setup-error.ts";
import { type Configuration, configurationText, plainConfiguration } from "../tlc/configuration.ts";
import { inputDigest } from "../tlc/input-digest.ts";
import { type Counts, verdictOf } from "../tlc/outcome.ts";
import { removeLeftovers, withOwnFolder } from "../tlc/own-processes.ts";
import { type RunOptions, runTlc } from "../tlc/run.ts";
import type { Toolchain } from "../tlc/toolchain.ts";

export interface Dump {
  readonly file: string;
  /** What TLC counted. */
  readonly counts: Counts;
  /** How long TLC took to write it, in seconds. */
  readonly seconds: number;
}

const heapMegabytes = 3072;
/** How often whoever waits for a dump looks for it. */
const waitMilliseconds = 100;

export function graphsFolder(buildFolder: string): string {
  return join(buildFolder, "graphs");
}

/** Finds the dump of a model, or has TLC write it. @throws SetupError if TLC does not come to an end. */
export async function dumpOf(
  row: ModelRow,
  specFolder: string,
  buildFolder: string,
  toolchain: Toolchain,
  options: RunOptions = {},
): Promise<Dump> {
  const files = modelFiles(row, specFolder);
  const configuration = configurationOf(row, specFolder);
  const folder = graphsFolder(buildFolder);
  const stem = stemOf(row, specFolder, toolchain);
  let known = knownDump(folder, stem);
  while (known === undefined && isBeingMade(folder, stem)) {
    await setTimeout(waitMilliseconds);
    known = knownDump(folder, stem);
  }
  if (known !== undefined) return known;
  mkdirSync(folder, { recursive: true });
  removeOlder(folder, row.name, stem);
  return withOwnFolder(async (own) => {
    writeFileSync(join(own, stem), "");
    const unfinished = join(own, `${stem}.dot`);
    const result = await runTlc(
      toolchain,
      {
        folder: files.folder,
        module: row.module,
        configuration,
        libraries: files.libraries,
        workers: 1,
        heapMegabytes,
        dump: unfinished,
        fingerprint: 0,
        isShort: row.tier === "small",
      },
      options,
    );
    if (result.outcome.kind !== "passes") {
      const why = "message" in result.outcome ? `: ${result.outcome.message}` : "";
      throw new SetupError(`TLC did not write the graph of ${row.name} (${verdictOf(result.outcome)})${why}`);
    }
    if (!existsSync(unfinished)) throw new SetupError(`TLC did not write the graph of ${row.name}: there is no file`);
    return keep(unfinished, join(folder, stem), result.outcome.counts, result.seconds);
  }, folder);
}

/** The dump of a model, if it was written before. */
export function knownDumpOf(
  row: ModelRow,
  specFolder: string,
  buildFolder: string,
  toolchain: Toolchain,
): Dump | undefined {
  return knownDump(graphsFolder(buildFolder), stemOf(row, specFolder, toolchain));
}

/** The graph does not depend on what is checked, so nothing is: TLC is faster, and a violation does not stop it. */
function configurationOf(row: ModelRow, specFolder: string): Configuration {
  return plainConfiguration(constantsOf(row, specFolder), row.behaviour);
}

/** The beginning of the names of its files. */
function stemOf(row: ModelRow, specFolder: string, toolchain: Toolchain): string {
  const { libraries } = modelFiles(row, specFolder);
  const text = configurationText(configurationOf(row, specFolder));
  return `${row.name}-${inputDigest(toolchain, row.module, libraries, [text])}`;
}

/** Whether a process that is still there has a folder with the empty file of that name, which says what it makes. */
function isBeingMade(folder: string, stem: string): boolean {
  removeLeftovers(folder, () => {});
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return names.some((name) => existsSync(join(folder, name, stem)));
}

/** Two commands may begin the same dump at the same instant; the same input gives the same bytes, so the later one stays. */
function keep(unfinished: string, stem: string, counts: Counts, seconds: number): Dump {
  const file = `${stem}.dot`;
  renameSync(unfinished, file);
  const bytes = statSync(file).size;
  try {
    writeWhole(`${stem}.json`, { counts, seconds, bytes });
  } catch (error) {
    // Without its notes a dump is never found again: on a full disk it would only be in the way.
    rmSync(file, { force: true });
    throw error;
  }
  return { file, counts, seconds };
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

/** Graphs of a model as it was before a change are of no use any more. */
function removeOlder(folder: string, model: string, stem: string): void {
  const known = new RegExp(`^${model}-[0-9a-f]+\\.(?:dot|json)$`);
  for (const name of readdirSync(folder)) {
    if (known.test(name) && !name.startsWith(`${stem}.`)) rmSync(join(folder, name), { force: true });
  }
}
