/**
 * `build/conformance.json`: what was found, for scripts and for the documentation. It is written when a comparison has
 * come to its end, and until then that of an earlier one stays.
 *
 * @module
 */
import { join } from "node:path";
import { writeWhole } from "../check/write-whole.ts";
import type { Choice } from "./chosen.ts";
import { isAccepted, isEqual, isFine, type SuiteResult } from "./suite-result.ts";

export const suiteReportPath = (buildFolder: string): string => join(buildFolder, "conformance.json");

export function writeSuiteReport(buildFolder: string, selection: Choice, result: SuiteResult): void {
  const { graphs, replays, runs, twins, unseenEnds } = result;
  writeWhole(suiteReportPath(buildFolder), {
    ok: isFine(result),
    selection,
    graphs: graphs.map((graph) => ({
      protocol: graph.protocol,
      model: graph.model,
      states: graph.specified,
      edges: graph.edges,
      matched: graph.matched,
      missing: graph.mismatch?.missing.length ?? 0,
      extra: graph.mismatch?.extra.length ?? 0,
      seconds: rounded(graph.seconds),
      tlcSeconds: rounded(graph.tlcSeconds),
      ok: isEqual(graph),
      ...(graph.mismatch === undefined ? {} : { mismatch: graph.mismatch }),
    })),
    replays: replays.map(({ failure, ...replay }) => ({
      ...replay,
      seconds: rounded(replay.seconds),
      tlcSeconds: rounded(replay.tlcSeconds),
      ok: failure === undefined,
      ...(failure === undefined ? {} : { failure }),
    })),
    traces: runs.map(({ failure, ...made }) => ({
      ...made,
      seconds: rounded(made.seconds),
      ok: isAccepted({ ...made, failure }),
      ...(failure === undefined ? {} : { failure }),
    })),
    twins: twins.map(({ mismatch, ...twin }) => ({
      ...twin,
      rejected: mismatch !== undefined,
      by: mismatch?.summary,
      steps: mismatch === undefined ? undefined : Math.max(0, mismatch.path.length - 1),
      ok: mismatch !== undefined,
    })),
    unseenEnds,
  });
}

function rounded(seconds: number): number {
  return Math.round(seconds * 1000) / 1000;
}
