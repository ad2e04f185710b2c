/**
 * Code to specification: runs of the step functions under faults, which TLC has to accept.
 *
 * @module
 */
import fc from "fast-check";
import { lastSteps } from "../differences/step-list.ts";
import type { PathStep, Protocol, RunModel } from "../engine/protocol.ts";
import { walkerOf } from "../engine/subject.ts";
import type { Walker } from "../engine/walker.ts";
import { SetupError } from "../setup-error.ts";
import { verdictOf } from "../tlc/outcome.ts";
import { withOwnFolder } from "../tlc/own-processes.ts";
import type { Toolchain } from "../tlc/toolchain.ts";
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
  /** The action of the step that TLC refused. */
  readonly refused?: string | undefined;
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
): Promise<Pick<RunsResult, "states" | "accepted" | "failure" | "refused">> {
  const { mapping } = protocol.subjectOf(model.constants);
  const walkable = traceModelOf({ ...protocol, mapping }, model, traces, specFolder);
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
  if (walk.kind === "stopped") {
    const refused = traces[walk.run - 1]?.steps[walk.step - 1]?.action;
    return { states, accepted, failure: rejectionLines(traces, walk.run, walk.step), refused };
  }
  const isWhole = accepted === states;
  return {
    states,
    accepted,
    failure: isWhole ? undefined : [`TLC walked ${accepted} of the ${states} states of the runs`],
  };
}

/** The step that is refused, and some before it: a run has hundreds. */
function rejectionLines(traces: readonly Trace[], run: number, at: number): readonly string[] {
  const trace = traces[run - 1];
  const refused = trace?.steps[at - 1];
  if (trace === undefined || refused === undefined) {
    return ["TLC did not accept the runs, and does not say where it stopped"];
  }
  const all = [{ action: "Init", state: trace.initial }, ...trace.steps];
  const steps = all.slice(0, at + 1).map(({ action, state }) => ({ action, values: [...state] }));
  return [
    `run ${run}: the specification does not allow step ${at}, ${refused.action}, the last of these`,
    ...lastSteps(steps),
  ];
}
