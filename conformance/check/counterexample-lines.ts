/**
 * A behaviour that TLC found, for a person: what it violates, its steps, where their actions stand, and where all of it
 * is written.
 *
 * @module
 */
import { type Definitions, propertyText, whereIs } from "../definitions/whereabouts.ts";
import { columns, cut, wrapped } from "../differences/lines.ts";
import { stepLines, stepListOf } from "../differences/step-list.ts";
import { whereLines, wholeLines } from "../differences/where-lines.ts";
import type { Counterexample } from "../tlc/counterexample.ts";
import type { ModelRow } from "./manifest.ts";
import type { Paint } from "./paint.ts";

export interface CounterexampleTelling {
  readonly paint: Paint;
  readonly definitions: () => Definitions;
  /** Where the counterexample of a model is written, if it is. */
  readonly fileOf: (model: string) => string | undefined;
}

/** Lines that are printed of a property. */
const linesOfProperty = 12;

/** @param property - which is violated; none where TLC could not go on */
export function counterexampleLines(
  row: Pick<ModelRow, "name" | "module" | "specification">,
  property: string | undefined,
  counterexample: Counterexample,
  { paint, definitions, fileOf }: CounterexampleTelling,
): readonly string[] {
  const known = definitions();
  const actions = [...new Set(counterexample.states.slice(1).map(({ action }) => action))];
  const file = fileOf(row.name);
  return [
    ...(property === undefined ? [] : [...propertyLines(known, row.module, property, paint), ""]),
    ...stepLines(stepListOf(counterexample), paint),
    "",
    ...whereLines(
      actions.map((action) => [action, whereIs(known, row.specification, action)]),
      paint,
    ),
    ...(file === undefined ? [] : wholeLines(file)),
  ];
}

/** The property's own lines, as they stand in the specification. */
function propertyLines(definitions: Definitions, module: string, property: string, paint: Paint): readonly string[] {
  const found = propertyText(definitions, module, property);
  if (found === undefined) {
    const why = property === "Deadlock" ? "a state from which nothing can happen" : "not defined in the specification";
    return wrapped(`${property}: ${why}`, 2);
  }
  const { where, lines } = found;
  const shown = lines.slice(0, linesOfProperty).flatMap((line) => {
    const indent = 4 + (/^ */.exec(line)?.[0].length ?? 0);
    return wrapped(line.trim(), indent, indent + 4);
  });
  const left = lines.length - linesOfProperty;
  return [
    cut(`  violated, at ${where}`, columns),
    ...shown.map((line) => paint(line, "strong")),
    ...(left > 0 ? [`    … and ${left} lines more`] : []),
  ];
}
