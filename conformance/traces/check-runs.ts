/**
 * Code to specification: runs of the step functions under faults, which TLC has to accept.
 *
 * @module
 */
import fc from "fast-check";
import type { PathStep, Protocol, RunModel } from "../engine/protocol.ts";
import { walkerOf } from "../engine/subject.ts";
import type { Walker } from "../engine/walker.ts";
import { SetupError } from "../setup-error.ts";
import { verdictOf } from "../tlc/outcome.ts";
import { withOwnFolder } from "../tlc/own-processes.ts";
import type { Toolchain } from "../tlc/toolchain.ts";
import { changesAt } from "./changes-at.ts";
import { runOf, schedules } from "./run.ts";
import type { Trace } from "./trace-module.ts";
import { traceModelOf, tracesOf, walkTraces, writeTraceModel } from "./walk-traces.ts";

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
  const walkable = traceModelOf(protocol, model, traces, specFolder);
  const walk = await withOwnFolder((own) => {
    writeTraceModel(walkable, own);
    return walkTraces(walkable, own, toolchain);
  });
  if (walk.kind === "failed") {
    const { outcome } = walk;
    const message = "message" in outcome ? outcome.message : "";
    throw new SetupError(`TLC could not read the runs of ${model.name} (${verdictOf(outcome)}): ${message}`);
  }
  const states = traces.reduce((sum, { steps }) => sum + steps.length + 1, 0);
  const { accepted } = walk;
  if (walk.kind === "stopped") return { states, accepted, failure: rejectionLines(traces, walk.run, walk.step) };
  const isWhole = accepted === states;
  return {
    states,
    accepted,
    failure: isWhole ? undefined : [`TLC walked ${accepted} of the ${states} states of the runs`],
  };
}

function rejectionLines(traces: readonly Trace[], run: number, at: number): readonly string[] {
  const steps = traces[run - 1]?.steps ?? [];
  const refused = steps[at - 1];
  if (refused === undefined) return ["TLC did not accept the runs, and does not say where it stopped"];
  return [
    `run ${run}: the specification does not allow step ${at}, ${refused.action}, which changed`,
    ...changesAt(traces[run - 1], at).map((change) => `  ${change}`),
    `  after ${steps
      .slice(0, at - 1)
      .map(({ action }) => action)
      .join(", ")}`,
  ];
}
