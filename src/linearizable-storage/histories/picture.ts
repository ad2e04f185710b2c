/**
 * A history as a picture of text: a line for each client, and time from left to right. It shows what comes before what, and
 * not how long anything takes.
 *
 * @module
 */
import { type Call, type History, isAnswered } from "./history.ts";
import { textOf } from "./states.ts";

/** Where a call stands: its columns, from 0 on. */
interface Bar {
  readonly call: Call;
  readonly from: number;
  /** Of an open call it is behind everything. */
  readonly to: number;
}

/**
 * The lines. Of a history that is too wide, what was answered first is left out.
 *
 * @param describe - an operation in a few words
 * @param width - how many columns there are
 * @example
 * ```ts
 * import { pictureOf } from "quorate/histories";
 *
 * const call = { client: "Ada", operation: "read", invoked: 0, returned: { at: 1, outcome: 7 } };
 * console.log(pictureOf([call], (operation) => operation)); // [ 'Ada | read: 7 |' ]
 * ```
 */
export function pictureOf<Operation>(
  history: History<Operation>,
  describe: (operation: Operation) => string = textOf,
  width = 80,
): readonly string[] {
  const shown = history.toSorted((one, other) => endOf(one) - endOf(other));
  const labels = new Map<Call, string>(history.map((call) => [call, labelOf(call, describe)]));
  for (;;) {
    const names = Math.max(0, ...shown.map(({ client }) => client.length));
    const room = width - names - 1;
    const bars = laidOut(shown, labels);
    const needed = Math.max(0, ...bars.map(({ to }) => to + 1));
    if (needed <= room || shown.length <= 1) return rowsOf(bars, labels, needed).map((row) => row.slice(0, width));
    shown.shift();
  }
}

function endOf({ returned }: Call): number {
  return returned?.at ?? Number.POSITIVE_INFINITY;
}

function labelOf<Operation>(call: Call<Operation>, describe: (operation: Operation) => string): string {
  return isAnswered(call) ? `${describe(call.operation)}: ${textOf(call.returned.outcome)}` : describe(call.operation);
}

/** Each invocation and each answer has a column, in their order, and each label has room between its two. */
function laidOut(calls: History, labels: ReadonlyMap<Call, string>): readonly Bar[] {
  const events = calls
    .flatMap((call) => [
      { call, at: call.invoked, isEnd: 0 },
      { call, at: endOf(call), isEnd: 1 },
    ])
    .sort((one, other) => one.at - other.at || one.isEnd - other.isEnd);
  const from = new Map<Call, number>();
  const bars: Bar[] = [];
  let next = 0;
  for (const { call, isEnd } of events) {
    const start = from.get(call);
    if (isEnd === 0) from.set(call, next++);
    else if (start !== undefined) {
      const to = Math.max(next, start + String(labels.get(call)).length + 3);
      bars.push({ call, from: start, to });
      next = to + 1;
    }
  }
  return bars;
}

/** A client has a line, or several where it has not waited for an answer. */
function rowsOf(bars: readonly Bar[], labels: ReadonlyMap<Call, string>, width: number): readonly string[] {
  const rows: { readonly client: string; text: string }[] = [];
  for (const { call, from, to } of bars.toSorted((one, other) => one.from - other.from)) {
    let row = rows.find(({ client, text }) => client === call.client && text.length <= from);
    if (row === undefined) {
      row = { client: call.client, text: "" };
      rows.push(row);
    }
    const label = ` ${labels.get(call)} `;
    const bar = isAnswered(call) ? `|${label.padEnd(to - from - 1, "-")}|` : `|${label.padEnd(width - from - 1, "-")}`;
    row.text = row.text.padEnd(from) + bar;
  }
  const names = Math.max(0, ...rows.map(({ client }) => client.length));
  return rows
    .sort((one, other) => (one.client < other.client ? -1 : 1))
    .map(({ client, text }) => `${client.padEnd(names)} ${text}`);
}
