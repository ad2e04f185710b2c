/**
 * `make conformance`: graphs, replays, runs and twins, side by side as cores allow.
 *
 * @module
 */
import { availableParallelism } from "node:os";
import { relative, resolve } from "node:path";
import { createLiveProgress, type LiveProgress } from "../check/live-progress.ts";
import type { ModelRow } from "../check/manifest.ts";
import { readManifest } from "../check/model-files.ts";
import { type Output, type Paint, paintFor } from "../check/paint.ts";
import { type Job, runSideBySide } from "../check/side-by-side.ts";
import { formatCount, formatSeconds } from "../check/table.ts";
import { readDefinitions } from "../definitions/whereabouts.ts";
import type { Protocol } from "../engine/protocol.ts";
import type { SpecGraph } from "../engine/spec-graph.ts";
import { checkGraph, compareWithGraph, type GraphResult } from "../graph/check-graph.ts";
import { type Dump, dumpOf, graphIn, graphsFolder } from "../graph/dump.ts";
import { projectFolder } from "../project-folder.ts";
import { checkReplay, type ReplayResult } from "../replay/check-replay.ts";
import { simulatedProtocols } from "../simulation/protocols.ts";
import { runsOf } from "../simulation/simulated-runs.ts";
import { processEnvironment } from "../tlc/environment.ts";
import { removeLeftovers } from "../tlc/own-processes.ts";
import { findToolchain } from "../tlc/toolchain.ts";
import { checkRuns, type RunsResult } from "../traces/check-runs.ts";
import { type Choice, type Chosen, choose } from "./chosen.ts";
import { type FailureTelling, failureLines, nextAfterSuite } from "./suite-failures.ts";
import { suiteReportPath, writeSuiteReport } from "./suite-report.ts";
import { isFine, type SuiteResult, type TwinResult } from "./suite-result.ts";
import { suiteTables } from "./suite-tables.ts";

export interface SuiteRequest {
  readonly protocols: readonly Protocol[];
  readonly choice: Choice;
  readonly specFolder: string;
  readonly buildFolder: string;
  readonly output: Output;
  readonly variables: Readonly<Record<string, string | undefined>>;
}

const simulatedNames = simulatedProtocols.map(({ name }) => name);

/** Returns the exit code: 0 if step functions and specifications are equal, otherwise 1. */
export async function runSuite(request: SuiteRequest): Promise<number> {
  const { output, choice } = request;
  const specFolder = resolve(request.specFolder);
  const chosen = choose(request.protocols, readManifest(specFolder), choice);
  const started = performance.now();
  const { graphs, replays, runs, twins } = chosen;
  const live = createLiveProgress(output, [graphs, replays, runs, twins].flat().length);
  const paint = paintFor(output, request.variables);
  const result = await new Suite(specFolder, request, live, paint).run(chosen).finally(live.close);
  writeSuiteReport(request.buildFolder, choice, result);
  const fine = isFine(result);
  const lines = [
    ...suiteTables(result, paint),
    "",
    ...(fine ? [] : failureLines(result, tellingFor(request, paint))),
    `${formatSeconds((performance.now() - started) / 1000)}: ${paint(fine ? "equal" : "NOT equal", fine ? "good" : "bad")}`,
    paint(nextAfterSuite(result, simulatedNames), "quiet"),
  ];
  output.write(`${lines.join("\n")}\n`);
  return fine ? 0 : 1;
}

function tellingFor({ protocols, specFolder, buildFolder }: SuiteRequest, paint: Paint): FailureTelling {
  return {
    paint,
    definitions: readDefinitions(specFolder, projectFolder),
    specificationOf: (name) => protocols.find((protocol) => protocol.name === name)?.mapping.specification ?? "",
    report: relative(process.cwd(), suiteReportPath(buildFolder)),
  };
}

/** The suite while it runs. Twins are compared with dumps that the graphs may have had made already. */
class Suite {
  readonly #specFolder: string;
  readonly #request: SuiteRequest;
  readonly #live: LiveProgress;
  readonly #paint: Paint;
  /** By model: the graphs that twins are compared with, each read once for all of them. */
  readonly #graphs = new Map<string, SpecGraph>();

  constructor(specFolder: string, request: SuiteRequest, live: LiveProgress, paint: Paint) {
    this.#specFolder = specFolder;
    this.#request = request;
    this.#live = live;
    this.#paint = paint;
  }

