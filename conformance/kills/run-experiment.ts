/**
 * Runs an experiment, and keeps what it found in the build folder: the command can be stopped and goes on where it was.
 *
 * @module
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { modelFiles } from "../check/model-files.ts";
import { writeWhole } from "../check/write-whole.ts";
import { type Outcome, verdictOf } from "../tlc/outcome.ts";
import { runTlc, type TlcResult } from "../tlc/run.ts";
import type { Toolchain } from "../tlc/toolchain.ts";
import { type Experiment, experimentOf } from "./experiments.ts";

export interface Finding {
  /** The properties that the model violates. */
  readonly killed: readonly string[];
  /** Those that TLC cannot evaluate in the model, and its reason. */
  readonly unevaluable: readonly { readonly property: string; readonly why: string }[];
  /** Whether TLC stopped before it had seen every state. */
  readonly capped: boolean;
  readonly seconds: number;
}

export interface Laboratory {
  readonly specFolder: string;
  readonly buildFolder: string;
  readonly toolchain: Toolchain;
}

const heapMegabytes = 1024;
/** Only where something is wrong, such as a predicate that takes TLC for ever: states are capped before. */
const minutesAllowed = 15;

export async function findingOf(experiment: Experiment, laboratory: Laboratory): Promise<Finding> {
  const path = join(laboratory.buildFolder, "kills", `${experiment.row.name}-${experiment.digest}.json`);
  const known = knownFinding(path);
  if (known !== undefined) return known;
  const finding = await find(experiment, laboratory);
  writeWhole(path, finding);
  return finding;
}

async function find(experiment: Experiment, laboratory: Laboratory): Promise<Finding> {
  const { row, properties } = experiment;
  const result = await run(experiment, laboratory);
  const { outcome, seconds } = result;
  const killed = [...result.noted.keys(), ...(outcome.kind === "violates" ? [outcome.property] : [])];
  const capped = outcome.kind === "reaches" && killed.length < properties.length;
  if (outcome.kind !== "error") return { killed, unevaluable: [], capped, seconds };
  const left = properties.filter(({ name }) => !killed.includes(name));
  const [only] = left;
  if (only === undefined) return { killed, unevaluable: [], capped, seconds };
  if (properties.length === 1) {
    return { killed, unevaluable: [{ property: only.name, why: reason(outcome) }], capped, seconds };
  }
  // TLC does not say which of them it could not evaluate, so they are halved until it is alone, and hides no other.
  const middle = Math.ceil(left.length / 2);
  const halves: Finding[] = [];
  for (const half of [left.slice(0, middle), left.slice(middle)].filter(({ length }) => length > 0)) {
    halves.push(await find(experimentOf(row, half, laboratory.specFolder), laboratory));
  }
  return {
    killed: [...killed, ...halves.flatMap((finding) => finding.killed)],
    unevaluable: halves.flatMap((finding) => finding.unevaluable),
    capped: halves.some((finding) => finding.capped),
    seconds: halves.reduce((sum, finding) => sum + finding.seconds, seconds),
  };
}

function run({ row, configuration, noting }: Experiment, laboratory: Laboratory): Promise<TlcResult> {
  const { folder, libraries } = modelFiles(row, laboratory.specFolder);
  return runTlc(
    laboratory.toolchain,
    { folder, libraries, module: row.module, configuration, noting, workers: 1, heapMegabytes },
    { signal: AbortSignal.timeout(minutesAllowed * 60_000) },
  );
}

/** The first lines of what TLC says, on one line. */
function reason(outcome: Outcome): string {
  const message = "message" in outcome ? outcome.message : verdictOf(outcome);
  return message.split("\n").slice(0, 4).join(" ").slice(0, 300);
}

function knownFinding(path: string): Finding | undefined {
  if (!existsSync(path)) return undefined;
  try {
    const known: unknown = JSON.parse(readFileSync(path, "utf8"));
    return isFinding(known) ? known : undefined;
  } catch {
    return undefined;
  }
}

function isFinding(value: unknown): value is Finding {
  return typeof value === "object" && value !== null && "killed" in value && "unevaluable" in value;
}
