/**
 * The shortest behaviour in which all commit, and how many messages it takes, in the graph that TLC makes of a model: for
 * a specification that has no step functions.
 *
 * @module
 */
import { edgesFrom, type SpecGraph } from "../../conformance/engine/spec-graph.ts";
import { type TlaValue, textOf } from "../../conformance/engine/tla-value.ts";
import { modelNamed } from "../../conformance/graph/model-graph.ts";
import { present } from "../../src/core/present.ts";
import type { Shortest } from "./shortest.ts";

/** @throws Error if there is no behaviour of the model in which all commit */
export async function shortestCommitInGraph(model: string): Promise<Shortest> {
  const { constants, graph } = await modelNamed(model);
  const participants = present(constants.sets.Participant).length;
  const known = new Set<number>();
  /** The states after so many steps, and the fewest messages that were sent until there. */
  let layer = new Map(graph.initial.map((state) => [state, 0]));
  for (let steps = 0; layer.size > 0; steps++) {
    const ends = [...layer].filter(([state]) => haveAllCommitted(valueIn(graph, state, "status")));
    if (ends.length > 0) return { steps, messages: Math.min(...ends.map(([, messages]) => messages)), participants };
    for (const state of layer.keys()) known.add(state);
    const next = new Map<number, number>();
    for (const [state, messages] of layer)
      for (const { target } of edgesFrom(graph, state)) {
        if (known.has(target)) continue;
        const least = next.get(target) ?? Number.POSITIVE_INFINITY;
        next.set(target, Math.min(least, messages + sentBetween(graph, state, target)));
      }
    layer = next;
  }
  throw new Error(`docs: there is no behaviour of ${model} in which all commit`);
}

function sentBetween(graph: SpecGraph, before: number, after: number): number {
  const messagesIn = (state: number): readonly string[] => membersOf(valueIn(graph, state, "messages")).map(textOf);
  const old = messagesIn(before);
  return messagesIn(after).filter((message) => !old.includes(message)).length;
}

function valueIn({ variables, values, states }: SpecGraph, state: number, variable: string): TlaValue {
  const numbers = new Uint32Array(states.width);
  states.read(state, numbers);
  return values.value(present(numbers[variables.indexOf(variable)]));
}

function membersOf(value: TlaValue): readonly TlaValue[] {
  return value.kind === "set" ? value.members : [];
}

function haveAllCommitted(status: TlaValue): boolean {
  return status.kind === "function" && status.pairs.every(([, value]) => textOf(value) === '"committed"');
}
