/**
 * `make simulate`: runs of the protocols in virtual time, under load and faults, each decided by its seed.
 *
 * @module
 */
import { join } from "node:path";
import { shrink } from "../../src/shell/simulator/shrink.ts";
import type { SimulationResult } from "../../src/shell/simulator/simulate.ts";
import { createLiveProgress, type LiveProgress } from "../check/live-progress.ts";
import { type Output, type Paint, paintFor } from "../check/paint.ts";
import { formatCount, formatSeconds } from "../check/table.ts";
import { writeWhole } from "../check/write-whole.ts";
import { protocolsNamed } from "../suite/chosen.ts";
import { detect } from "./detect.ts";
import { keepRun } from "./keep-run.ts";
import { runSeeds, type Seeds, type Sum } from "./run-seeds.ts";
import type { SimulatedProtocol } from "./simulated.ts";
import { detectionTable, faultsTable, simulatedTable } from "./tables.ts";

/** What was simulated of a protocol. */
interface Simulated {
  readonly protocol: SimulatedProtocol;
  readonly sum: Sum;
}

export interface SimulationsRequest {
  readonly protocols: readonly SimulatedProtocol[];
  readonly protocol: string | undefined;
  readonly seeds: Seeds;
  /** Whether to see how many runs find each twin, too. */
  readonly twins: boolean;
  readonly buildFolder: string;
  readonly projectFolder: string;
  readonly output: Output;
  readonly variables: Readonly<Record<string, string | undefined>>;
}

/** How many of the last lines of a run are shown. */
const shownLines = 30;

/** Returns the exit code: 0 if nothing was violated, and everything that should be found was. */
export function runSimulations(request: SimulationsRequest): number {
  const { protocols, protocol, seeds, twins, buildFolder, output, variables } = request;
  const chosen = protocolsNamed(protocols, protocol);
  const paint = paintFor(output, variables);
  const live = createLiveProgress(output, chosen.length, "protocols");
  const simulated = chosen.map((one) => simulateOne(one, seeds, live));
  live.close();
  for (const { protocol: one, sum } of simulated) {
    if (sum.failure !== undefined) output.write(`${failureLines(one, sum.failure, request, paint).join("\n")}\n`);
  }
  const write = (lines: readonly string[]): void => void output.write(`\n${lines.join("\n")}\n`);
  const rows = simulated.map(({ protocol: { name }, sum }) => ({ name, sum, ok: sum.failure === undefined }));
  write(simulatedTable(rows, paint));
  write(faultsTable(rows, paint));
  const found = twins ? chosen.flatMap((one) => detect(one, seeds, output)) : [];
  if (found.length > 0) write(detectionTable("mistakes", found, paint));
  if (seeds.count === 1) for (const one of chosen) write(keptLines(one, request));
  const ok = simulated.every(({ sum }) => sum.failure === undefined) && found.every((detection) => detection.ok);
  writeWhole(join(buildFolder, "simulation.json"), { ok, runs: simulated.map(reported), twins: found });
  return ok ? 0 : 1;
}

function simulateOne(protocol: SimulatedProtocol, seeds: Seeds, live: LiveProgress): Simulated {
  const { name } = protocol;
  live.start(name);
  const sum = runSeeds(
    (seed) => protocol.scenarioOf(seed),
    seeds,
    (runs, steps) => {
      live.update(name, `${formatCount(runs)} of ${formatCount(seeds.count)} runs, ${formatCount(steps)} steps`);
      live.refresh();
    },
  );
  live.finish(name, `${name}: ${formatCount(sum.runs)} runs, ${formatSeconds(sum.seconds)}`);
  return { protocol, sum };
}

/** The run made small, the last of what was said in it, and where all of it is. */
function failureLines(
  { name, scenarioOf }: SimulatedProtocol,
  failure: SimulationResult,
  request: SimulationsRequest,
  paint: Paint,
): string[] {
  const { seed } = failure.plan;
  const scenario = scenarioOf(seed);
  const { result, runs } = shrink(scenario, failure);
  const { folder, dialogue } = keepRun(name, scenario, result.plan, request.buildFolder, request.projectFolder);
  const { violation, plan } = result;
  return [
    "",
    paint(`${name}, seed ${seed}: ${violation?.property} is violated at ${Math.round(violation?.at ?? 0)} ms`, "bad"),
    `  ${violation?.because}`,
    `  made smaller in ${runs} runs: ${plan.faults.length} of ${failure.plan.faults.length} faults are left`,
    ...dialogue.slice(-shownLines).map((line) => `  ${line}`),
    `  the whole dialogue, the plan, a diagram and a test that runs it again: ${folder}`,
  ];
}

function keptLines(
  { name, scenarioOf }: SimulatedProtocol,
  { seeds, buildFolder, projectFolder }: SimulationsRequest,
): readonly string[] {
  const scenario = scenarioOf(seeds.first);
  const { result, dialogue, folder } = keepRun(name, scenario, seeds.first, buildFolder, projectFolder);
  return [
    `${name}, seed ${seeds.first}: ${formatCount(dialogue.length)} lines of dialogue, ${Math.round(result.milliseconds)} ms`,
    `  ${folder}`,
  ];
}

function reported({ protocol: { name: protocol }, sum }: Simulated): object {
  const { runs, steps, faults, told, messages, failure, seconds } = sum;
  return {
    protocol,
    seeds: runs,
    steps,
    faults,
    violations: failure === undefined ? [] : [{ seed: failure.plan.seed, ...failure.violation }],
    decided: told,
    messagesPerDecision: messages / Math.max(1, told),
    seconds,
    ok: failure === undefined,
  };
}
