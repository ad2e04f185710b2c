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
        "  is not what the specification does: the step functions are wrong there",
      ];
    case "unlike":
      return [`refused before TLC, at ${timeOf(verdict.until)}: ${verdict.because}`];
    case "unknown":
      return [`what the specification says could not be asked: ${verdict.because}`];
  }
}

function accepted({ steps, until, because }: Extract<Verdict, { readonly kind: "accepts" }>): readonly string[] {
  const count = formatCount(steps);
  if (until !== undefined) {
    const then = because === undefined ? "what comes later was not asked" : `and no further: ${because}`;
    return [`TLC accepts its first ${count} steps, up to ${timeOf(until)}: ${then}`];
  }
  return [
    `TLC accepts all ${count} steps. Something is left undone, which graphs see (make conformance);`,
    "  or it is of time or cost, which they do not see; or the specification shares it",
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
