/**
 * Breadth-first search of everything that a system can do.
 *
 * @module
 */
import { OrderlyWalker } from "./orderly-walker.ts";
import { SiteWalk } from "./site-walk.ts";
import { TupleTable } from "./tuple-table.ts";
import type { OnStep, Walker } from "./walker.ts";

/** The steps from one state, without those that change nothing: parallel arrays, used again for the next state. */
export interface Steps {
  count: number;
  readonly actions: number[];
  readonly targets: number[];
}

/** The states that are known, numbered in the order in which they were first reached. */
export interface States {
  readonly size: number;
  /** Copies the state of that number, as the walker has it, into `into`. */
  read(number: number, into: Uint32Array): void;
  /** The number of a state, or -1. */
  find(state: Uint32Array): number;
}

/** States as tuples of numbers, for the table of those that are known. */
export interface Walk {
  /** How many numbers there are. */
  readonly width: number;
  contentsOf(state: Uint32Array): Uint32Array;
  /** The state of the walker with these contents. */
  fill(contents: ArrayLike<number>, into: Uint32Array): void;
  expand(contents: Uint32Array, onStep: OnStep): void;
}

/** What is done with each state, in breadth-first order; `false` ends the search. */
export type Visit = (state: number, steps: Steps, states: States) => boolean;

/** The states that were reached, and how. */
export interface Exploration {
  readonly walker: Walker;
  readonly states: States;
  /** For each state the one from which it was first reached; the initial state is its own. */
  readonly parents: Uint32Array;
  /** How many steps changed something, counted once for each way of taking them. */
  readonly steps: number;
  readonly levels: number;
  /** Whether everything was visited. */
  readonly complete: boolean;
}

/** Visits every reachable state once, in breadth-first order, until `visit` says that it is enough. */
export function explore(walker: Walker, visit: Visit): Exploration {
  const walk: Walk = walker instanceof OrderlyWalker ? walker : new SiteWalk(walker);
  const table = new TupleTable(walk.width);
  const states = statesOf(walk, table);
  const state = new Uint32Array(walk.width);
  const found: Steps = { count: 0, actions: [], targets: [] };
  let parents = new Uint32Array(1 << 10);
  let steps = 0;
  let levels = 1;
  let lastOfLevel = table.intern(walk.contentsOf(walker.initial()));
  let current = 0;
  const onStep: OnStep = (action, after, changed, count) => {
    const before = table.size;
    const target = table.internNear(after, changed, count);
    if (target === before) {
      if (target >= parents.length) parents = longer(parents);
      parents[target] = current;
    }
    found.actions[found.count] = action;
    found.targets[found.count] = target;
    found.count++;
  };
  for (; current < table.size; current++) {
    if (current > lastOfLevel) {
      levels++;
      lastOfLevel = table.size - 1;
    }
    table.read(current, state);
    found.count = 0;
    walk.expand(state, onStep);
    steps += found.count;
    if (!visit(current, found, states)) return { walker, states, parents, steps, levels, complete: false };
  }
  return { walker, states, parents, steps, levels, complete: true };
}

/** The walker's states, which the table holds by sites. */
function statesOf(walk: Walk, table: TupleTable): States {
  const contents = new Uint32Array(walk.width);
  return {
    get size() {
      return table.size;
    },
    read(number, into) {
      table.read(number, contents);
      walk.fill(contents, into);
    },
    find: (state) => table.find(walk.contentsOf(state)),
  };
}

/** The numbers of the states on the shortest path from the initial state, both ends included. */
export function pathTo(exploration: Exploration, state: number): readonly number[] {
  const path = [state];
  for (let at = state; at !== 0; ) {
    at = exploration.parents[at] ?? 0;
    path.push(at);
  }
  return path.reverse();
}

/** The action that leads from a state to the next one of a path. */
export function actionBetween({ walker, states }: Exploration, before: number, after: number): string {
  let name = "?";
  const state = new Uint32Array(walker.width);
  states.read(before, state);
  walker.expand(state, (action, reached) => {
    if (states.find(reached) === after) name = walker.actions.value(action);
  });
  return name;
}

function longer(array: Uint32Array): Uint32Array<ArrayBuffer> {
  const copy = new Uint32Array(array.length * 2);
  copy.set(array);
  return copy;
}
