/**
 * Runs with one thing changed, which TLC must not accept, for tests.
 *
 * @module
 */
import type { Trace } from "./trace-module.ts";

type Steps = Trace["steps"];

/** What becomes of the steps of a run, of which that at the index is to be spoilt. */
export type Alteration = (steps: Steps, at: number) => Steps;

/** The runs, of which the first that takes the action is altered where it takes it first. */
export function withOneAltered(traces: readonly Trace[], action: string, alter: Alteration): readonly Trace[] {
  const stepOf = ({ steps }: Trace): number => steps.findIndex((step) => step.action === action);
  const run = traces.findIndex((trace) => stepOf(trace) >= 0);
  if (run < 0) throw new Error(`none of the runs takes ${action}`);
  return traces.map((trace, i) => (i === run ? { ...trace, steps: alter(trace.steps, stepOf(trace)) } : trace));
}

/** The step leaves the variable as it was. */
export function leaving(variable: string): Alteration {
  return (steps, at) => {
    const before = steps[at - 1]?.state.get(variable);
    if (before === undefined) throw new Error(`${variable} has no value before the step`);
    return steps.map((step, i) => (i === at ? { ...step, state: new Map(step.state).set(variable, before) } : step));
  };
}
