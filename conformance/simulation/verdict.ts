/**
 * What the specification says of a run that fails. The run is walked by TLC, as the nodes of the run took its steps: a
 * step that the specification does not allow is a mistake of the step functions.
 *
 * @module
 */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { present } from "../../src/core/present.ts";
import type { Request } from "../../src/core/system.ts";
import type { Moment } from "../../src/shell/simulator/dialogue.ts";
import type { Mapping } from "../engine/mapping.ts";
import type { Protocol } from "../engine/protocol.ts";
import { walkerOf } from "../engine/subject.ts";
import { textOf } from "../engine/tla-value.ts";
import { protocolFolders } from "../replay/protocol-folders.ts";
import { extendedModules } from "../tlc/extended-modules.ts";
import { type Outcome, verdictOf } from "../tlc/outcome.ts";
import type { Toolchain } from "../tlc/toolchain.ts";
import { changesAt } from "../traces/changes-at.ts";
import type { Trace } from "../traces/trace-module.ts";
import {
  type Additions,
  type TraceModel,
  traceModelOf,
  tracesOf,
  type Walk,
  walkTraces,
  writeTraceModel,
} from "../traces/walk-traces.ts";
import { type Followed, follow, type TimedStep, UnlikeTheRun } from "./path-of.ts";
import type { MadeScenario } from "./simulated.ts";

/** A step that the specification does not allow. Steps are counted from 1; times are milliseconds. */
export interface RefusedStep {
  readonly step: number;
  readonly action: string;
  readonly node: string;
  readonly at: number;
  /** What it changed, a line for each variable. */
  readonly changes: readonly string[];
}

export type Verdict =
  /** Every step, or those up to some time: there are too many, or it goes no further, because of TLC or the explorer. */
  | { readonly kind: "accepts"; readonly steps: number; readonly until?: number; readonly because?: string }
  | ({ readonly kind: "refuses" } & RefusedStep)
  /** TLC was not asked: with the same events the step functions do something else. */
  | { readonly kind: "unlike"; readonly until: number; readonly because: string }
  /** TLC could not be asked, or did not answer. */
  | { readonly kind: "unknown"; readonly because: string };

/** A run that fails, and what is needed to ask about it. */
export interface FailedRun {
  readonly protocol: Protocol;
  readonly scenario: MadeScenario;
  /** Everything that happened in it. */
  readonly moments: readonly Moment[];
  /** Numbers by names that the constants may have, and modules need not define. */
  readonly numbers?: Readonly<Record<string, number>>;
}

export interface Judge {
  readonly specFolder: string;
  /** Asked for only when it is needed. */
  readonly toolchain: () => Promise<Toolchain>;
  /** How many steps TLC is asked about at most: at first, and if all of these are accepted. */
  readonly mostSteps?: readonly number[];
  /** After how many milliseconds it is not waited for any more. */
  readonly patience?: number;
}

/** The name of the module that is kept. */
const name = "FailedRun";

/** Many messages and long logs take long, and mostly the first steps say it. */
const usualSteps = [300, 2_000];
const usualPatience = 300_000;

/** How many lines of what TLC says of an error are said again. */
const shownLines = 3;

/** Has TLC walk the run. The module and its configuration are kept in the folder. */
export async function verdictOn(run: FailedRun, folder: string, judge: Judge): Promise<Verdict> {
  // What is left of an earlier run is not of this one.
  for (const kind of ["tla", "cfg"]) rmSync(join(folder, `${name}.${kind}`), { force: true });
  let verdict: Verdict = { kind: "unknown", because: "TLC was asked about no step" };
  for (const most of judge.mostSteps ?? usualSteps) {
    const before = verdict;
    verdict = await answerAbout(run, folder, judge, most);
    // What was accepted before stays accepted.
    if (verdict.kind === "unknown" && before.kind === "accepts") return { ...before, because: verdict.because };
    if (verdict.kind !== "accepts" || verdict.until === undefined || verdict.because !== undefined) break;
  }
  return verdict;
}

async function answerAbout(run: FailedRun, folder: string, judge: Judge, mostSteps: number): Promise<Verdict> {
  try {
    return await ask(run, folder, judge, mostSteps);
  } catch (failure) {
    // Whatever it is, the run is to be reported.
    return { kind: "unknown", because: messageOf(failure) };
  }
}

