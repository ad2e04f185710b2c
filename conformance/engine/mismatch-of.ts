/**
 * Makes a mismatch readable: the shortest path to it, and the edges of which only one side knows.
 *
 * @module
 */
import type { Encode } from "./encoder.ts";
import { actionBetween, type Exploration, pathTo } from "./explore.ts";
import type { EdgeText, Mismatch, PathStep } from "./mismatch.ts";
import { edgesFrom, type SpecGraph } from "./spec-graph.ts";
import { stableKey } from "./stable-key.ts";
import { type StateText, stateText } from "./state-text.ts";
import type { Walker } from "./walker.ts";

export function differentVariables(mapped: readonly string[], specified: readonly string[]): Mismatch {
  const unmapped = specified.filter((name) => !mapped.includes(name));
  const unknown = mapped.filter((name) => !specified.includes(name));
  const parts = [
    ...(unmapped.length > 0 ? [`the mapping leaves out ${unmapped.join(", ")}`] : []),
    ...(unknown.length > 0 ? [`the specification has no ${unknown.join(", ")}`] : []),
  ];
  return { kind: "variables", summary: parts.join("; "), path: [], missing: [], extra: [] };
}

export function differentInitialState(walker: Walker, encode: Encode, graph: SpecGraph): Mismatch {
  return {
    kind: "initial state",
    summary: "the step functions do not begin where the specification begins",
    path: [],
    missing: graph.initial.map((state) => ({ action: "Init", target: specText(graph, state) })),
    extra: [{ action: "Init", target: text(graph, encode(walker.initial())) }],
  };
}

export function sameEncoding(
  exploration: Exploration,
  encode: Encode,
  graph: SpecGraph,
  [one, other]: readonly [number, number],
): Mismatch {
  const difference = differenceOf(exploration, one, other);
  return {
    kind: "encoding",
    summary: `two states of the step functions are one state of the specification; they differ in ${difference}`,
    path: pathText(exploration, encode, graph, other),
    missing: [],
    extra: [],
  };
}

export function differentRow(exploration: Exploration, encode: Encode, graph: SpecGraph, state: number): Mismatch {
  const own = ownEdges(exploration, encode, graph, state);
  const spec = graph.states.find(encode(read(exploration, state)));
  const specified = edgesFrom(graph, spec).map(({ action, target }) => ({ action, target: specText(graph, target) }));
  const missing = without(specified, own);
  const extra = without(own, specified);
  return {
    kind: "edges",
    summary: summaryOf(missing, extra),
    path: pathText(exploration, encode, graph, state),
    missing,
    extra,
  };
}

/** Says of each action whether only one side takes it there, or both do and come to different states. */
function summaryOf(missing: readonly EdgeText[], extra: readonly EdgeText[]): string {
  const specified = new Set(missing.map((edge) => edge.action));
  const taken = new Set(extra.map((edge) => edge.action));
  const parts: [string, readonly string[]][] = [
    ["both take, to different states, ", [...specified].filter((action) => taken.has(action))],
    ["only the specification takes ", [...specified].filter((action) => !taken.has(action))],
    ["only the step functions take ", [...taken].filter((action) => !specified.has(action))],
  ];
  return parts.flatMap(([words, actions]) => (actions.length === 0 ? [] : [words + actions.join(", ")])).join("; ");
}

export function unreached(graph: SpecGraph, state: number): Mismatch {
  return {
    kind: "unreached",
    summary: "the specification has a state that the step functions never reach, though every row was equal",
    path: [],
    missing: [{ action: "?", target: specText(graph, state) }],
    extra: [],
  };
}

function pathText(exploration: Exploration, encode: Encode, graph: SpecGraph, state: number): PathStep[] {
  const path = pathTo(exploration, state);
  return path.map((number, i) => {
    const before = path[i - 1];
    return {
      action: before === undefined ? undefined : actionBetween(exploration, before, number),
      state: text(graph, encode(read(exploration, number))),
    };
  });
}

/** The edges of a state, once each, without self-loops. */
function ownEdges(exploration: Exploration, encode: Encode, graph: SpecGraph, state: number): EdgeText[] {
  const { walker } = exploration;
  const edges = new Map<string, EdgeText>();
  walker.expand(read(exploration, state), (action, reached) => {
    const edge = { action: walker.actions.value(action), target: text(graph, encode(reached)) };
    edges.set(stableKey(edge), edge);
  });
  return [...edges.values()];
}

function without(edges: readonly EdgeText[], others: readonly EdgeText[]): EdgeText[] {
  const known = new Set(others.map(stableKey));
  return edges.filter((edge) => !known.has(stableKey(edge)));
}

function read({ states, walker }: Exploration, state: number): Uint32Array {
  const tuple = new Uint32Array(walker.width);
  states.read(state, tuple);
  return tuple;
}

function specText(graph: SpecGraph, state: number): StateText {
  const numbers = new Uint32Array(graph.variables.length);
  graph.states.read(state, numbers);
  return text(graph, numbers);
}

function text(graph: SpecGraph, numbers: ArrayLike<number>): StateText {
  return stateText(graph.variables.map((name, i) => [name, graph.values.value(numbers[i] ?? 0)]));
}

/** What tells two states of the system apart, for a person who has to extend the specification or the mapping. */
function differenceOf(exploration: Exploration, one: number, other: number): string {
  const { walker } = exploration;
  const first = read(exploration, one);
  const second = read(exploration, other);
  const parts = walker.system.parts.flatMap((part, slot) => {
    if (first[slot] === second[slot]) return [];
    return [
      `${part.name}: ${stableKey(walker.situation(first, slot))} and ${stableKey(walker.situation(second, slot))}`,
    ];
  });
  if (parts.length > 0) return parts.join("; ");
  const { askedSlot, objects } = walker;
  const object = objects.find((slot) => first[slot] !== second[slot]);
  if (object !== undefined) return `the object ${walker.objectAt(object).name}`;
  return askedSlot !== undefined && first[askedSlot] !== second[askedSlot] ? "what was asked" : "their messages";
}
