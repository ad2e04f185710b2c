/**
 * What the conformance suite found.
 *
 * @module
 */
import type { Mismatch } from "../engine/mismatch.ts";
import type { GraphResult } from "../graph/check-graph.ts";
import type { ReplayResult } from "../replay/check-replay.ts";
import type { RunsResult } from "../traces/check-runs.ts";

export interface TwinResult {
  readonly protocol: string;
  readonly name: string;
  readonly against: string;
  /** Where it was rejected; `undefined` if it was taken for the specified one, which is a failure. */
  readonly mismatch: Mismatch | undefined;
}

export interface SuiteResult {
  readonly graphs: readonly GraphResult[];
  readonly replays: readonly ReplayResult[];
  readonly runs: readonly RunsResult[];
  readonly twins: readonly TwinResult[];
  /** Ends that a protocol wants to see and that occurred in no replay, or in no run. */
  readonly unseenEnds: readonly string[];
}

export function isEqual(graph: GraphResult): boolean {
  const { mismatch, states, specified, matched, edges, isAsInManifest } = graph;
  return mismatch === undefined && states === specified && matched === edges && isAsInManifest;
}

export function isAccepted(runs: RunsResult): boolean {
  return runs.failure === undefined && runs.accepted === runs.states;
}

export function isFine({ graphs, replays, runs, twins, unseenEnds }: SuiteResult): boolean {
  return (
    graphs.every(isEqual) &&
    replays.every(({ failure }) => failure === undefined) &&
    runs.every(isAccepted) &&
    twins.every(({ mismatch }) => mismatch !== undefined) &&
    unseenEnds.length === 0
  );
}
