/**
 * `make simulate`: runs of the protocols in virtual time, under load and faults, each decided by its seed.
 *
 * @module
 */
import { join } from "node:path";
import { createLiveProgress, type LiveProgress } from "../check/live-progress.ts";
import { type Output, paintFor } from "../check/paint.ts";
import { formatCount, formatSeconds } from "../check/table.ts";
import { writeWhole } from "../check/write-whole.ts";
import { protocolsNamed } from "../suite/chosen.ts";
import type { Toolchain } from "../tlc/toolchain.ts";
import { detect } from "./detect.ts";
import { keepRun } from "./keep-run.ts";
import { lookInto } from "./look-into.ts";
import { runSeeds, type Seeds, type Sum } from "./run-seeds.ts";
import type { SimulatedProtocol } from "./simulated.ts";
import { detectionTable, faultsTable, simulatedTable } from "./tables.ts";
import type { Verdict } from "./verdict.ts";

/** What was simulated of a protocol, and what the specification says if something was violated. */
interface Simulated {
  readonly protocol: SimulatedProtocol;
  readonly sum: Sum;
  readonly verdict?: Verdict;
}

export interface SimulationsRequest {
  readonly protocols: readonly SimulatedProtocol[];
  readonly protocol: string | undefined;
  readonly seeds: Seeds;
  /** Whether to see how many runs find each twin, too. */
  readonly twins: boolean;
  readonly buildFolder: string;
  readonly projectFolder: string;
  /** Asked for if a property is violated. */
  readonly toolchain: () => Promise<Toolchain>;
  readonly output: Output;
  readonly variables: Readonly<Record<string, string | undefined>>;
}

/** Returns the exit code: 0 if nothing was violated, and everything that should be found was. */
export async function runSimulations(request: SimulationsRequest): Promise<number> {
  const { protocols, protocol, seeds, twins, buildFolder, output, variables } = request;
  const chosen = protocolsNamed(protocols, protocol);
  const paint = paintFor(output, variables);
  const live = createLiveProgress(output, chosen.length, "protocols");
  const run = chosen.map((one) => simulateOne(one, seeds, live));
  live.close();
  const write = (lines: readonly string[]): void => void output.write(`\n${lines.join("\n")}\n`);
  const simulated: Simulated[] = [];
  for (const one of run) {
    const told = one.sum.failure && (await lookInto(one.protocol, one.sum.failure, request, paint));
    if (told !== undefined) write(told.lines);
    simulated.push({ ...one, ...(told === undefined ? {} : { verdict: told.verdict }) });
  }
  const rows = simulated.map(({ protocol: { name }, sum }) => ({ name, sum, ok: sum.failure === undefined }));
  write(simulatedTable(rows, paint));
  write(faultsTable(rows, paint));
  const found = twins ? chosen.flatMap((one) => detect(one, seeds, output)) : [];
  if (found.length > 0) write(detectionTable("mistakes", found, paint));
  // One that fails is kept already, made small.
  const standing = simulated.filter(({ sum }) => sum.failure === undefined);
  if (seeds.count === 1) for (const { protocol: one } of standing) write(keptLines(one, request));
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

function reported({ protocol: { name: protocol }, sum, verdict }: Simulated): object {
  const { runs, steps, faults, told, messages, failure, seconds } = sum;
  return {
    protocol,
    seeds: runs,
    steps,
    faults,
    violations:
      failure === undefined
        ? []
        : [{ seed: failure.plan.seed, ...failure.violation, verdict: withoutChanges(verdict) }],
    decided: told,
    messagesPerDecision: messages / Math.max(1, told),
    seconds,
    ok: failure === undefined,
  };
}

/** They are long, and stand in the folder of the run. */
function withoutChanges(verdict: Verdict | undefined): object | undefined {
  if (verdict?.kind !== "refuses") return verdict;
  const { changes: _, ...short } = verdict;
  return short;
}
