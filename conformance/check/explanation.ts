/** What a person reads below the table about a model that did not do what the manifest expects. */

import { wrapped } from "../differences/lines.ts";
import type { TlcResult } from "../tlc/run.ts";
import { type CounterexampleTelling, counterexampleLines } from "./counterexample-lines.ts";
import type { SpecificationCoverage } from "./fired-actions.ts";
import type { Judgement } from "./judgement.ts";
import type { ModelRow } from "./manifest.ts";
import type { Paint } from "./paint.ts";
import type { JudgedRow } from "./results-table.ts";
import { formatCount } from "./table.ts";

/** Lines that are printed of what TLC says. */
const linesOfError = 40;

/** @param isWhole - whether the counterexample, if there is one, is told in full */
export function explainModel(
  { row, judgement, result }: JudgedRow,
  isWhole: boolean,
  telling: CounterexampleTelling,
): readonly string[] {
  if (judgement.kind === "as expected") return [];
  const { paint } = telling;
  const place = `${row.module} of spec/${row.problem}, manifest line ${row.line}`;
  return [
    paint(row.name, "bad"),
    paint(`  ${place}`, "quiet"),
    ...[...explainJudgement(row, judgement), ...advice(row, judgement)].flatMap((line) => wrapped(line, 2)),
    ...(isWhole ? trace(row, result, telling) : traceElsewhere(row, result)),
  ];
}

function trace(row: ModelRow, { outcome, trace: found }: TlcResult, telling: CounterexampleTelling): readonly string[] {
  if (found === undefined) return [];
  const property = outcome.kind === "violates" ? outcome.property : undefined;
  return ["", ...counterexampleLines(row, property, found, telling)];
}

export function explainCoverage(coverage: SpecificationCoverage, paint: Paint): readonly string[] {
  if (coverage.ok) return [];
  const heading = paint(coverage.specification, "bad");
  if (coverage.actions.length === 0) {
    return [
      heading,
      "  no action of this module is in TLC's coverage: does the manifest name the right specification?",
    ];
  }
  const names = coverage.neverFired.join(", ");
  return [
    heading,
    `  never fired in any passing model: ${names}`,
    "  Widen a small model until it fires, or remove the action.",
  ];
}

function explainJudgement(row: ModelRow, judgement: Judgement): readonly string[] {
  switch (judgement.kind) {
    case "as expected":
      return [];
    case "other result":
      return [`expected: ${judgement.expected}`, `got:      ${judgement.found}`];
    case "error":
      return [`TLC came to no result; expected was: ${row.expected.kind}`, ...bounded(judgement.message.split("\n"))];
    case "other counts":
      return judgement.changes.map(
        ({ field, expected, found }) =>
          `${field}: expected ${expected === undefined ? "more than 1" : formatCount(expected)}, got ${found === undefined ? "none: it was not reached" : formatCount(found)}`,
      );
  }
}

function traceElsewhere({ name }: ModelRow, { trace: found }: TlcResult): readonly string[] {
  return found === undefined ? [] : [`  its ${found.states.length} states: make show MODEL=${name}`];
}

/** A parser that has lost its way complains of everything that follows. */
function bounded(lines: readonly string[]): readonly string[] {
  if (lines.length <= linesOfError) return lines;
  return [...lines.slice(0, linesOfError), `… and ${lines.length - linesOfError} lines more`];
}

function advice(row: ModelRow, judgement: Judgement): readonly string[] {
  if (judgement.kind === "other counts") {
    const { changes } = judgement;
    if (changes.some(({ found }) => found === undefined)) {
      return ["A state that must be reachable is not: a check of what follows from it would be empty."];
    }
    if (changes.some(({ found = 0, expected = 2 }) => found < 2 && expected > 1)) {
      return ["What is false in the first state already shows nothing: let it hold there."];
    }
    const fields = changes.map(({ field, found }) => `"${field}": ${found}`).join(", ");
    return [
      `If the change is meant: put ${fields} on line ${row.line} of the manifest`,
      "and write in CHANGELOG.md, under Specification, why the count changed.",
    ];
  }
  if (judgement.kind !== "other result") return [];
  if (row.expected.kind === "violates" && judgement.found === "passes") {
    return ["The mistake or scenario that this model shows is not reachable in it: the check of it would be empty."];
  }
  return row.expected.kind === "violates" ? ["Another property breaks first: it hides the one that is meant."] : [];
}
