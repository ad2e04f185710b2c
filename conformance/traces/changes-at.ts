/**
 * What a step of a trace changes, for a person.
 *
 * @module
 */
import { changesBetween, changeText, stateText } from "../engine/state-text.ts";
import type { Trace, TraceState } from "./trace-module.ts";

/** @param step - counted from 1 */
export function changesAt(trace: Trace | undefined, step: number): readonly string[] {
  const text = (state: TraceState | undefined): ReturnType<typeof stateText> => stateText([...(state ?? [])]);
  const before = step > 1 ? trace?.steps[step - 2]?.state : trace?.initial;
  return changesBetween(text(before), text(trace?.steps[step - 1]?.state)).map(changeText);
}
