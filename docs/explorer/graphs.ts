/** TLC's graphs of the small compared models, as far as there are dumps of them. */
import { join } from "node:path";
import type { ModelRow } from "../../conformance/check/manifest.ts";
import { graphIn, knownDumpOf } from "../../conformance/graph/dump.ts";
import { SetupError } from "../../conformance/setup-error.ts";
import { processEnvironment } from "../../conformance/tlc/environment.ts";
import { findToolchain, type Toolchain } from "../../conformance/tlc/toolchain.ts";
import type { Project } from "../site/project.ts";
import { writtenGraph } from "./graph-file.ts";
import { writeGraph } from "./page-files.ts";
import { stages } from "./stages.ts";

/** A page loads a graph whole. */
const mostStates = 16_000;

export interface WrittenGraphs {
  /** How many states each has, by model. */
  readonly states: ReadonlyMap<string, number>;
  readonly bytes: number;
  /** Models whose dumps are not there. */
  readonly lacking: readonly string[];
}

/** Writes them, and makes none: that is what `make conformance` does. */
export async function writeGraphs(project: Project, folder: string): Promise<WrittenGraphs> {
  const specifications = new Set(stages.map(({ protocol }) => protocol.mapping.specification));
  const rows = project.models.filter((row) => row.graph && specifications.has(row.specification) && isSmall(row));
  const toolchain = await toolchainHere();
  const states = new Map<string, number>();
  const lacking: string[] = [];
  let bytes = 0;
  for (const row of rows) {
    const dump = toolchain && knownDumpOf(row, join(project.folder, "spec"), project.buildFolder, toolchain);
    if (dump === undefined) {
      lacking.push(row.name);
      continue;
    }
    const graph = graphIn(dump);
    bytes += writeGraph(folder, writtenGraph(row.name, graph)).bytes;
    states.set(row.name, graph.states.size);
  }
  return { states, bytes, lacking };
}

function isSmall({ tier, expected }: ModelRow): boolean {
  return tier === "small" && expected.kind === "passes" && (expected.counts?.distinct ?? 0) <= mostStates;
}

/** A dump is of the very TLC that would make it. Where there is none, there are no dumps either. */
async function toolchainHere(): Promise<Toolchain | undefined> {
  try {
    return await findToolchain(processEnvironment(() => {}));
  } catch (error) {
    if (error instanceof SetupError) return undefined;
    throw error;
  }
}
