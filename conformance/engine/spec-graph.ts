/**
 * The complete graph of a specification, as TLC dumped it.
 *
 * @module
 */
import type { TupleTable } from "./tuple-table.ts";
import type { ValueTable } from "./value-table.ts";

export interface SpecGraph {
  /** The variables, in the order in which a state's values are numbered. */
  readonly variables: readonly string[];
  readonly values: ValueTable;
  /** For each state the numbers of its variables' values. */
  readonly states: TupleTable;
  readonly initial: readonly number[];
  /** The names of the actions, by number. */
  readonly actions: readonly string[];
  /** Where the edges of each state begin; one entry more than there are states. */
  readonly edgeStarts: Uint32Array;
  /** The edges of a state, ascending, each once and none to itself: action * number of states + target. */
  readonly edges: Float64Array;
  /** What the dump holds, for comparison with what TLC said: every line, repetitions and self-loops included. */
  readonly counts: { readonly states: number; readonly initial: number; readonly edgeLines: number };
}

/** An edge without its source. */
export interface Edge {
  readonly action: string;
  readonly target: number;
}

/** The edges that leave a state. */
export function edgesFrom(graph: SpecGraph, state: number): readonly Edge[] {
  const row = graph.edges.subarray(graph.edgeStarts[state], graph.edgeStarts[state + 1]);
  return Array.from(row, (edge) => ({
    action: graph.actions[Math.floor(edge / graph.states.size)] ?? "?",
    target: edge % graph.states.size,
  }));
}
