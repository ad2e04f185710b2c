/**
 * The graphs of epoch broadcast beside mistaken nodes, for tests.
 *
 * @module
 */
import { type Comparison, compareGraphs } from "../engine/compare.ts";
import type { Model } from "../graph/model-graph.ts";
import { systemOf } from "./epoch-broadcast.options.ts";
import { epochBroadcastProtocol } from "./epoch-broadcast.ts";

/** What the comparison says of a node in the place of the real one. */
export function comparisonWith({ constants, graph }: Model, role?: Parameters<typeof systemOf>[1]): Comparison {
  return compareGraphs({ ...epochBroadcastProtocol.subjectOf(constants), system: systemOf(constants, role) }, graph);
}
