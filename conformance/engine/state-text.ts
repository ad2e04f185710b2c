/**
 * A state as text, in pieces small enough to see what has changed: a line for each value that a function has and for
 * each member of a set.
 *
 * @module
 */
import { parseValue } from "./tla-parser.ts";
import { model, set, type TlaValue, textOf } from "./tla-value.ts";

/** `status[t1][p1]` -> `"prepared"`; `messages` of `[kind |-> …]` -> `in`. */
export type StateText = Readonly<Record<string, string>>;

export function stateText(variables: readonly (readonly [name: string, value: TlaValue])[]): StateText {
  return Object.fromEntries(variables.flatMap(([name, value]) => pieces(name, value)));
}

/** The same state as values. A set without members has left no piece behind, and is not among them. */
export function valuesIn(text: StateText): readonly (readonly [name: string, value: TlaValue])[] {
  const byVariable = new Map<string, Piece[]>();
  for (const [key, value] of Object.entries(text)) {
    const [whole, name = "", path = ""] = /^(\w+)((?:\[[^\]]*\])*)/.exec(key) ?? [""];
    // What stands behind the path is the member of a set.
    const member = key.slice(whole.length + 2);
    const piece = {
      path: [...path.matchAll(/\[([^\]]*)\]/g)].map(([, argument = ""]) => argument),
      value: parseValue(member === "" ? value : member),
      isMember: member !== "",
    };
    byVariable.set(name, [...(byVariable.get(name) ?? []), piece]);
  }
  return [...byVariable].map(([name, own]) => [name, assembled(own, 0)]);
}

interface Piece {
  readonly path: readonly string[];
  readonly value: TlaValue;
  readonly isMember: boolean;
}

function assembled(own: readonly Piece[], depth: number): TlaValue {
  const [first] = own;
  if (first === undefined) return set([]);
  if (first.isMember && first.path.length === depth) return set(own.map(({ value }) => value));
  if (first.path.length === depth) return first.value;
  const names = [...new Set(own.map(({ path }) => path[depth] ?? ""))];
  const below = (name: string): readonly Piece[] => own.filter(({ path }) => path[depth] === name);
  return { kind: "function", pairs: names.map((name) => [model(name), assembled(below(name), depth + 1)]) };
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
