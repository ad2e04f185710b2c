/** Runs the models of a check side by side. */
import { availableParallelism, totalmem } from "node:os";
import type { TlcRequest } from "../tlc/request.ts";
import { runTlc, type TlcResult } from "../tlc/run.ts";
import type { Toolchain } from "../tlc/toolchain.ts";
import type { ModelRow, Tier } from "./manifest.ts";
import { configurationOf } from "./model-configuration.ts";
import { modelFiles } from "./model-files.ts";
import { runSideBySide } from "./side-by-side.ts";

/** What the machine has for all models together. */
export type Machine = { readonly cores: number; readonly memoryMegabytes: number };

export type ModelsRequest = {
  readonly rows: readonly ModelRow[];
  /** Those in which TLC is to count how often each action fires. */
  readonly counting: ReadonlySet<ModelRow>;
  readonly specFolder: string;
  readonly toolchain: Toolchain;
  /** How long each model took in an earlier check; those that took longest begin first. */
  readonly earlierSeconds: ReadonlyMap<string, number>;
  readonly machine: Machine;
};

export type ModelListener = {
  readonly started: (row: ModelRow) => void;
  readonly progressed: (row: ModelRow, distinct: number, generatedPerSecond: number) => void;
  readonly ended: (row: ModelRow, result: TlcResult) => void;
};

const heapMegabytes: Readonly<Record<Exclude<Tier, "large">, number>> = { small: 1024, medium: 4096 };

/** The share of the memory that Java's heaps may take: TLC needs some outside of them, and so do others. */
const heapShare = 0.7;

export function thisMachine(): Machine {
  // Inside a container the limit is the container's.
  const limit = process.constrainedMemory();
  const bytes = limit !== undefined && limit > 0 ? Math.min(limit, totalmem()) : totalmem();
  return { cores: availableParallelism(), memoryMegabytes: Math.floor(bytes / 1_048_576) };
}

/** The results, in the order of `rows`. */
export async function runModels(request: ModelsRequest, listener: ModelListener): Promise<readonly TlcResult[]> {
  const { rows, earlierSeconds, machine } = request;
  const seconds = (row: ModelRow) => earlierSeconds.get(row.name) ?? guessedSeconds(row);
  const longestFirst = [...rows].sort((left, right) =>
    seconds(right) > seconds(left) ? 1 : seconds(right) < seconds(left) ? -1 : 0,
  );
  const jobs = longestFirst.map((row) => ({
    places: placesFor(row.tier, machine),
    run: async (giveUp: () => void) => {
      listener.started(row);
      const result = await runTlc(request.toolchain, requestFor(row, request), {
        onProgress: ({ distinct }, generatedPerSecond) => listener.progressed(row, distinct, generatedPerSecond),
        onFinished: giveUp,
      });
      listener.ended(row, result);
      return [row.name, result] as const;
    },
  }));
  const results = new Map(await runSideBySide(jobs, machine.cores));
  return rows.flatMap((row) => results.get(row.name) ?? []);
}

/** TLC generates some ten thousand states a second. How long a model takes that must fail is not in the manifest. */
function guessedSeconds({ expected }: ModelRow): number {
  const generated = expected.kind === "passes" ? expected.counts?.generated : undefined;
  return generated === undefined ? Number.POSITIVE_INFINITY : generated / 10_000;
}

function requestFor(row: ModelRow, { counting, specFolder, machine }: ModelsRequest): TlcRequest {
  const files = modelFiles(row, specFolder);
  return {
    folder: files.folder,
    module: row.module,
    configuration: configurationOf(row, specFolder),
    libraries: files.libraries,
    // With one worker everything repeats exactly, and models fill the cores side by side; a large one that must pass runs alone.
    workers: row.tier === "large" && row.expected.kind === "passes" ? machine.cores : 1,
    ...(row.reaches.size === 0
      ? {}
      : { noting: { names: [...row.reaches.keys()], stops: row.expected.kind === "reaches" } }),
    heapMegabytes: heapFor(row.tier, machine),
    coverage: counting.has(row),
    isShort: row.tier === "small",
  };
}

function heapFor(tier: Tier, machine: Machine): number {
  const all = Math.floor(machine.memoryMegabytes * heapShare);
  return tier === "large" ? all : Math.min(heapMegabytes[tier], all);
}

/** One core, or as many as keep the heaps of models that run at the same time within the memory. */
function placesFor(tier: Tier, machine: Machine): number {
  if (tier === "large") return machine.cores;
  const perCore = (machine.memoryMegabytes * heapShare) / machine.cores;
  return Math.max(1, Math.ceil(heapFor(tier, machine) / perCore));
}
