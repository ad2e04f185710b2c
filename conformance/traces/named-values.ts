/**
 * The model values of traces, by name: a mistaken step may lead to one that no constant has, and TLC is to refuse that
 * step, rather than the whole module.
 *
 * @module
 */
import type { TlaValue } from "../engine/tla-value.ts";
import type { Trace } from "./trace-module.ts";

/** Each once. What is no name of TLA+ cannot be declared, and is left out. */
export function namedValuesIn(traces: readonly Trace[]): readonly string[] {
  const names = new Set<string>();
  // Most values are the same objects in many states.
  const seen = new Set<TlaValue>();
  const visit = (value: TlaValue): void => {
    if (seen.has(value)) return;
    seen.add(value);
    if (value.kind === "model") names.add(value.name);
    else if (value.kind === "set") value.members.forEach(visit);
    else if (value.kind === "function") for (const pair of value.pairs) pair.forEach(visit);
  };
  for (const { initial, steps } of traces) {
    for (const state of [initial, ...steps.map((step) => step.state)]) for (const value of state.values()) visit(value);
  }
  return [...names].filter((name) => /^\w*[A-Za-z]\w*$/.test(name));
}
