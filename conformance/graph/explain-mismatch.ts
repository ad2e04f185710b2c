/**
 * A mismatch for a person: how to get there, what each side would do next, and how the two differ.
 *
 * @module
 */
import type { Paint } from "../check/paint.ts";
import { type Definitions, whereIs } from "../definitions/whereabouts.ts";
import { differencesBetween, type Setting, settingOf, whoActed } from "../differences/differences.ts";
import { wrapped } from "../differences/lines.ts";
import type { Values } from "../differences/places.ts";
import { changeLines, changeLinesBetween, stepLines } from "../differences/step-list.ts";
import { whereLines, wholeLines } from "../differences/where-lines.ts";
import type { EdgeText, Mismatch } from "../engine/mismatch.ts";
import { valuesIn } from "../engine/state-text.ts";

/** What is needed to tell of mismatches. */
export interface Telling {
  readonly paint: Paint;
  readonly definitions: Definitions;
  /** The specification, by the name of its module. */
  readonly specification: string;
  /** Where all of it is written. */
  readonly report: string;
}

/** Edges that are printed of each kind; the rest is counted. */
const shown = 4;

export function explainMismatch(model: string, mismatch: Mismatch, telling: Telling): readonly string[] {
  const { paint, definitions, specification, report } = telling;
  const { path, missing, extra } = mismatch;
  const steps = path.map(({ action, state }, at) => ({
    number: at + 1,
    action: action ?? "Init",
    values: valuesIn(state),
  }));
  const here = steps.at(-1)?.values;
  const setting = settingOf(here ?? valuesIn((missing[0] ?? extra[0])?.target ?? {}));
  const actions = [...new Set([...missing, ...extra].map(({ action }) => action))];
  return [
    ...wrapped(`${model}: ${mismatch.summary}`, 0).map((line) => paint(line, "bad")),
    ...(steps.length < 2 ? [] : ["  the shortest way there"]),
    ...(steps.length < 2 ? [] : stepLines({ steps, ending: { kind: "ends" } }, paint)),
    ...edgeLines("in the specification", missing, here, setting, paint),
    ...edgeLines("in the step functions", extra, here, setting, paint),
    ...apartLines(mismatch, setting, paint),
    ...whereLines(
      actions.map((action) => [action, whereIs(definitions, specification, action)]),
      paint,
    ),
    ...wholeLines(report, `graphs, ${model}, mismatch`),
  ];
}

function edgeLines(
  where: string,
  edges: readonly EdgeText[],
  here: Values | undefined,
  setting: Setting,
  paint: Paint,
): readonly string[] {
  const lines = edges.slice(0, shown).flatMap(({ action, target }) => {
    const changes = differencesBetween(here ?? [], valuesIn(target), setting);
    const who = here === undefined ? undefined : whoActed(changes);
    return [
      `  ${paint(action, "strong")}${who === undefined ? "" : ` by ${who}`}, ${where}`,
      ...changeLines(changes, 7),
    ];
  });
  return edges.length > shown ? [...lines, `  and ${edges.length - shown} more ${where}`] : lines;
}

/** Where both sides have the action and lead to different states: from the one state to the other. */
function apartLines({ missing, extra }: Mismatch, setting: Setting, paint: Paint): readonly string[] {
  return missing.slice(0, shown).flatMap((edge) => {
    const other = nearest(edge, extra, setting);
    if (other === undefined) return [];
    return [
      `  ${paint(edge.action, "strong")}: the specification's next state → the step functions'`,
      ...changeLinesBetween(valuesIn(edge.target), valuesIn(other.target), setting, 7),
    ];
  });
}

function nearest(edge: EdgeText, others: readonly EdgeText[], setting: Setting): EdgeText | undefined {
  const distance = (other: EdgeText): number =>
    differencesBetween(valuesIn(edge.target), valuesIn(other.target), setting).length;
  return others
    .filter((other) => other.action === edge.action)
    .sort((one, other) => distance(one) - distance(other))[0];
}
