/**
 * A state in places: the part of each variable that belongs to one node, or to none.
 *
 * @module
 */
import { parseValue } from "../engine/tla-parser.ts";
import { type TlaValue, textOf } from "../engine/tla-value.ts";
import type { TraceState } from "../tlc/counterexample.ts";

/** The variables of a state, in the order of the specification. */
export type Values = readonly (readonly [variable: string, value: TlaValue])[];

export interface Place {
  readonly variable: string;
  /** The node, if the last argument of the variable is one. */
  readonly node: string | undefined;
  /** What else is needed to say which part it is, such as the transaction. */
  readonly of: readonly string[];
  readonly value: TlaValue;
}

/** A function of nodes, of transactions or of anything else that a model gives a name. */
type NamedMap = TlaValue & { readonly kind: "function" };

/**
 * In every protocol with step functions each of these has a value for each node, so that their last arguments are the
 * nodes. Where there is none of them, as on a rung above, they are the last arguments of all that there is.
 */
const ofEachNode: readonly string[] = ["status", "state", "isUp"];

/** A state as TLC printed it. */
export function valuesOf({ variables }: TraceState): Values {
  return variables.map(({ name, value }) => [name, parseValue(value)]);
}

/** The nodes that a state knows of, sorted. */
export function nodesOf(values: Values): readonly string[] {
  const ofNodes = lastArguments(values.filter(([variable]) => ofEachNode.includes(variable)));
  return ofNodes.length > 0 ? ofNodes : lastArguments(values);
}

/** The nodes of a behaviour that TLC printed. */
export function nodesIn([first]: readonly TraceState[]): readonly string[] {
  return first === undefined ? [] : nodesOf(valuesOf(first));
}

function lastArguments(values: Values): readonly string[] {
  const nodes = new Set<string>();
  const visit = (value: TlaValue): void => {
    if (value.kind !== "function") return;
    for (const [argument, inner] of value.pairs) {
      if (isNamedMap(inner)) visit(inner);
      else if (argument.kind === "model") nodes.add(argument.name);
    }
  };
  for (const [, value] of values) visit(value);
  return [...nodes].sort();
}

export function placesOf(values: Values, nodes: readonly string[]): readonly Place[] {
  return values.flatMap(([variable, value]) => placesIn(variable, [], value, nodes));
}

function placesIn(
  variable: string,
  path: readonly string[],
  value: TlaValue,
  nodes: readonly string[],
): readonly Place[] {
  if (isNamedMap(value)) {
    return value.pairs.flatMap(([argument, inner]) => placesIn(variable, [...path, textOf(argument)], inner, nodes));
  }
  const last = path.at(-1);
  const node = last !== undefined && nodes.includes(last) ? last : undefined;
  return [{ variable, node, of: node === undefined ? path : path.slice(0, -1), value }];
}

export function isNamedMap(value: TlaValue): value is NamedMap {
  return value.kind === "function" && value.pairs.length > 0 && value.pairs.every(([{ kind }]) => kind === "model");
}
