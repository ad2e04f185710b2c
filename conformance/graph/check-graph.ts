/**
 * Graph equality of one model.
 *
 * @module
 */
import type { ModelRow } from "../check/manifest.ts";
import { constantsOf } from "../check/model-configuration.ts";
import { type Comparison, compareGraphs, type OnProgress } from "../engine/compare.ts";
import type { Protocol, Twin } from "../engine/protocol.ts";
import type { SpecGraph } from "../engine/spec-graph.ts";
import { beginningOf } from "../tlc/configuration.ts";
import { type Dump, graphIn } from "./dump.ts";

export interface GraphResult extends Comparison {
  readonly protocol: string;
  readonly model: string;
  /** States of the specification. */
  readonly specified: number;
  /** Edges of the specification between different states, each counted once. */
  readonly edges: number;
  /** Whether TLC counted what the manifest says: otherwise the graph is another one than the model that was checked. */
  readonly isAsInManifest: boolean;
  /** Reading, exploring and comparing. */
  readonly seconds: number;
  readonly tlcSeconds: number;
}

/** Compares the step functions with the dumped graph of a model. */
export function checkGraph(
  protocol: Protocol,
  row: ModelRow,
  specFolder: string,
  dump: Dump,
  onProgress: OnProgress,
): GraphResult {
  const started = performance.now();
  const result = compareWithGraph(protocol, row, specFolder, dump, graphIn(dump), onProgress);
  return { ...result, seconds: (performance.now() - started) / 1000 };
}

/** The same, or for a twin of them, with a graph that was read already; the time is that of exploring and comparing. */
export function compareWithGraph(
  protocol: Protocol,
  row: ModelRow,
  specFolder: string,
  dump: Dump,
  graph: SpecGraph,
  onProgress: OnProgress,
  twin?: Twin,
): GraphResult {
  const started = performance.now();
  const constants = constantsOf(row, specFolder);
  const subject = protocol.subjectOf(constants, beginningOf(row.behaviour));
  const system = twin === undefined ? subject.system : twin.systemOf(constants);
  const comparison = compareGraphs({ ...subject, system }, graph, onProgress);
  return {
    ...comparison,
    protocol: protocol.name,
    model: row.name,
    specified: graph.states.size,
    edges: graph.edges.length,
    isAsInManifest: isAsInManifest(row, dump),
    seconds: (performance.now() - started) / 1000,
    tlcSeconds: dump.seconds,
  };
}

function isAsInManifest({ expected }: ModelRow, { counts }: Dump): boolean {
  if (expected.kind !== "passes" || expected.counts === undefined) return true;
  return expected.counts.distinct === counts.distinct && expected.counts.generated === counts.generated;
}
