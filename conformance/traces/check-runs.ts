/**
 * Code to specification: runs of the step functions under faults, which TLC has to accept.
 *
 * @module
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { undeclaredNames } from "../engine/constants.ts";
import { encoder } from "../engine/encoder.ts";
import type { Mapping } from "../engine/mapping.ts";
import type { PathStep, Protocol, RunModel } from "../engine/protocol.ts";
import { changesBetween, changeText, stateText } from "../engine/state-text.ts";
import { walkerOf } from "../engine/subject.ts";
import { ValueTable } from "../engine/value-table.ts";
import type { Walker } from "../engine/walker.ts";
import { protocolFolders } from "../replay/protocol-folders.ts";
import { SetupError } from "../setup-error.ts";
import { type Configuration, plainConfiguration } from "../tlc/configuration.ts";
import { extendedModules } from "../tlc/extended-modules.ts";
import { verdictOf } from "../tlc/outcome.ts";
import { withOwnFolder } from "../tlc/own-processes.ts";
import { runTlc } from "../tlc/run.ts";
import type { Toolchain } from "../tlc/toolchain.ts";
import { runOf, schedules } from "./run.ts";
import { specifiedActions } from "./specified-actions.ts";
import { type Trace, type TraceModule, type TraceState, traceModuleText } from "./trace-module.ts";

export interface RunsResult {
  readonly protocol: string;
  readonly model: string;
  readonly runs: number;
  /** States of all runs, the initial ones included. */
  readonly states: number;
  /** States that TLC walked: accepted means all of them. */
  readonly accepted: number;
  readonly ends: Readonly<Record<string, number>>;
  readonly seconds: number;
  readonly failure: readonly string[] | undefined;
}

const seed = 20_261_123;
const heapMegabytes = 3072;

export async function checkRuns(
  protocol: Protocol,
  model: RunModel,
  specFolder: string,
  toolchain: Toolchain,
): Promise<RunsResult> {
  const started = performance.now();
  const { walker, runs, traces } = makeRuns(protocol, model);
  const about = await acceptedBy(protocol, model, traces, specFolder, toolchain);
  const ends: Record<string, number> = {};
  for (const run of runs) for (const end of protocol.endsOf(walker, run)) ends[end] = (ends[end] ?? 0) + 1;
  return {
    protocol: protocol.name,
    model: model.name,
    runs: runs.length,
    ...about,
    ends,
    seconds: (performance.now() - started) / 1000,
  };
}

/** Runs of the step functions, and the same as traces for TLC. */
export interface Runs {
  readonly walker: Walker;
  readonly runs: readonly (readonly PathStep[])[];
  readonly traces: readonly Trace[];
}

/** Makes runs as the model says, or else by schedules of fast-check; the same ones each time. */
export function makeRuns(protocol: Protocol, model: RunModel): Runs {
  const subject = protocol.subjectOf(model.constants);
  const walker = walkerOf(subject);
  const runs = model.made?.(subject, walker) ?? scheduledRuns(walker, model);
  return { walker, runs, traces: tracesOf(subject.mapping, walker, runs) };
}

function scheduledRuns(walker: Walker, model: RunModel): readonly (readonly PathStep[])[] {
  return fc
    .sample(schedules(model.steps), { numRuns: model.runs, seed })
    .map((schedule) => runOf(walker, schedule, model.faults, model.lastResorts));
}

/** What TLC says of traces: how many of their states it could walk, and where it stopped if it did. */
export async function acceptedBy(
  protocol: Protocol,
  model: RunModel,
  traces: readonly Trace[],
  specFolder: string,
  toolchain: Toolchain,
): Promise<{ states: number; accepted: number; failure: readonly string[] | undefined }> {
  const { libraries } = protocolFolders(protocol, specFolder);
  const { mapping } = protocol;
  const actions = [...new Set(traces.flatMap(({ steps }) => steps.map(({ action }) => action)))];
  const module: TraceModule = {
    name: model.name,
    extended: model.module,
    modelValues: undeclaredNames(model.constants),
    variables: Object.entries(mapping.variables).map(([name, depth]) => ({
      name,
      shape: name === mapping.messages || mapping.asked?.variables.includes(name) === true ? "set" : depth,
    })),
    actions: specifiedActions(extendedModules(mapping.specification, libraries), actions),
    ranges: mapping.ranges,
    traces,
  };
  return withOwnFolder(async (own) => {
    writeFileSync(join(own, `${model.name}.tla`), traceModuleText(module));
    const result = await runTlc(toolchain, {
      folder: own,
      module: model.name,
      configuration: traceConfiguration(model, module.modelValues),
      libraries,
      workers: 1,
      heapMegabytes,
    });
    const { outcome, counted, trace } = result;
    const states = traces.reduce((sum, { steps }) => sum + steps.length + 1, 0);
    const accepted = counted.distinct ?? 0;
    if (outcome.kind === "passes" && accepted === states) return { states, accepted, failure: undefined };
    if (outcome.kind === "error") {
      throw new SetupError(`TLC could not read the runs of ${model.name} (${verdictOf(outcome)}): ${outcome.message}`);
    }
    if (outcome.kind === "passes") {
      return { states, accepted, failure: [`TLC walked ${accepted} of the ${states} states of the runs`] };
    }
    const last = trace?.states.at(-1)?.variables ?? [];
    const value = (name: string): number => Number(last.find((variable) => variable.name === name)?.value ?? 0);
    return { states, accepted, failure: rejectionLines(traces, value("run"), value("at")) };
  });
}

/** Every state of the runs as values of the specification's variables. */
function tracesOf(mapping: Mapping, walker: Walker, runs: readonly (readonly PathStep[])[]): readonly Trace[] {
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

/** A run that the specification does not allow to go on is a state without successor. */
function traceConfiguration({ constants }: RunModel, modelValues: readonly string[]): Configuration {
  const values = { ...constants.values, ...Object.fromEntries(modelValues.map((name) => [name, name])) };
  const plain = plainConfiguration({ ...constants, values }, { init: "TraceInit", next: "TraceNext" });
  return { ...plain, deadlock: true };
}

function rejectionLines(traces: readonly Trace[], run: number, at: number): readonly string[] {
  const steps = traces[run - 1]?.steps ?? [];
  const refused = steps[at - 1];
  if (refused === undefined) return ["TLC did not accept the runs, and does not say where it stopped"];
  const text = (state: TraceState | undefined): ReturnType<typeof stateText> => stateText([...(state ?? [])]);
  const before = at > 1 ? steps[at - 2]?.state : traces[run - 1]?.initial;
  return [
    `run ${run}: the specification does not allow step ${at}, ${refused.action}, which changed`,
    ...changesBetween(text(before), text(refused.state)).map((change) => `  ${changeText(change)}`),
    `  after ${steps
      .slice(0, at - 1)
      .map(({ action }) => action)
      .join(", ")}`,
  ];
}
