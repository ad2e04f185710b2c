/**
 * A behaviour as numbered steps: who acts, the action, and what it changes.
 *
 * @module
 */
import { noPaint, type Paint } from "../check/paint.ts";
import type { Counterexample, Ending } from "../tlc/counterexample.ts";
import {
  type Difference,
  differenceLine,
  differencesBetween,
  type Setting,
  settingOf,
  whoActed,
} from "./differences.ts";
import { columns } from "./lines.ts";
import { type Values, valuesOf } from "./places.ts";

/** Lines that are printed of one step, and steps that are printed of one behaviour; the rest is counted. */
const linesOfStep = 8;
const stepsAtTheBeginning = 10;
const stepsAtTheEnd = 40;
/** Of one of which only the end matters. */
const shownOfMany = 6;

export interface ListedStep {
  readonly number: number;
  /**
   * Nothing is printed of what the first state of a list has: of an initial one it is what the specification says, and of
   * any other what came before.
   */
  readonly action: string;
  readonly values: Values;
}

export interface StepList {
  readonly steps: readonly ListedStep[];
  readonly ending: Ending;
}

/** A behaviour as TLC printed it. */
export function stepListOf({ states, ending }: Counterexample): StepList {
  return {
    steps: states.map((state) => ({ number: state.number, action: state.action, values: valuesOf(state) })),
    ending,
  };
}

export function stepLines({ steps, ending }: StepList, paint: Paint): readonly string[] {
  const [first] = steps;
  if (first === undefined) return [];
  const setting = settingOf(first.values);
  const width = Math.max(0, ...setting.nodes.map(({ length }) => length));
  const lines = steps.flatMap((step, at) => {
    const before = steps[at - 1];
    const gap = leftOut(at, steps.length, paint);
    if (gap !== undefined) return gap;
    if (before === undefined && step.action !== "Init") return ["     …"];
    const changes = before === undefined ? [] : differencesBetween(before.values, step.values, setting);
    const who = before === undefined ? "" : (whoActed(changes) ?? "");
    const column = width === 0 ? "" : `${who.padEnd(width)}  `;
    const heading = `${String(step.number).padStart(3)}  ${column}${paint(step.action, "strong")}`;
    return [heading, ...(before === undefined ? [] : changeLines(changes, 7))];
  });
  return [...lines, ...endingLines(ending, paint)];
}

/** The last steps of one that has hundreds, and began with the first of them; without colours, for reports, too. */
export function lastSteps(all: readonly Omit<ListedStep, "number">[]): readonly string[] {
  const steps = all.map((step, number) => ({ ...step, number })).slice(-shownOfMany - 1);
  return stepLines({ steps, ending: { kind: "ends" } }, noPaint);
}

/** What stands in the place of a step of a long behaviour that is not printed; `undefined` for one that is. */
export function leftOut(at: number, count: number, paint: Paint): readonly string[] | undefined {
  const left = count - stepsAtTheBeginning - stepsAtTheEnd;
  if (left <= 0 || at < stepsAtTheBeginning || at >= stepsAtTheBeginning + left) return undefined;
  return at === stepsAtTheBeginning ? [paint(`     … ${left} steps are left out here …`, "quiet")] : [];
}

/** Changes, several in a line where they fit. */
export function changeLines(
  changes: readonly Difference[],
  indent: number,
  most: number = linesOfStep,
): readonly string[] {
  const room = columns - indent;
  const lines: string[] = [];
  for (const change of changes) {
    const text = differenceLine(change, room);
    const last = lines.at(-1);
    const together = `${last}; ${text}`;
    if (last !== undefined && together.length <= room) lines[lines.length - 1] = together;
    else lines.push(text);
  }
  if (lines.length === 0) lines.push("nothing changes");
  const shown = lines.length > most ? lines.slice(0, most - 1) : lines;
  const rest = lines.length === shown.length ? [] : [`… and ${lines.length - shown.length} lines more`];
  return [...shown, ...rest].map((line) => " ".repeat(indent) + line);
}

/** The changes from one state to another. */
export function changeLinesBetween(before: Values, after: Values, setting: Setting, indent: number): readonly string[] {
  return changeLines(differencesBetween(before, after, setting), indent);
}

/** What comes after the last state. */
export function endingLines(ending: Ending, paint: Paint): readonly string[] {
  switch (ending.kind) {
    case "ends":
      return [];
    case "stutters":
      return [paint("     and nothing happens any more", "strong")];
    case "back to":
      return [paint(`     and from here back to ${ending.state}, again and again`, "strong")];
  }
}
