/**
 * The graphs of two-phase commit beside mistaken roles, for tests.
 *
 * @module
 */
import { type Comparison, compareGraphs } from "../engine/compare.ts";
import type { Model } from "../graph/model-graph.ts";
import { systemOf } from "./two-phase-commit.options.ts";
import { twoPhaseCommitProtocol } from "./two-phase-commit.ts";

/** What the comparison says of roles in the place of the real ones. */
export function comparisonWith({ constants, graph }: Model, roles?: Parameters<typeof systemOf>[1]): Comparison {
  return compareGraphs({ ...twoPhaseCommitProtocol.subjectOf(constants), system: systemOf(constants, roles) }, graph);
}
