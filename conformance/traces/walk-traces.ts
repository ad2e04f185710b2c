/**
 * TLC walks traces on the unmodified specification.
 *
 * @module
 */
import { writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { undeclaredNames } from "../engine/constants.ts";
import { encoder } from "../engine/encoder.ts";
import type { Mapping } from "../engine/mapping.ts";
import type { PathStep, Protocol, RunModel } from "../engine/protocol.ts";
import { ValueTable } from "../engine/value-table.ts";
import type { Walker } from "../engine/walker.ts";
import { protocolFolders } from "../replay/protocol-folders.ts";
import { type Configuration, configurationText, plainConfiguration } from "../tlc/configuration.ts";
import { extendedModules } from "../tlc/extended-modules.ts";
import type { Outcome } from "../tlc/outcome.ts";
import { type RunOptions, runTlc } from "../tlc/run.ts";
import type { Toolchain } from "../tlc/toolchain.ts";
import { namedValuesIn } from "./named-values.ts";
import { specifiedActions } from "./specified-actions.ts";
import { type Trace, type TraceState, traceModuleText } from "./trace-module.ts";

/** Traces as a model for TLC. */
export interface TraceModel {
  readonly name: string;
  /** Of the module. */
  readonly text: string;
  readonly configuration: Configuration;
  readonly libraries: readonly string[];
}

/** What traces need that the modules of the specification do not have. */
export interface Additions {
  /** Sets over which parameters of actions range instead, by the parameter's name. */
  readonly ranges?: Readonly<Record<string, string>>;
  /** Definitions, such as `Eight == 8`, by the name that is defined. They count where no module has one of the name. */
  readonly definitions?: Readonly<Record<string, string>>;
}

/** How far TLC came. */
export type Walk =
  /** To the end of all traces. */
  | { readonly kind: "walked"; readonly accepted: number }
  /** Some step is not allowed, counted from 1 like the runs. */
  | { readonly kind: "stopped"; readonly accepted: number; readonly run: number; readonly step: number }
  | { readonly kind: "failed"; readonly outcome: Outcome; readonly step: number };

const heapMegabytes = 3072;

/** Every state of the runs as values of the specification's variables. */
export function tracesOf(mapping: Mapping, walker: Walker, runs: readonly (readonly PathStep[])[]): readonly Trace[] {
  const values = new ValueTable();
  const variables = Object.keys(mapping.variables);
  const encode = encoder(walker, mapping, values, variables);
  const stateOf = (state: Uint32Array): TraceState => {
    const numbers = encode(state);
    return new Map(variables.map((name, i) => [name, values.value(numbers[i] ?? 0)]));
  };
  const initial = stateOf(walker.initial());
  return runs.map((run) => ({ initial, steps: run.map(({ action, state }) => ({ action, state: stateOf(state) })) }));
}

export function traceModelOf(
  { name, problem, mapping }: Pick<Protocol, "name" | "problem" | "mapping">,
  model: Pick<RunModel, "name" | "module" | "constants">,
  traces: readonly Trace[],
  specFolder: string,
  { ranges = {}, definitions = {} }: Additions = {},
): TraceModel {
  const { libraries } = protocolFolders({ name, problem }, specFolder);
  const actions = [...new Set(traces.flatMap(({ steps }) => steps.map(({ action }) => action)))];
  const { values } = model.constants;
  const undeclared = [...undeclaredNames(model.constants), ...namedValuesIn(traces)];
  const modelValues = [...new Set(undeclared)].filter((value) => !Object.hasOwn(values, value));
  const modules = extendedModules(model.module, libraries);
  const known = new Set(modules.flatMap((module) => [...module.definitions.keys()]));
  const text = traceModuleText({
    name: model.name,
    extended: model.module,
    modelValues,
    begins: mapping.extension?.begins ?? "Init",
    definitions: Object.entries(definitions).flatMap(([defined, line]) => (known.has(defined) ? [] : [line])),
    variables: Object.entries(mapping.variables).map(([variable, depth]) => ({
      name: variable,
      shape: variable === mapping.messages || mapping.asked?.variables.includes(variable) === true ? "set" : depth,
    })),
    actions: specifiedActions(modules, actions, mapping.extension?.joins),
    unshown: mapping.unshown,
    ranges: { ...mapping.ranges, ...ranges },
    traces,
  });
  return { name: model.name, text, configuration: traceConfiguration(model, modelValues), libraries };
}

/** Writes the model into the folder, from where TLC can be asked at any time; what stands above a module is a comment. */
export function writeTraceModel({ name, text, configuration, libraries }: TraceModel, folder: string): void {
  const asking = `java -DTLA-Library=${libraries.join(delimiter)} -cp tla2tools.jar tlc2.TLC -config ${name}.cfg ${name}`;
  writeFileSync(join(folder, `${name}.tla`), `To ask TLC again, here:\n  ${asking}\n\n${text}`);
  writeFileSync(join(folder, `${name}.cfg`), configurationText(configuration));
}

/** Has TLC walk the traces of a model that was written into the folder. */
export async function walkTraces(
  { name, configuration, libraries }: TraceModel,
  folder: string,
  toolchain: Toolchain,
  options: RunOptions = {},
): Promise<Walk> {
  const request = { folder, module: name, configuration, libraries, workers: 1, heapMegabytes, isShort: true };
  const { outcome, counted, trace } = await runTlc(toolchain, request, options);
  const accepted = counted.distinct ?? 0;
  if (outcome.kind === "passes") return { kind: "walked", accepted };
  const last = trace?.states.at(-1)?.variables ?? [];
  const value = (variable: string): number => Number(last.find((one) => one.name === variable)?.value ?? 0);
  const step = value("at");
  if (outcome.kind !== "violates") return { kind: "failed", outcome, step };
  return { kind: "stopped", accepted, run: value("run"), step };
}

/** A run that the specification does not allow to go on is a state without successor. */
function traceConfiguration({ constants }: Pick<RunModel, "constants">, modelValues: readonly string[]): Configuration {
  const values = { ...constants.values, ...Object.fromEntries(modelValues.map((name) => [name, name])) };
  const plain = plainConfiguration({ ...constants, values }, { init: "TraceInit", next: "TraceNext" });
  return { ...plain, deadlock: true };
}
