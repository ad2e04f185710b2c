/**
 * What each conjunct of an invariant is for: a state that violates it and none of the others, and a step from there that
 * violates another one, or what the invariant implies. All conjuncts are sought at once: TLC writes down every such step.
 *
 * @module
 */
import { readDump } from "../engine/dump-reader.ts";
import type { TlaValue } from "../engine/tla-value.ts";
import type { Inductive } from "./conjuncts.ts";

/** A state that shows what a conjunct is for, by its number among those that were built, from 1. */
export interface Shown {
  readonly conjunct: string;
  readonly built: number;
}

/** Definitions for a module of built states: where it begins, and its steps. */
export function neededDefinitions({ conjuncts, implied }: Inductive, next: string): readonly string[] {
  const [first = "", ...sought] = conjuncts;
  const violated = sought.map((conjunct) => `(IF ${conjunct} THEN {} ELSE {"${conjunct}"})`);
  return [
    "VARIABLE without",
    "",
    `Violated == ${violated.join(" \\cup ")}`,
    "",
    `Begins == ${[first, ...implied].join(" /\\ ")} /\\ Violated = {without}`,
    "",
    `IsLost == ~${first} \\/ ~(${[...implied, "TRUE"].join(" /\\ ")}) \\/ ~(Violated \\subseteq {without})`,
    "",
    "NeededInit == BuiltInit /\\ without \\in Violated /\\ Begins = TRUE",
    "",
    `NeededNext == TLCGet("level") = 1 /\\ ${next} /\\ UNCHANGED <<built, without>> /\\ IsLost'`,
  ];
}

/** What the dump of such a module shows: the states from which such a step leads. */
export function shownIn(dump: string): readonly Shown[] {
  const { variables, values, states, edgeStarts } = readDump(dump);
  const state = new Uint32Array(variables.length);
  const valueAt = (name: string): TlaValue => values.value(state[variables.indexOf(name)] ?? 0);
  return Array.from({ length: states.size }, (_, number) => number)
    .filter((number) => (edgeStarts[number + 1] ?? 0) > (edgeStarts[number] ?? 0))
    .flatMap((number) => {
      states.read(number, state);
      const [conjunct, built] = [valueAt("without"), valueAt("built")];
      return conjunct.kind === "string" && built.kind === "integer"
        ? [{ conjunct: conjunct.text, built: built.value }]
        : [];
    });
}
