/**
 * A run that fails, looked into: it is made small and kept, and TLC is asked what the specification says of it.
 *
 * @module
 */
import { join } from "node:path";
import { shrink } from "../../src/shell/simulator/shrink.ts";
import type { SimulationResult } from "../../src/shell/simulator/simulate.ts";
import type { Paint } from "../check/paint.ts";
import { writeTextWhole, writeWhole } from "../check/write-whole.ts";
import { protocols } from "../protocols.ts";
import type { Toolchain } from "../tlc/toolchain.ts";
import { keepRun } from "./keep-run.ts";
import type { SimulatedProtocol } from "./simulated.ts";
import { type Verdict, verdictOn } from "./verdict.ts";
import { verdictLines, verdictText } from "./verdict-lines.ts";

export interface LookedInto {
  /** For a person. */
  readonly lines: readonly string[];
  readonly verdict: Verdict;
}

interface Places {
  readonly buildFolder: string;
  readonly projectFolder: string;
  readonly toolchain: () => Promise<Toolchain>;
}

/** How many of the last lines of a run are shown. */
const shownLines = 30;

/** Says what is wrong, what the specification says, the last of what was said in the run, and where all of it is. */
export async function lookInto(
  { name, scenarioOf, numbers = {}, notAsked }: SimulatedProtocol,
  failure: SimulationResult,
  { buildFolder, projectFolder, toolchain }: Places,
  paint: Paint,
): Promise<LookedInto> {
  const { seed } = failure.plan;
  const scenario = scenarioOf(seed);
  const { result, runs } = shrink(scenario, failure);
  const { folder, dialogue, moments } = keepRun(name, scenario, result.plan, buildFolder, projectFolder);
  const specFolder = join(projectFolder, "spec");
  const protocol = protocols.find((one) => one.name === name);
  const verdict: Verdict =
    protocol === undefined || notAsked !== undefined
      ? { kind: "unknown", because: notAsked ?? `no step functions of ${name} are compared with a specification` }
      : await verdictOn({ protocol, scenario, moments, numbers }, folder, { specFolder, toolchain });
  writeWhole(join(folder, "verdict.json"), verdict);
  writeTextWhole(join(folder, "verdict.txt"), `${verdictText(verdict).join("\n")}\n`);
  const { violation, plan } = result;
  const lines = [
    paint(`${name}, seed ${seed}: ${violation?.property} is violated at ${Math.round(violation?.at ?? 0)} ms`, "bad"),
    `  ${violation?.because}`,
    `  made smaller in ${runs} runs: ${plan.faults.length} of ${failure.plan.faults.length} faults are left`,
    ...verdictLines(verdict).map((line) => `  ${line}`),
    ...dialogue.slice(-shownLines).map((line) => `  ${line}`),
    `  the whole dialogue, the plan, a diagram, a test that runs it again, and what TLC was asked: ${folder}`,
  ];
  return { lines, verdict };
}
