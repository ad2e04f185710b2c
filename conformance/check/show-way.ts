/**
 * The behaviour that leads to a good state which a model is to reach. A check notes that it is reached, and after how
 * many states; which states these are, TLC says when it is asked for one of them alone.
 *
 * @module
 */
import { resolve } from "node:path";
import { readDefinitions } from "../definitions/whereabouts.ts";
import { projectFolder } from "../project-folder.ts";
import { SetupError } from "../setup-error.ts";
import { processEnvironment } from "../tlc/environment.ts";
import { verdictOf } from "../tlc/outcome.ts";
import { runTlc } from "../tlc/run.ts";
import { findToolchain } from "../tlc/toolchain.ts";
import { counterexampleLines } from "./counterexample-lines.ts";
import type { ModelRow } from "./manifest.ts";
import { configurationOf } from "./model-configuration.ts";
import { modelFiles, readManifest } from "./model-files.ts";
import { unknown } from "./names.ts";
import { type Output, paintFor } from "./paint.ts";
import { selectRows } from "./selection.ts";

export interface WayRequest {
  readonly model: string | undefined;
  /** Which of the model's denials; it need not be said of a model that must fail. */
  readonly denial: string | undefined;
  readonly specFolder: string;
  readonly output: Output;
  readonly variables: Readonly<Record<string, string | undefined>>;
}

const heapMegabytes = 2048;

/** Returns the exit code: 0 if there is such a behaviour. */
export async function showWay(request: WayRequest): Promise<number> {
  const { model, output } = request;
  if (model === undefined) throw new SetupError("say which model: make way MODEL=Name TO=Denial");
  const specFolder = resolve(request.specFolder);
  const rows = readManifest(specFolder, { countsMayBeMissing: true });
  const row = selectRows(rows, { model })[0];
  if (row === undefined) throw unknown("model", model, []);
  const toolchain = await findToolchain(processEnvironment((line) => process.stderr.write(`${line}\n`)));
  const { outcome, trace } = await runTlc(toolchain, {
    ...modelFiles(row, specFolder),
    module: row.module,
    configuration: { ...configurationOf(row, specFolder), ...checksFor(row, request.denial) },
    workers: 1,
    heapMegabytes,
  });
  const why = outcome.kind === "error" ? [outcome.message] : [];
  const property = outcome.kind === "violates" ? outcome.property : undefined;
  const known = readDefinitions(specFolder, projectFolder);
  const telling = { paint: paintFor(output, request.variables), definitions: () => known, fileOf: () => undefined };
  const lines = trace === undefined ? why : counterexampleLines(row, property, trace, telling);
  output.write(`${[`${row.name} ${verdictOf(outcome)}`, ...lines].join("\n")}\n`);
  return outcome.kind === "violates" ? 0 : 1;
}

function checksFor(
  row: ModelRow,
  denial: string | undefined,
): { readonly invariants: readonly string[]; readonly properties: readonly string[] } {
  if (denial === undefined && row.expected.kind === "violates") return row;
  const known = [...row.reaches.keys()];
  if (denial !== undefined && known.includes(denial)) return { invariants: [denial], properties: [] };
  if (known.length === 0) throw new SetupError(`${row.name} denies no state: it has no "reaches"`);
  throw unknown("denial", denial ?? "", known);
}
