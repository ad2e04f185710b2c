/**
 * What a step of a trace changes, for a person.
 *
 * @module
 */
import { settingOf } from "../differences/differences.ts";
import { changeLinesBetween } from "../differences/step-list.ts";
import type { Trace, TraceState } from "./trace-module.ts";

/** @param step - counted from 1 */
export function changesAt(trace: Trace | undefined, step: number): readonly string[] {
  const before = step > 1 ? trace?.steps[step - 2]?.state : trace?.initial;
  const after: TraceState | undefined = trace?.steps[step - 1]?.state;
  if (before === undefined || after === undefined) return [];
  return changeLinesBetween([...before], [...after], settingOf([...before]), 2);
}
