/**
 * What a person reads below the tables of the suite about what is not equal.
 *
 * @module
 */
import type { Paint } from "../check/paint.ts";
import { type Definitions, whereIs } from "../definitions/whereabouts.ts";
import { columns, cut, wrapped } from "../differences/lines.ts";
import { whereLines, wholeLines } from "../differences/where-lines.ts";
import { explainMismatch } from "../graph/explain-mismatch.ts";
import { isEqual, type SuiteResult } from "./suite-result.ts";

export interface FailureTelling {
  readonly paint: Paint;
  readonly definitions: Definitions;
  /** The specification of a protocol, by the name of its module. */
  readonly specificationOf: (protocol: string) => string;
  /** Where the report is. */
  readonly report: string;
}

/** A replay, or runs, that failed, as far as it is told here. */
interface Failed {
  readonly protocol: string;
  readonly model: string;
  readonly failure: readonly string[] | undefined;
  readonly refused?: string | undefined;
}

/** Mismatches that are told in full: what is wrong in one step is wrong in many graphs. */
const mismatchesTold = 3;

/** Everything that failed, each with an empty line behind it. */
export function failureLines(result: SuiteResult, telling: FailureTelling): readonly string[] {
  const { paint } = telling;
  const taken = result.twins.filter(({ mismatch }) => mismatch === undefined);
  return [
    ...mismatchLines(result, telling),
    ...result.replays.flatMap((replay) => walkLines("replays", replay, telling)),
    ...result.runs.flatMap((runs) => walkLines("traces", runs, telling)),
    ...taken.flatMap(({ name, against }) => [
      ...wrapped(`${name}: its mistake was not noticed by the graph of ${against}`, 0).map((line) =>
        paint(line, "bad"),
      ),
      "",
    ]),
    ...result.unseenEnds.map((line) => paint(line, "bad")),
  ];
}

/** What one may do next, in one line. @param simulated - the protocols that the simulator knows */
export function nextAfterSuite({ graphs, replays, runs, twins }: SuiteResult, simulated: readonly string[]): string {
  const failed =
    graphs.find((graph) => !isEqual(graph))?.model ??
    [...replays, ...runs].find(({ failure }) => failure !== undefined)?.model ??
    twins.find(({ mismatch }) => mismatch === undefined)?.name;
  if (failed !== undefined) return `next: make conformance MODEL=${failed}`;
  const [protocol, another] = new Set([graphs, replays, runs, twins].flat().map((part) => part.protocol));
  const isAlone = protocol !== undefined && another === undefined && simulated.includes(protocol);
  return `next: make simulate${isAlone ? ` P=${protocol}` : ""}`;
}

function mismatchLines({ graphs }: SuiteResult, telling: FailureTelling): readonly string[] {
  const { paint, specificationOf } = telling;
  const told = new Set(graphs.filter(({ mismatch }) => mismatch !== undefined).slice(0, mismatchesTold));
  return graphs.flatMap((graph) => {
    const { model, mismatch, protocol, isAsInManifest } = graph;
    if (mismatch !== undefined && !told.has(graph)) {
      return [...wrapped(`${model}: ${mismatch.summary}`, 0).map((line) => paint(line, "bad")), ""];
    }
    if (mismatch !== undefined) {
      return [...explainMismatch(model, mismatch, { ...telling, specification: specificationOf(protocol) }), ""];
    }
    if (isEqual(graph)) return [];
    const why = isAsInManifest ? "the counts differ though no row did" : "TLC's counts are not those of the manifest";
    return [paint(`${model}: ${why}`, "bad"), ""];
  });
}

/** @param list - of the report */
function walkLines(
  list: string,
  { protocol, model, failure, refused }: Failed,
  telling: FailureTelling,
): readonly string[] {
  if (failure === undefined) return [];
  const { paint, definitions, specificationOf, report } = telling;
  const places = refused === undefined ? [] : whereIs(definitions, specificationOf(protocol), refused);
  return [
    paint(model, "bad"),
    ...failure.map((line) => cut(`  ${line}`, columns)),
    ...whereLines([[refused ?? "", places]], paint),
    ...wholeLines(report, `${list}, ${model}`),
    "",
  ];
}