async function ask(run: FailedRun, folder: string, judge: Judge, mostSteps: number): Promise<Verdict> {
  const { protocol, scenario, moments } = run;
  const subject = { ...protocol.subjectOf(scenario.constants), system: scenario.system };
  const walker = walkerOf(subject);
  const followed = follow(subject, walker, moments, mostSteps);
  const { path, until, stoppedBy } = followed;
  if (until !== undefined && stoppedBy instanceof UnlikeTheRun) {
    return { kind: "unlike", until, because: stoppedBy.message };
  }
  const trace = present(tracesOf(subject.mapping, walker, [path])[0]);
  // A step that the specification has no name for is refused without TLC, if it comes as far as that.
  const nameless = path.findIndex(isNameless(protocol, judge.specFolder));
  const walkable = nameless < 0 ? trace : { ...trace, steps: trace.steps.slice(0, nameless) };
  const { constants } = scenario;
  const model = { name, module: `MC${subject.mapping.specification}`, constants };
  const traceModel = traceModelOf(protocol, model, [walkable], judge.specFolder, additionsOf(run, subject.mapping));
  writeTraceModel(traceModel, folder);
  const doubt = await walked(traceModel, walkable, folder, judge);
  const refused = doubt === undefined && nameless >= 0 ? nameless + 1 : doubt;
  if (typeof refused === "number")
    return { kind: "refuses", ...refusedStep(path, refused), changes: changesAt(trace, refused) };
  return refused === undefined ? accepting(followed) : { kind: "unknown", because: refused };
}

/** Whether TLC walks all of it: if not, the step that it refuses, or why it is not known. */
async function walked(
  model: TraceModel,
  { steps }: Trace,
  folder: string,
  { toolchain, patience = usualPatience }: Judge,
): Promise<number | string | undefined> {
  const tools = await toolchain();
  const signal = AbortSignal.timeout(patience);
  const walk = await walkTraces(model, folder, tools, { signal });
  if (walk.kind === "stopped") return walk.step;
  if (walk.kind === "failed")
    return signal.aborted ? `TLC has not answered in ${patience / 1000} s` : failureOf(walk, steps);
  const states = steps.length + 1;
  return walk.accepted === states ? undefined : `TLC walked ${walk.accepted} of ${states} states`;
}

function accepting({ path, until, stoppedBy }: Followed): Verdict {
  const accepts = { kind: "accepts", steps: path.length } as const;
  if (until === undefined) return accepts;
  return { ...accepts, until, ...(stoppedBy === undefined ? {} : { because: messageOf(stoppedBy) }) };
}

/** Whether the specification has no action of the name at all. */
function isNameless(protocol: Protocol, specFolder: string): (step: TimedStep) => boolean {
  const { libraries } = protocolFolders(protocol, specFolder);
  const modules = extendedModules(protocol.mapping.specification, libraries);
  return ({ action }) => !modules.some(({ definitions }) => definitions.has(action));
}

/** What the run has that no module defines. */
function additionsOf({ moments, numbers = {} }: FailedRun, mapping: Mapping): Additions {
  const definitions = Object.entries(numbers).map(([named, value]) => [named, `${named} == ${value}`] as const);
  return { ranges: rangesOf(mapping, moments), definitions: Object.fromEntries(definitions) };
}

/** Over what users have asked in the run. */
function rangesOf(mapping: Mapping, moments: readonly Moment[]): Readonly<Record<string, string>> {
  const ranges = new Map<string, Set<string>>();
  for (const request of requestsIn(moments)) {
    for (const [parameter, value] of Object.entries(mapping.argumentsOf?.(request) ?? {})) {
      ranges.set(parameter, (ranges.get(parameter) ?? new Set()).add(textOf(value)));
    }
  }
  return Object.fromEntries([...ranges].map(([parameter, values]) => [parameter, `{${[...values].join(", ")}}`]));
}

function requestsIn(moments: readonly Moment[]): readonly Request[] {
  return moments.flatMap(({ what }) => ("request" in what ? [what.request] : []));
}

function refusedStep(path: readonly TimedStep[], step: number): Omit<RefusedStep, "changes"> {
  const { action = "", node = "", at = 0 }: Partial<TimedStep> = path[step - 1] ?? {};
  return { step, action, node, at };
}

function failureOf({ outcome, step }: Extract<Walk, { readonly kind: "failed" }>, steps: Trace["steps"]): string {
  const action = steps[step - 1]?.action;
  const where = action === undefined ? "" : ` at step ${step}, ${action}`;
  return `TLC did not come to an end${where}: ${wordsOf(outcome)}`;
}

function wordsOf(outcome: Outcome): string {
  const lines = "message" in outcome ? outcome.message.split("\n").filter((line) => line.trim() !== "") : [];
  return `${verdictOf(outcome)}: ${lines.slice(0, shownLines).join("; ")}`;
}

function messageOf(failure: unknown): string {
  return failure instanceof Error ? failure.message : String(failure);
}