  async run(chosen: Chosen): Promise<SuiteResult> {
    const say = (line: string): void => void process.stderr.write(`${line}\n`);
    const toolchain = await findToolchain(processEnvironment(say));
    removeLeftovers(graphsFolder(this.#request.buildFolder), say);
    const dumps = new Map<string, Promise<Dump>>();
    const dumpFor = (row: ModelRow, giveUp?: () => void): Promise<Dump> => {
      const known = dumps.get(row.name);
      if (known !== undefined) return known;
      const dump = dumpOf(row, this.#specFolder, resolve(this.#request.buildFolder), toolchain, {
        onProgress: ({ distinct }) => this.#live.update(row.name, `TLC: ${formatCount(distinct)} states`),
        ...(giveUp === undefined ? {} : { onFinished: giveUp }),
      });
      dumps.set(row.name, dump);
      return dump;
    };

    const graphJobs = chosen.graphs.map(({ protocol, row }) =>
      this.#job(row.name, async (giveUp): Promise<GraphResult> => {
        // Comparing takes turns in this process, so that TLC can write the next graph meanwhile.
        const dump = await dumpFor(row, giveUp);
        const onProgress = (states: number): void =>
          this.#live.update(row.name, `${formatCount(states)} of ${formatCount(dump.counts.distinct)} states compared`);
        return checkGraph(protocol, row, this.#specFolder, dump, onProgress);
      }),
    );
    const replayJobs = chosen.replays.map(({ protocol, model }) =>
      this.#job(model.name, () =>
        checkReplay(protocol, model, this.#specFolder, toolchain, (done) =>
          this.#live.update(model.name, `${formatCount(done)} of ${formatCount(model.behaviours)} behaviours`),
        ),
      ),
    );
    const runJobs = chosen.runs.map(({ protocol, model }) =>
      this.#job(model.name, () => checkRuns(protocol, model, this.#specFolder, toolchain)),
    );
    const twinJobs = chosen.twins.map(({ protocol, row, twin }) =>
      this.#job(twin.name, async (): Promise<TwinResult> => {
        const dump = await dumpFor(row);
        const graph = this.#graphs.get(row.name) ?? graphIn(dump);
        this.#graphs.set(row.name, graph);
        const { mismatch } = compareWithGraph(protocol, row, this.#specFolder, dump, graph, () => {}, twin);
        return { protocol: protocol.name, name: twin.name, against: twin.against, mismatch };
      }),
    );

    const places = availableParallelism();
    const graphs = await runSideBySide(graphJobs, places);
    const [replays, runs] = await bothSideBySide(replayJobs, runJobs, places);
    const twins = await runSideBySide(twinJobs, 1);
    return { graphs, replays, runs, twins, unseenEnds: unseenEnds(chosen, replays, runs) };
  }

  #job<T>(name: string, work: (giveUp: () => void) => Promise<T>): Job<T> {
    return {
      places: 1,
      run: async (giveUp) => {
        this.#live.start(name);
        const started = performance.now();
        const result = await work(giveUp);
        const seconds = formatSeconds((performance.now() - started) / 1000);
        this.#live.finish(name, `${this.#paint("done", "quiet")} ${name}, ${seconds}`);
        return result;
      },
    };
  }
}

async function bothSideBySide<A, B>(
  some: readonly Job<A>[],
  others: readonly Job<B>[],
  places: number,
): Promise<[readonly A[], readonly B[]]> {
  const first: A[] = [];
  const second: B[] = [];
  const keeping = <T>(job: Job<T>, kept: T[], at: number): Job<void> => ({
    places: job.places,
    run: async (giveUp) => {
      kept[at] = await job.run(giveUp);
    },
  });
  await runSideBySide(
    [...some.map((job, at) => keeping(job, first, at)), ...others.map((job, at) => keeping(job, second, at))],
    places,
  );
  return [first, second];
}

/** What a protocol wants to see among its replays and among its runs, where all of them were chosen. */
function unseenEnds(chosen: Chosen, replays: readonly ReplayResult[], runs: readonly RunsResult[]): readonly string[] {
  const protocols = new Set([...chosen.replays, ...chosen.runs].map(({ protocol }) => protocol));
  return [...protocols].flatMap((protocol) => {
    const missingIn = (what: string, all: number, results: readonly (ReplayResult | RunsResult)[]): string[] => {
      const own = results.filter((result) => result.protocol === protocol.name);
      if (own.length < all) return [];
      return protocol.ends
        .filter((end) => !own.some(({ ends }) => (ends[end] ?? 0) > 0))
        .map((end) => `${protocol.name}: none of the ${what} ended ${end}`);
    };
    return [
      ...missingIn("replayed behaviours", protocol.replays.length, replays),
      ...missingIn("runs", runsOf(protocol).length, runs),
    ];
  });
}
