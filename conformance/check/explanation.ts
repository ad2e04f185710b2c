/** What a person reads below the table about a model that did not do what the manifest expects. */

import type { Counterexample, TraceState } from "../tlc/counterexample.ts";
import type { TlcResult } from "../tlc/run.ts";
import type { SpecificationCoverage } from "./fired-actions.ts";
import type { Judgement } from "./judgement.ts";
import type { ModelRow } from "./manifest.ts";
import type { Paint } from "./paint.ts";
import { formatCount } from "./table.ts";

export function explainModel(row: ModelRow, judgement: Judgement, result: TlcResult, paint: Paint): readonly string[] {
  if (judgement.kind === "as expected") return [];
  const place = `${row.module} of spec/${row.problem}, manifest line ${row.line}`;
  const heading = `${paint(row.name, "bad")}  ${paint(place, "quiet")}`;
  return [
    heading,
    ...indented([...explainJudgement(row, judgement), ...advice(row, judgement), ...trace(result, paint)]),
  ];
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
      return [`TLC came to no result; expected was: ${row.expected.kind}`, ...judgement.message.split("\n")];
    case "other counts":
      return judgement.changes.map(
        ({ field, expected, found }) =>
          `${field}: expected ${expected === undefined ? "more than 1" : formatCount(expected)}, got ${found === undefined ? "none: it was not reached" : formatCount(found)}`,
      );
  }
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

function trace(result: TlcResult, paint: Paint): readonly string[] {
  return result.trace === undefined ? [] : ["", ...formatCounterexample(result.trace, paint)];
}

/** Numbered steps, each with its action and only the variables that it changed. */
export function formatCounterexample(counterexample: Counterexample, paint: Paint): readonly string[] {
  const { states, ending } = counterexample;
  const steps = states.flatMap((state, at) => formatState(state, states[at - 1], paint));
  switch (ending.kind) {
    case "ends":
      return steps;
    case "stutters":
      return [...steps, paint("   and nothing happens any more", "strong")];
    case "back to":
      return [...steps, paint(`   and from here back to ${ending.state}, again and again`, "strong")];
  }
}

function formatState(state: TraceState, before: TraceState | undefined, paint: Paint): readonly string[] {
  const heading = `${String(state.number).padStart(2)} ${paint(state.action, "strong")}`;
  const old = new Map(before?.variables.map(({ name, value }) => [name, value]));
  const changed = state.variables.filter(({ name, value }) => old.get(name) !== value);
  if (changed.length === 0) return [heading, "      nothing changes"];
  return [
    heading,
    ...changed.flatMap(({ name, value }) => {
      const [first = "", ...rest] = value.split("\n");
      return [`      ${name} = ${first}`, ...rest.map((line) => `      ${line}`)];
    }),
  ];
}

function indented(lines: readonly string[]): readonly string[] {
  return lines.map((line) => (line === "" ? "" : `  ${line}`));
}
