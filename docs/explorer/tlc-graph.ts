/**
 * TLC's graph of a small model, as the page loads it: states by their digests, in the order in which TLC dumped them, and
 * the edges between them.
 *
 * @module
 */
import { canonicalText, valuesOf } from "../../conformance/engine/plain-values.ts";
import type { Stop } from "./journey.ts";
import { stateDigest } from "./state-digest.ts";
import type { World } from "./world.ts";

/** As it is written. */
export interface WrittenGraph {
  readonly model: string;
  readonly actions: readonly string[];
  readonly digests: readonly number[];
  /** For each state its edges: the number of the action and that of the state which it leads to, by turns. */
  readonly edges: readonly (readonly number[])[];
}

export interface TlcGraph extends WrittenGraph {
  /** The number of a state by its digest. */
  readonly numbers: ReadonlyMap<number, number>;
}

export function tlcGraph(written: WrittenGraph): TlcGraph {
  return { ...written, numbers: new Map(written.digests.map((digest, number) => [digest, number])) };
}

/** A step from a state, and who takes it. */
export interface ComparedStep {
  readonly action: string;
  /** The number of the state after it; none if TLC has no such state. */
  readonly target: number | undefined;
  readonly by: "both" | "TLC" | "the step functions";
}

export interface Compared {
  /** The number of the state; none if TLC has none like it. */
  readonly number: number | undefined;
  readonly steps: readonly ComparedStep[];
}

/** What TLC allows in a state, beside what is offered there. */
export function compared(graph: TlcGraph, world: World, { state, choices }: Stop): Compared {
  const numberOf = (one: Stop["state"]): number | undefined =>
    graph.numbers.get(stateDigest(canonicalText(valuesOf(world.subject, one))));
  const number = numberOf(state);
  const allowed = number === undefined ? [] : edgesFrom(graph, number);
  const offered = choices
    .map(({ action, next }) => ({ action, target: numberOf(next) }))
    .filter(({ target }) => target === undefined || target !== number);
  const steps = new Map<string, ComparedStep>();
  for (const edge of allowed) steps.set(textOf(edge), { ...edge, by: "TLC" });
  for (const edge of offered) {
    const before = steps.get(textOf(edge));
    steps.set(textOf(edge), {
      ...edge,
      by: before === undefined || before.by !== "TLC" ? (before?.by ?? "the step functions") : "both",
    });
  }
  return { number, steps: [...steps.values()] };
}

interface Edge {
  readonly action: string;
  readonly target: number | undefined;
}

function textOf({ action, target }: Edge): string {
  return `${action} ${target}`;
}

function edgesFrom({ actions, edges }: TlcGraph, number: number): readonly Edge[] {
  const row = edges[number] ?? [];
  return row.flatMap((action, at) => (at % 2 === 0 ? [{ action: actions[action] ?? "?", target: row[at + 1] }] : []));
}
