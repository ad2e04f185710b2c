/**
 * Runs as a TLA+ module that extends the unmodified specification.
 *
 * Each step of a run gives the primed variables their values, by what has changed, and then requires the action that
 * the step functions say they took. So TLC walks the runs and searches nothing. A run that the specification does not
 * allow stops where it leaves it, and TLC calls that a deadlock; one that is walked to its end stays there.
 *
 * @module
 */
import { ownValue } from "../engine/own-value.ts";
import { type TlaValue, textOf } from "../engine/tla-value.ts";
import { changesOf, membersWithout } from "./difference.ts";
import type { SpecifiedAction } from "./specified-actions.ts";

/** For each variable its value. */
export type TraceState = ReadonlyMap<string, TlaValue>;

export interface Trace {
  readonly initial: TraceState;
  readonly steps: readonly { readonly action: string; readonly state: TraceState }[];
}

export interface TraceVariable {
  readonly name: string;
  /** How many arguments lead to its values; a set, of messages or of what was asked, is told by its members. */
  readonly shape: number | "set";
}

export interface TraceModule {
  readonly name: string;
  /** The module of the specification, or the one that bounds it. */
  readonly extended: string;
  readonly modelValues: readonly string[];
  /** The predicate with which the specification begins. */
  readonly begins: string;
  /** Lines of their own, of what the extended module does not define. */
  readonly definitions?: readonly string[];
  readonly variables: readonly TraceVariable[];
  readonly actions: readonly SpecifiedAction[];
  /** Actions that the code also takes where no variable of the specification shows it: then they are none of its steps. */
  readonly unshown?: readonly string[] | undefined;
  /** The set over which a parameter ranges, by the parameter's name. */
  readonly ranges: Readonly<Record<string, string>>;
  readonly traces: readonly Trace[];
}

export function traceModuleText(module: TraceModule): string {
  const { name, extended, variables } = module;
  const names = variables.map((variable) => variable.name);
  const shapes = [...new Set(variables.flatMap(({ shape }) => (shape === "set" ? [] : [shape])))];
  return [
    `---- MODULE ${name} ----`,
    `EXTENDS ${extended}, Naturals, Sequences, TLC`,
    ...(module.modelValues.length === 0 ? [] : [`CONSTANTS ${module.modelValues.join(", ")}`]),
    "VARIABLES run, at",
    "",
    ...(module.definitions ?? []),
    ...shapes.map(updated),
    "",
    "Runs == <<",
    module.traces.map((trace) => traceText(trace, variables)).join(",\n"),
    ">>",
    "",
    "StepTaken == Runs[run][at]",
    "",
    "Named ==",
    ...module.actions.map(
      (action) => `  \\/ StepTaken.action = "${action.name}" /\\ (${required(action, module.ranges)})`,
    ),
    ...(module.unshown ?? []).map(
      (action) => `  \\/ StepTaken.action = "${action}" /\\ UNCHANGED <<${names.join(", ")}>>`,
    ),
    "",
    `TraceInit == ${module.begins} /\\ run \\in 1..Len(Runs) /\\ at = 1`,
    "",
    "TraceStep ==",
    "  /\\ at <= Len(Runs[run])",
    ...variables.map((variable) => `  /\\ ${assigned(variable)}`),
    "  /\\ Named",
    "  /\\ at' = at + 1",
    "  /\\ UNCHANGED run",
    "",
    `AtTheEnd == at > Len(Runs[run]) /\\ UNCHANGED <<${[...names, "run", "at"].join(", ")}>>`,
    "",
    "TraceNext == TraceStep \\/ AtTheEnd",
    "====",
    "",
  ].join("\n");
}

/** `Updated2(f, changes, 1)`: f with every change, each a tuple of two arguments and a value. */
function updated(depth: number): string {
  const at = Array.from({ length: depth }, (_, i) => `[changes[i][${i + 1}]]`).join("");
  const name = `Updated${depth}`;
  const changed = depth === 0 ? "changes[i][1]" : `[f EXCEPT !${at} = changes[i][${depth + 1}]]`;
  return [
    `RECURSIVE ${name}(_, _, _)`,
    `${name}(f, changes, i) == IF i > Len(changes) THEN f ELSE ${name}(${changed}, changes, i + 1)`,
  ].join("\n");
}

function assigned({ name, shape }: TraceVariable): string {
  if (shape === "set") return `${name}' = (${name} \\ StepTaken.${name}.lost) \\cup StepTaken.${name}.sent`;
  return `${name}' = IF "${name}" \\in DOMAIN StepTaken THEN Updated${shape}(${name}, StepTaken.${name}, 1) ELSE ${name}`;
}

function required({ name, defined, parameters }: SpecifiedAction, ranges: Readonly<Record<string, string>>): string {
  if (parameters.length === 0) return defined;
  const bounds = parameters.map((parameter) => {
    const range = ownValue(ranges, parameter);
    if (range === undefined)
      throw new Error(`it is not said over which set the parameter ${parameter} of ${name} ranges`);
    return `${parameter} \\in ${range}`;
  });
  return `\\E ${bounds.join(", ")} : ${defined}(${parameters.join(", ")})`;
}

function traceText({ initial, steps }: Trace, variables: readonly TraceVariable[]): string {
  let before = initial;
  const lines = steps.map(({ action, state }) => {
    const line = stepText(action, before, state, variables);
    before = state;
    return line;
  });
  return `<<\n${lines.join(",\n")}>>`;
}

function stepText(action: string, before: TraceState, after: TraceState, variables: readonly TraceVariable[]): string {
  const fields = variables.flatMap(({ name, shape }) => {
    const old = valueIn(before, name);
    const now = valueIn(after, name);
    if (shape === "set") {
      return [
        `${name} |-> [sent |-> ${setText(membersWithout(now, old))}, lost |-> ${setText(membersWithout(old, now))}]`,
      ];
    }
    const changes = changesOf(old, now, shape);
    if (changes.length === 0) return [];
    const tuples = changes.map(({ path, value }) => `<<${[...path, value].map(textOf).join(", ")}>>`);
    return [`${name} |-> <<${tuples.join(", ")}>>`];
  });
  return `[action |-> "${action}", ${fields.join(", ")}]`;
}

function setText(members: readonly TlaValue[]): string {
  return `{${members.map(textOf).join(", ")}}`;
}

function valueIn(state: TraceState, variable: string): TlaValue {
  const value = state.get(variable);
  if (value === undefined) throw new Error(`a state of a run says nothing of ${variable}`);
  return value;
}
