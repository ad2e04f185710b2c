import { copyFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { ActionCoverage } from "./action-coverage.ts";
import { type Configuration, configurationText } from "./configuration.ts";
import type { Counterexample } from "./counterexample.ts";
import { withLanguage } from "./language.ts";
import { unlistable } from "./listed-path.ts";
import { createMessageReader } from "./messages.ts";
import { notedIn, notingActionConstraint, notingInvariant, notingModuleText } from "./noting.ts";
import { type Asked, type Ended, judgeRun, type Outcome, outOfDisk } from "./outcome.ts";
import { type OwnProcess, startOwnProcess, withOwnFolder } from "./own-processes.ts";
import { mainModule, type TlcRequest, tlcArguments } from "./request.ts";
import { isFull, isWantOfRoom } from "./room.ts";
import type { Toolchain } from "./toolchain.ts";
import type { Progress } from "./totals.ts";
import { createTranscript, type TranscriptWriter } from "./transcript.ts";

export type TlcResult = {
  readonly outcome: Outcome;
  /** The behaviour that TLC printed: the counterexample, or the way to an evaluation error. */
  readonly trace: Counterexample | undefined;
  /** One entry for each action of each module; empty unless coverage was asked for. */
  readonly coverage: readonly ActionCoverage[];
  /** What TLC counted before it stopped. For a run that passes, `outcome.counts` says the same, complete. */
  readonly counted: {
    readonly distinct: number | undefined;
    readonly generated: number | undefined;
    readonly depth: number | undefined;
  };
  /** For each predicate that was to be noted and was violated: the number of states of the shortest way there. */
  readonly noted: ReadonlyMap<string, number>;
  readonly seconds: number;
  /** TLC's own words, "2.18 of 20 March 2023"; empty if it did not come that far. */
  readonly version: string;
};

export type RunOptions = {
  /** Called when TLC reports progress: after some seconds, and then once a minute. */
  readonly onProgress?: (progress: Progress, generatedPerSecond: number) => void;
  /**
   * Called at TLC's own last message, when there is nothing more to compute. Java ends a third of a second later: it
   * waits that long for a thread of TLC's that listens at a socket.
   */
  readonly onFinished?: () => void;
  /** Aborting it kills this run. */
  readonly signal?: AbortSignal;
  readonly variables?: Readonly<Record<string, string | undefined>>;
};

/** Standard error that is kept: enough for a stack trace. */
const standardErrorKept = 64_000;

/** Runs TLC once, in a folder of its own that is removed afterwards. Whatever happens to TLC is a result, not a throw. */
export async function runTlc(toolchain: Toolchain, request: TlcRequest, options: RunOptions = {}): Promise<TlcResult> {
  const configuration = configurationFor(request);
  const asked: Asked = { simulates: request.simulation !== undefined, names: configuration };
  return withOwnFolder(async (folder) => {
    const unusable = request.libraries.map(unlistable).find(Boolean);
    const failure = unusable === undefined ? writeModel(request, configuration, folder) : cannotStart(unusable);
    if (failure !== undefined) return failedResult(failure);
    const started = performance.now();
    const writer = createTranscript();
    const process_ = startOwnProcess(toolchain.java.path, tlcArguments(toolchain, request, folder), {
      variables: withLanguage(options.variables ?? process.env),
      folder,
    });
    const ended = await listenTo(process_, writer, options);
    const transcript = writer.read();
    const outcome = withRoom(judgeRun(transcript, ended, asked), folder, request);
    const reachesAll = outcome.kind === "violates" && outcome.property === notingInvariant;
    return {
      outcome: reachesAll ? { kind: "reaches" } : outcome,
      trace: reachesAll ? undefined : transcript.trace,
      noted: request.noting === undefined ? new Map() : notedIn(transcript.lines, request.noting),
      coverage: transcript.coverage,
      counted: {
        distinct: transcript.totals?.distinct,
        generated: transcript.totals?.generated,
        depth: transcript.depth,
      },
      seconds: (performance.now() - started) / 1000,
      version: transcript.version ?? "",
    };
  });
}

/**
 * A run that wanted room is told as that, whatever it seems to have come to. What is written besides has not been read
 * yet, and TLC says that all is well whether or not it is whole.
 */
function withRoom(outcome: Outcome, own: string, { dump, simulation }: TlcRequest): Outcome {
  if (outcome.kind === "error" && outcome.cause === "out of disk") return outcome;
  const written = [dump, simulation?.filePrefix].flatMap((path) => (path === undefined ? [] : [dirname(path)]));
  const full = [...(outcome.kind === "error" ? [own] : []), ...written].find(isFull);
  return full === undefined ? outcome : outOfDisk(full, outcome);
}

function listenTo(child: OwnProcess, writer: TranscriptWriter, options: RunOptions): Promise<Ended> {
  const reader = createMessageReader();
  let standardError = "";
  let reported: Progress | undefined;
  const started = performance.now();
  child.stdout.setEncoding("utf8").on("data", (piece: string) => {
    for (const item of reader.push(piece)) writer.take(item);
    const { progress, saidFinished } = writer.read();
    if (saidFinished) options.onFinished?.();
    if (progress !== undefined && progress !== reported) {
      const seconds = (performance.now() - started) / 1000;
      options.onProgress?.(progress, Math.round(progress.generated / seconds));
    }
    reported = progress;
  });
  child.stderr.setEncoding("utf8").on("data", (piece: string) => {
    if (standardError.length < standardErrorKept) standardError += piece;
  });
  const kill = () => child.kill("SIGKILL");
  options.signal?.addEventListener("abort", kill, { once: true });
  if (options.signal?.aborted === true) kill();
  return new Promise((resolve) => {
    const end = (exitCode: number | null, signal: string | null, failure?: string) => {
      options.signal?.removeEventListener("abort", kill);
      const unfinishedMessage = reader.unfinished();
      resolve({
        exitCode: exitCode ?? undefined,
        signal: signal ?? undefined,
        failure,
        standardError,
        unfinishedMessage,
      });
    };
    child.once("error", (error) => end(null, null, error.message));
    child.once("close", (exitCode, signal) => end(exitCode, signal));
  });
}

function configurationFor({ configuration, noting }: TlcRequest): Configuration {
  if (noting === undefined) return configuration;
  const invariants = [...configuration.invariants, notingInvariant];
  const hasActions = noting.actions !== undefined && noting.actions.length > 0;
  return { ...configuration, invariants, ...(hasActions ? { actionConstraint: notingActionConstraint } : {}) };
}

/** Puts the module and its configuration into the folder of the run, or says why that is impossible. */
function writeModel(request: TlcRequest, configuration: Configuration, own: string): Outcome | undefined {
  const { folder, module, noting } = request;
  const main = mainModule(request);
  try {
    copyFileSync(join(folder, `${module}.tla`), join(own, `${module}.tla`));
    if (noting !== undefined) writeFileSync(join(own, `${main}.tla`), notingModuleText(module, noting));
    writeFileSync(join(own, `${main}.cfg`), configurationText(configuration));
    return undefined;
  } catch (error) {
    const failure = cannotStart(error instanceof Error ? error.message : String(error));
    return isWantOfRoom(error) ? outOfDisk(own, failure) : failure;
  }
}

function cannotStart(message: string): Outcome {
  return { kind: "error", cause: "cannot start", message };
}

function failedResult(outcome: Outcome): TlcResult {
  return {
    outcome,
    trace: undefined,
    coverage: [],
    noted: new Map(),
    counted: { distinct: undefined, generated: undefined, depth: undefined },
    seconds: 0,
    version: "",
  };
}
