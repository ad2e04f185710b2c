/**
 * A behaviour as a sequence diagram in text: a column for each node, time downwards, an arrow where a message is sent.
 * When it is received, the step of its addressee says so.
 *
 * @module
 */
import type { Paint } from "../check/paint.ts";
import { type Difference, differencesBetween, settingOf, whoActed } from "./differences.ts";
import { columns, cut } from "./lines.ts";
import { placesOf, type Values } from "./places.ts";
import { endingLines, leftOut, type StepList } from "./step-list.ts";
import { fieldsOf, phrase } from "./tla-phrase.ts";

/** In front of the columns stands the number of the step. */
const margin = 5;

/** Nothing where no messages are sent, or where no nodes are known. */
export function sequenceLines({ steps, ending }: StepList, paint: Paint): readonly string[] {
  const [first] = steps;
  if (first === undefined || !first.values.some(([variable]) => variable === "messages")) return [];
  const setting = settingOf(first.values);
  const stage = stageOf(setting.nodes);
  if (stage.middles.size === 0) return [];
  const heads = [...stage.middles].reduce((row, [node, middle]) => written(row, node, middle), emptyRow());
  const lines = steps.slice(1).flatMap((step, at) => {
    const before = steps[at]?.values ?? [];
    const changes = differencesBetween(before, step.values, setting);
    const gap = leftOut(at + 1, steps.length, paint);
    if (gap !== undefined) return gap;
    const lifelines = stage.lifelines(step.values);
    return [
      actionRow(step.number, step.action, changes, lifelines, stage),
      ...changes.flatMap((change) => messageRow(change, lifelines, stage)),
    ];
  });
  return [paint(heads.trimEnd(), "strong"), ...lines, ...endingLines(ending, paint)];
}

interface Stage {
  /** By node: where its lifeline stands. */
  readonly middles: ReadonlyMap<string, number>;
  /** A row with the lifelines alone, dotted for the nodes that are down. */
  readonly lifelines: (values: Values) => string;
}

function stageOf(nodes: readonly string[]): Stage {
  const width = Math.floor((columns - margin) / Math.max(1, nodes.length));
  const middles = new Map(nodes.map((node, at) => [node, margin + Math.floor((at + 0.5) * width)]));
  const lifelines = (values: Values): string => {
    const down = downIn(values, nodes);
    return [...middles].reduce((row, [node, middle]) => written(row, down.has(node) ? "┊" : "│", middle), emptyRow());
  };
  return { middles, lifelines };
}

function downIn(values: Values, nodes: readonly string[]): ReadonlySet<string> {
  const standing = placesOf(values, nodes).flatMap(({ variable, node, value }) => {
    const far = fieldsOf(value)?.get("status") ?? fieldsOf(value)?.get("role") ?? value;
    return node !== undefined && (variable === "state" || variable === "status") ? [{ node, word: phrase(far) }] : [];
  });
  return new Set(standing.flatMap(({ node, word }) => (word === "down" ? [node] : [])));
}

/** The action in the column of whoever takes it, and how far that node is now if that has changed. */
function actionRow(
  number: number,
  action: string,
  changes: readonly Difference[],
  lifelines: string,
  { middles }: Stage,
): string {
  const middle = middles.get(whoActed(changes) ?? "");
  const numbered = String(number).padStart(3) + lifelines.slice(3);
  if (middle === undefined) return written(numbered, `${action} `, margin + (action.length - 1) / 2).trimEnd();
  const far = changes.find(({ place, change }) => /\.(?:role|status)\b/.test(place) && change.kind === "becomes");
  const now = far?.change.kind === "becomes" ? far.change.after : undefined;
  return written(numbered, ` ${now === undefined ? action : `${action}: ${now}`} `, middle).trimEnd();
}

/** A message that is sent goes to its addressee; one that is lost ends in a cross. */
function messageRow({ place, change }: Difference, lifelines: string, { middles }: Stage): readonly string[] {
  if (place !== "" || change.kind === "becomes") return [];
  const fields = fieldsOf(change.value);
  const [kind, from, to] = ["kind", "from", "to"].map((name) => {
    const value = fields?.get(name);
    return value === undefined ? "" : phrase(value);
  });
  const [start, end] = [middles.get(from ?? ""), middles.get(to ?? "")];
  if (start === undefined || end === undefined || start === end) {
    return [written(lifelines, ` ${cut(change.what, columns - margin - 2)} `, columns / 2).trimEnd()];
  }
  const isRight = start < end;
  const isLost = change.kind === "goes";
  const head = isLost ? "x" : isRight ? "▸" : "◂";
  const length = Math.abs(end - start) - 1;
  const shaft = (isLost ? "╌" : "─").repeat(length - 1);
  const arrow = isRight ? shaft + head : head + shaft;
  const drawn = written(lifelines, arrow, (start + end) / 2);
  return [written(drawn, ` ${cut(kind ?? "", Math.max(1, length - 6))} `, (start + end) / 2).trimEnd()];
}

function emptyRow(): string {
  return " ".repeat(columns);
}

/** The row with a text over it, around a place; it stays within the columns. */
function written(row: string, text: string, middle: number): string {
  const begin = Math.round(Math.min(Math.max(margin - 1, middle - (text.length - 1) / 2), columns - text.length));
  return row.slice(0, begin) + text + row.slice(begin + text.length);
}
