/** TLC's graph of a model as a file for the page. */
import { canonicalText } from "../../conformance/engine/plain-values.ts";
import { edgesFrom, type SpecGraph } from "../../conformance/engine/spec-graph.ts";
import { stateDigest } from "./state-digest.ts";
import type { WrittenGraph } from "./tlc-graph.ts";

/** @throws Error if two states have one digest */
export function writtenGraph(model: string, graph: SpecGraph): WrittenGraph {
  const { states, values, variables, actions } = graph;
  const numbers = new Uint32Array(variables.length);
  const digests: number[] = [];
  const edges: number[][] = [];
  for (let state = 0; state < states.size; state++) {
    states.read(state, numbers);
    digests.push(stateDigest(canonicalText(variables.map((name, i) => [name, values.value(numbers[i] ?? 0)]))));
    edges.push(edgesFrom(graph, state).flatMap(({ action, target }) => [actions.indexOf(action), target]));
  }
  if (new Set(digests).size < digests.length) throw new Error(`${model}: two states have one digest`);
  return { model, actions, digests, edges };
}
