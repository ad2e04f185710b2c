/** What one run of TLC is asked for, and how that is said on a command line. */
import { delimiter, join, relative } from "node:path";
import type { Configuration } from "./configuration.ts";
import { languageArguments } from "./language.ts";
import { type Noting, notingModuleName } from "./noting.ts";
import type { Toolchain } from "./toolchain.ts";

export type Simulation = {
  /** Absolute: TLC appends `_0_0` and so on for each behaviour. */
  readonly filePrefix: string;
  readonly behaviours: number;
  readonly depth: number;
  readonly seed: number;
};

export type TlcRequest = {
  /** The absolute folder of the module. */
  readonly folder: string;
  /** The module's name, without `.tla`. */
  readonly module: string;
  readonly configuration: Configuration;
  /** State predicates that are looked at beside what is checked. It takes one worker. */
  readonly noting?: Noting;
  /** Absolute folders in which TLC looks for the modules that this one extends. */
  readonly libraries: readonly string[];
  /** One makes the run repeatable, its depth exact and its counterexamples shortest. */
  readonly workers: number;
  readonly heapMegabytes: number;
  /** Counts how often each action is taken. */
  readonly coverage?: boolean;
  /** An absolute path that ends in `.dot`, or a named pipe: the whole graph is written there. */
  readonly dump?: string;
  readonly simulation?: Simulation;
  /** Which of TLC's 131 fingerprint functions; with one worker the dump is the same, byte for byte, for the same one. */
  readonly fingerprint?: number;
  /** A run of less than some ten seconds of processor time. */
  readonly isShort?: boolean;
};

/** The module that TLC is given: the model's, or one that extends it and notes. */
export function mainModule({ module, noting }: TlcRequest): string {
  return noting === undefined ? module : notingModuleName(module);
}

/**
 * The arguments of `java`. Everything that this run writes goes into `ownFolder`, where the module is too, and its
 * configuration: TLC looks for it beside the module.
 */
export function tlcArguments(toolchain: Toolchain, request: TlcRequest, ownFolder: string): readonly string[] {
  return [
    ...jvmArguments(toolchain, request),
    // TLC unpacks its standard modules into the temporary folder, where two runs would trip over one another.
    `-Djava.io.tmpdir=${ownFolder}`,
    ...(request.libraries.length === 0 ? [] : [`-DTLA-Library=${request.libraries.join(delimiter)}`]),
    "-cp",
    toolchain.jar.path,
    "tlc2.TLC",
    "-tool",
    // TLC names its default folder by the second, so two runs would collide.
    ...["-metadir", join(ownFolder, "states")],
    ...["-workers", String(request.workers)],
    ...["-config", join(ownFolder, `${mainModule(request)}.cfg`)],
    // Liveness is checked once, on the complete graph: checking it on the way too took five times as long.
    ...["-lncheck", "final"],
    // This flag switches the check off.
    ...(request.configuration.deadlock ? [] : ["-deadlock"]),
    // TLC's number is an interval in minutes: a long one, as the report at the end is all that is wanted.
    ...(request.coverage === true ? ["-coverage", "60"] : []),
    ...(request.dump === undefined ? [] : ["-dump", "dot,actionlabels", request.dump]),
    ...(request.simulation === undefined
      ? breadthFirstArguments(request)
      : simulationArguments(request.simulation, ownFolder)),
    join(ownFolder, mainModule(request)),
  ];
}

/**
 * Measured on 2 cores. The tiny model: 0.85 s of processor time plain, 0.6 s with the class archive. With the archive,
 * a model of 1.6 s took 2.8 s with the parallel collector, whose threads only help TLC's own threads; above five
 * seconds there is no difference at one worker.
 *
 * Java's second compiler takes from others what it gives to one, and runs fill the cores side by side: without it
 * the check of a small model, or its dump, takes half of the processor time, up to some ten seconds of it. Longer runs
 * are twice as fast with it.
 */
function jvmArguments(toolchain: Toolchain, request: TlcRequest): readonly string[] {
  return [
    request.workers === 1 ? "-XX:+UseSerialGC" : "-XX:+UseParallelGC",
    `-Xmx${request.heapMegabytes}m`,
    ...languageArguments,
    // The virtual machine's own warnings would land between TLC's messages.
    "-Xlog:disable",
    ...archiveArguments(toolchain),
    ...(request.isShort === true ? ["-XX:TieredStopAtLevel=1"] : []),
  ];
}

export function archiveArguments({ classArchive }: Toolchain): readonly string[] {
  return classArchive === undefined ? [] : [`-XX:SharedArchiveFile=${classArchive}`];
}

function breadthFirstArguments(request: TlcRequest): readonly string[] {
  return ["-fp", String(request.fingerprint ?? 0)];
}

/** A comma ends the prefix: the folder of temporary files may have one, and the way from one in it to another has none. */
function simulationArguments(simulation: Simulation, ownFolder: string): readonly string[] {
  const { filePrefix, behaviours, depth, seed } = simulation;
  return [
    "-simulate",
    `file=${relative(ownFolder, filePrefix)},num=${behaviours}`,
    "-depth",
    String(depth),
    "-seed",
    String(seed),
  ];
}
