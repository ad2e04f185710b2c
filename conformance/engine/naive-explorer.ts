/**
 * The oracle of the explorer, for tests: the same search, as plainly as it can be said. States are texts, nothing is
 * numbered or remembered, every message is offered to every part, and each step is taken twice on frozen data.
 *
 * @module
 */
import { give, type Happening, restart, type Situation } from "../../src/core/situation.ts";
import type { CommonEvent, Part, Request } from "../../src/core/system.ts";
import type { Taking } from "./choice.ts";
import { stepsFrom } from "./choices.ts";
import { initialState, keyOf, textOf } from "./plain-state.ts";
import { stableKey } from "./stable-key.ts";
import type { Subject } from "./subject.ts";

export interface NaiveGraph {
  readonly states: ReadonlySet<string>;
  /** `state --Action-> state`, without steps that change nothing. */
  readonly edges: ReadonlySet<string>;
  /** Pairs of a situation and an event, each stepped twice with the same result. */
  readonly pairs: number;
  /** Timers that were armed and whose firing was refused. */
  readonly refusedTimers: number;
}

/** @throws Error if a step gives two results for the same input, or changes its input. */
export function exploreNaively(subject: Subject): NaiveGraph {
  const search = new NaiveSearch(subject);
  return search.run();
}

export function edgeText(from: string, action: string, to: string): string {
  return `${from} --${action}-> ${to}`;
}

class NaiveSearch {
  readonly #subject: Subject;
  /** By part: the texts of its situations, and of the events that were given in each. */
  readonly #pairs = new Map<Part, Map<string, Set<string>>>();
  readonly #taking: Taking;
  #refusedTimers = 0;

  constructor(subject: Subject) {
    this.#subject = subject;
    this.#taking = {
      give: (part, situation, event) => this.#stepTwice(part, situation, event),
      restart: (part, situation) => restart(part, frozen(situation)),
    };
  }

  run(): NaiveGraph {
    const initial = initialState(this.#subject.system);
    const states = new Set([keyOf(initial)]);
    const edges = new Set<string>();
    const queue = [initial];
    for (let state = queue.pop(); state !== undefined; state = queue.pop()) {
      const from = keyOf(state);
      for (const { action, next } of stepsFrom(this.#subject, state, this.#taking)) {
        const to = keyOf(next);
        if (to === from) continue;
        edges.add(edgeText(from, action, to));
        if (!states.has(to)) queue.push(next);
        states.add(to);
      }
    }
    const counts = [...this.#pairs.values()].flatMap((situations) => [...situations.values()].map(({ size }) => size));
    return {
      states,
      edges,
      pairs: counts.reduce((sum, count) => sum + count, 0),
      refusedTimers: this.#refusedTimers,
    };
  }

  #stepTwice(part: Part, situation: Situation, event: CommonEvent | Request): Happening {
    frozen(situation);
    frozen(event);
    const once = give(part, situation, event);
    if (this.#isNew(part, situation, event)) {
      const twice = give(part, situation, event);
      if (stableKey(once) !== stableKey(twice)) {
        throw new Error(`a step gives two results for ${part.name} ${textOf(situation)} ${textOf(event)}`);
      }
      if ("timer" in event && once.refusal !== undefined) this.#refusedTimers++;
    }
    return once;
  }

  /** Whether the part was never given the event in that situation before. */
  #isNew(part: Part, situation: Situation, event: CommonEvent | Request): boolean {
    const situations = this.#pairs.get(part) ?? new Map<string, Set<string>>();
    this.#pairs.set(part, situations);
    const events = situations.get(textOf(situation)) ?? new Set();
    situations.set(textOf(situation), events);
    const before = events.size;
    return events.add(textOf(event)).size > before;
  }
}

function frozen<T>(value: T): T {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return value;
  for (const inner of Object.values(value)) frozen(inner);
  return Object.freeze(value);
}
