/**
 * Graph equality: the reachable labelled graph of a system against the graph that TLC generated.
 *
 * The system is explored breadth first. Each of its states is encoded and looked up among TLC's, and the edges that
 * leave it are compared, as sets of action and target, with the edges of the state that was found. If the initial
 * states are equal, all rows are equal, and all of TLC's states were met, the graphs are equal. The search stops at the
 * first difference, so the path to it is a shortest one, and a system that runs wild is stopped at once.
 *
 * @module
 */
import { Correspondence } from "./correspondence.ts";
import { type Encode, encoder } from "./encoder.ts";
import { explore, type States, type Steps } from "./explore.ts";
import type { Extension } from "./mapping.ts";
import type { Mismatch } from "./mismatch.ts";
import { differentInitialState, differentRow, differentVariables, sameEncoding, unreached } from "./mismatch-of.ts";
import type { SpecGraph } from "./spec-graph.ts";
import { type Subject, walkerOf } from "./subject.ts";
import type { Walker } from "./walker.ts";

export interface Comparison {
  /** States of the system that were met. */
  readonly states: number;
  /** Edges between different states that both have, each counted once. */
  readonly matched: number;
  /** Where the two part ways, if they do. */
  readonly mismatch: Mismatch | undefined;
}

/** How far a comparison is, for whoever waits for it. */
export type OnProgress = (states: number) => void;

const PROGRESS_EVERY = 8192;

/** Compares until the first difference. */
export function compareGraphs(subject: Subject, dumped: SpecGraph, onProgress: OnProgress = () => {}): Comparison {
  const { mapping } = subject;
  const graph = { ...dumped, actions: dumped.actions.map((label) => actionLabelled(label, mapping.extension)) };
  const mapped = Object.keys(mapping.variables);
  if (graph.variables.toSorted().join() !== mapped.toSorted().join()) {
    return { states: 0, matched: 0, mismatch: differentVariables(mapped, graph.variables) };
  }
  const walker = walkerOf(subject);
  const encode = encoder(walker, mapping, graph.values, graph.variables);
  const [initial] = graph.initial;
  if (graph.initial.length !== 1 || graph.states.find(encode(walker.initial())) !== initial) {
    return { states: 0, matched: 0, mismatch: differentInitialState(walker, encode, graph) };
  }
  const rows = new Rows(walker, encode, graph);
  const exploration = explore(walker, (state, steps, states) => {
    if (state % PROGRESS_EVERY === 0) onProgress(state);
    return rows.compare(state, steps, states);
  });
  const met = { states: exploration.states.size, matched: rows.matched };
  if (rows.alike !== undefined) return { ...met, mismatch: sameEncoding(exploration, encode, graph, rows.alike) };
  if (rows.differs !== undefined) return { ...met, mismatch: differentRow(exploration, encode, graph, rows.differs) };
  const unmet = rows.correspondence.unmet();
  return { ...met, mismatch: unmet === undefined ? undefined : unreached(graph, unmet) };
}

/** An action that is joined with something in a model has its own name before that. */
function actionLabelled(label: string, extension: Extension | undefined): string {
  if (extension === undefined) return label;
  const joined = `_${extension.joins}`;
  return label.endsWith(joined) ? label.slice(0, -joined.length) : label;
}

/** The rows of both graphs, compared one by one. */
class Rows {
  readonly correspondence: Correspondence;
  matched = 0;
  /** Two states of the system that cannot be told apart in the specification. */
  alike: readonly [number, number] | undefined;
  /** The state of the system whose row is a different one. */
  differs: number | undefined;
  readonly #walker: Walker;
  readonly #encode: Encode;
  readonly #graph: SpecGraph;
  /** Action of the walker -> action of the specification, or -1. */
  readonly #actions: number[] = [];
  readonly #row: number[] = [];
  readonly #state: Uint32Array;

  constructor(walker: Walker, encode: Encode, graph: SpecGraph) {
    this.#walker = walker;
    this.#encode = encode;
    this.#graph = graph;
    this.#state = new Uint32Array(walker.width);
    this.correspondence = new Correspondence(graph.states.size);
  }

  /** Whether the row of the state is the same in both graphs. */
  compare(state: number, steps: Steps, states: States): boolean {
    const row = this.#row;
    row.length = steps.count;
    for (let i = 0; i < steps.count; i++) {
      const target = this.#specOf(steps.targets[i] ?? 0, states);
      const action = this.#actionOf(steps.actions[i] ?? 0);
      row[i] = target < 0 || action < 0 ? -1 : action * this.#graph.states.size + target;
    }
    if (!this.#sameAs(this.#specOf(state, states), sortedOnce(row))) this.differs = state;
    return this.differs === undefined && this.alike === undefined;
  }

  /** Whether the row, sorted and without repetitions, is the specification's. -1 is no edge of it. */
  #sameAs(spec: number, count: number): boolean {
    const { edgeStarts, edges } = this.#graph;
    const start = edgeStarts[spec] ?? 0;
    if ((edgeStarts[spec + 1] ?? 0) - start !== count) return false;
    for (let i = 0; i < count; i++) if (edges[start + i] !== this.#row[i]) return false;
    this.matched += count;
    return true;
  }

  #specOf(state: number, states: States): number {
    const known = this.correspondence.specOf(state);
    if (known !== undefined) return known;
    states.read(state, this.#state);
    const spec = this.#graph.states.find(this.#encode(this.#state));
    const other = this.correspondence.systemOf(spec);
    if (other !== undefined) this.alike = [other, state];
    this.correspondence.add(state, spec);
    return spec;
  }

  #actionOf(action: number): number {
    const known = this.#actions[action];
    if (known !== undefined) return known;
    const number = this.#graph.actions.indexOf(this.#walker.actions.value(action));
    this.#actions[action] = number;
    return number;
  }
}

/** Sorts in place and moves repetitions out of the way; returns how many are left. */
function sortedOnce(numbers: number[]): number {
  numbers.sort((a, b) => a - b);
  let kept = 0;
  for (const number of numbers) if (kept === 0 || numbers[kept - 1] !== number) numbers[kept++] = number;
  return kept;
}
