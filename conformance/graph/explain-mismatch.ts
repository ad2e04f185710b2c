/**
 * A mismatch for a person: how to get there, what each side would do next, and how the two differ.
 *
 * @module
 */
import type { Paint } from "../check/paint.ts";
import type { EdgeText, Mismatch, PathStep } from "../engine/mismatch.ts";
import { changesBetween, changeText, pieceText, type StateText } from "../engine/state-text.ts";

/** Edges that are printed of each kind; the rest is counted. */
const shown = 4;

export function explainMismatch(model: string, mismatch: Mismatch, paint: Paint): readonly string[] {
  const here = mismatch.path.at(-1)?.state ?? {};
  return [
    paint(`${model}: ${mismatch.summary}`, "bad"),
    ...pathLines(mismatch.path, paint),
    ...edgeLines("missing: only the specification has", mismatch.missing, here, paint),
    ...edgeLines("extra: only the step functions have", mismatch.extra, here, paint),
    ...diffLines(mismatch, paint),
  ];
}

function pathLines(path: readonly PathStep[], paint: Paint): readonly string[] {
  if (path.length === 0) return [];
  const steps = path.slice(1).flatMap((step, i) => {
    const before = path[i]?.state ?? {};
    return [
      `  ${String(i + 1).padStart(3)}  ${paint(step.action ?? "", "strong")}`,
      ...changeLines(before, step.state),
    ];
  });
  const heading = steps.length === 0 ? "in the initial state" : "the shortest way there, from the initial state";
  return [`  ${heading}`, ...steps];
}

function edgeLines(what: string, edges: readonly EdgeText[], here: StateText, paint: Paint): readonly string[] {
  const lines = edges
    .slice(0, shown)
    .flatMap((edge) => [`  ${what} ${paint(edge.action, "strong")}`, ...changeLines(here, edge.target)]);
  return edges.length > shown ? [...lines, `  and ${edges.length - shown} more`] : lines;
}

/** Where both sides have the action and lead to different states: the two states against each other. */
function diffLines({ missing, extra }: Mismatch, paint: Paint): readonly string[] {
  return missing.slice(0, shown).flatMap((edge) => {
    const other = nearest(edge, extra);
    if (other === undefined) return [];
    return [
      `  ${paint(edge.action, "strong")}, the specification's next state against the step functions'`,
      ...changesBetween(edge.target, other.target).flatMap(({ what, before, after }) => [
        ...(before === undefined ? [] : [paint(`        specification   ${pieceText(what, before)}`, "good")]),
        ...(after === undefined ? [] : [paint(`        step functions  ${pieceText(what, after)}`, "bad")]),
      ]),
    ];
  });
}

function nearest(edge: EdgeText, others: readonly EdgeText[]): EdgeText | undefined {
  const distance = (other: EdgeText): number => changesBetween(edge.target, other.target).length;
  return others
    .filter((other) => other.action === edge.action)
    .sort((one, other) => distance(one) - distance(other))[0];
}

function changeLines(before: StateText, after: StateText): readonly string[] {
  return changesBetween(before, after).map((change) => `         ${changeText(change)}`);
}
