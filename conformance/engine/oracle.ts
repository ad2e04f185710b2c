/**
 * The explorer beside its oracle, for tests: both must find the same states and the same edges, as texts.
 *
 * @module
 */
import assert from "node:assert/strict";
import { explore, type States } from "./explore.ts";
import { edgeText, exploreNaively, type NaiveGraph } from "./naive-explorer.ts";
import { keyOf } from "./plain-state.ts";
import { type Subject, walkerOf } from "./subject.ts";

/** How much both have found. */
export interface Found {
  readonly states: number;
  /** Between different states, each counted once. */
  readonly edges: number;
  /** Of a situation and an event, each of which the oracle steps twice. */
  readonly pairs: number;
}

/**
 * What both find. On its way the oracle takes every step twice.
 *
 * @throws AssertionError if one of them finds a state or an edge that the other does not find, or if a timer is armed
 * where its firing is refused.
 */
export function foundByBoth(subject: Subject): Found {
  const naive = exploreNaively(subject);
  const { states, edges } = explored(subject);
  assertSameTexts(states, naive.states);
  assertSameTexts(edges, naive.edges);
  assert.equal(naive.refusedTimers, 0, "a timer is armed where its firing is refused");
  return { states: states.size, edges: edges.size, pairs: naive.pairs };
}

/** The edges that the explorer finds, in the texts of the oracle. */
export function exploredEdges(subject: Subject): ReadonlySet<string> {
  return explored(subject).edges;
}

/** What the explorer finds, in the texts of the oracle. */
function explored(subject: Subject): Pick<NaiveGraph, "states" | "edges"> {
  const { system } = subject;
  const walker = walkerOf(subject);
  const keys: string[] = [];
  const keyAt = (number: number, states: States): string => {
    const known = keys[number];
    if (known !== undefined) return known;
    const state = new Uint32Array(walker.width);
    states.read(number, state);
    const key = keyOf({
      situations: system.parts.map((_, slot) => walker.situation(state, slot)),
      messages: system.links.flatMap((_, link) =>
        walker.messagesNumbered(link, state[system.parts.length + link] ?? 0),
      ),
      objects: walker.objects.map((slot) => walker.objectStateNumbered(slot, state[slot] ?? 0)),
      asked: walker.askedSlot === undefined ? [] : walker.askedNumbered(state[walker.askedSlot] ?? 0),
    });
    keys[number] = key;
    return key;
  };
  const edges = new Set<string>();
  const { complete } = explore(walker, (state, steps, states) => {
    for (let i = 0; i < steps.count; i++) {
      const action = walker.actions.value(steps.actions[i] ?? 0);
      edges.add(edgeText(keyAt(state, states), action, keyAt(steps.targets[i] ?? 0, states)));
    }
    return true;
  });
  assert.equal(complete, true);
  return { states: new Set(keys), edges };
}

function assertSameTexts(actual: ReadonlySet<string>, expected: ReadonlySet<string>): void {
  assert.deepEqual([...actual].filter((text) => !expected.has(text)).slice(0, 1), []);
  assert.equal(actual.size, expected.size);
}
