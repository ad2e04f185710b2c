/**
 * A state as text, in pieces small enough to see what has changed: a line for each value that a function has and for
 * each member of a set.
 *
 * @module
 */
import { ownValue } from "./own-value.ts";
import { type TlaValue, textOf } from "./tla-value.ts";

/** `status[t1][p1]` -> `"prepared"`; `messages` of `[kind |-> …]` -> `in`. */
export type StateText = Readonly<Record<string, string>>;

/** What is in one state and not, or differently, in another. */
export interface Change {
  readonly what: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

export function stateText(variables: readonly (readonly [name: string, value: TlaValue])[]): StateText {
  return Object.fromEntries(variables.flatMap(([name, value]) => pieces(name, value)));
}

/** What changes from one state to the other, in the order of the variables. */
export function changesBetween(before: StateText, after: StateText): readonly Change[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names
    .map((what) => ({ what, before: ownValue(before, what), after: ownValue(after, what) }))
    .filter((change) => change.before !== change.after);
}

/** A change as one line: `status[t1][p1]: "preparing" -> "prepared"`, `+ messages: […]`. */
export function changeText({ what, before, after }: Change): string {
  if (before === undefined) return after === IN ? `+ ${what}` : `+ ${what}: ${after}`;
  if (after === undefined) return before === IN ? `- ${what}` : `- ${what}: ${before}`;
  return `${what}: ${before} -> ${after}`;
}

/** What one state has at a place: `status[t1][p1] is "prepared"`, `messages has […]`. */
export function pieceText(what: string, value: string): string {
  return value === IN ? what.replace(": ", " has ") : `${what} is ${value}`;
}

const IN = "in";

function pieces(name: string, value: TlaValue): [string, string][] {
  if (value.kind === "set") return value.members.map((member) => [`${name}: ${textOf(member)}`, IN]);
  if (value.kind !== "function" || !isKeyedByModelValues(value.pairs)) return [[name, textOf(value)]];
  return value.pairs.flatMap(([argument, inner]) => pieces(`${name}[${textOf(argument)}]`, inner));
}

/** Records and sequences are shown whole; functions of nodes, transactions and the like in pieces. */
function isKeyedByModelValues(pairs: readonly (readonly [TlaValue, TlaValue])[]): boolean {
  return pairs.length > 0 && pairs.every(([argument]) => argument.kind === "model");
}
