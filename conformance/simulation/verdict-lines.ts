/**
 * What the specification says of a run, in words.
 *
 * @module
 */
import { formatCount } from "../check/table.ts";
import type { Verdict } from "./verdict.ts";

/** A line, or two. */
export function verdictLines(verdict: Verdict): readonly string[] {
  switch (verdict.kind) {
    case "accepts":
      return accepted(verdict);
    case "refuses":
      return [
        `TLC refuses step ${formatCount(verdict.step)}, at ${timeOf(verdict.at)}: ${verdict.action} by ${verdict.node}`,
        "  The specification does not allow this step: the step functions are wrong there.",
      ];
    case "unlike":
      return [`refused before TLC, at ${timeOf(verdict.until)}: ${verdict.because}`];
    case "unknown":
      return [`TLC could not be asked about the run: ${verdict.because}`];
  }
}

function accepted({ steps, until, because }: Extract<Verdict, { readonly kind: "accepts" }>): readonly string[] {
  const count = formatCount(steps);
  if (until !== undefined) {
    const then = because === undefined ? "it was not asked about later ones" : `and no further: ${because}`;
    return [`TLC accepts its first ${count} steps, up to ${timeOf(until)}: ${then}`];
  }
  return [
    `TLC accepts all ${count} steps. Either a step is missing, which graphs show (make conformance);`,
    "  or the mistake is one of time or cost; or the specification has the same mistake",
  ];
}

/** The lines, and what a step that is refused has changed. */
export function verdictText(verdict: Verdict): readonly string[] {
  const changed = verdict.kind === "refuses" ? ["", "it changed", ...verdict.changes] : [];
  return [...verdictLines(verdict), ...changed];
}

function timeOf(milliseconds: number): string {
  return `${formatCount(Math.round(milliseconds))} ms`;
}
