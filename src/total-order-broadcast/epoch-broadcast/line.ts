/**
 * Where the requests of one client stand in a log. They are numbered from 1 on, and stand in the order of their
 * numbers.
 *
 * @module
 */
import { present } from "../../core/present.ts";
import { append, emptySequence, itemAt, type Sequence, take } from "../../core/sequence.ts";

/** Requests that stand at consecutive positions, from this one on. */
export interface Run {
  readonly number: number;
  readonly position: number;
}

/**
 * The number of requests, and their runs. A run begins wherever a request does not stand right behind the one before
 * it.
 */
export interface Line {
  readonly count: number;
  readonly runs: Sequence<Run>;
}

/** No requests. */
export const emptyLine: Line = { count: 0, runs: emptySequence };

/** The position of the request of that number; `undefined` if there is none. */
export function positionIn(line: Line, number: number): number | undefined {
  if (number > line.count) return undefined;
  const run = present(itemAt(line.runs, runOf(line, number)));
  return run.position + number - run.number;
}

/** These requests, and one more at the position. */
export function withNext({ count, runs }: Line, position: number): Line {
  const number = count + 1;
  const last = itemAt(runs, runs.length - 1);
  const isBehind = last !== undefined && last.position + number - last.number === position;
  return { count: number, runs: isBehind ? runs : append(runs, { number, position }) };
}

/** The first `count` requests; at least one. */
export function firstOf(line: Line, count: number): Line {
  return { count, runs: take(line.runs, runOf(line, count) + 1) };
}

/** Which of the runs the request of that number is in. */
function runOf({ runs }: Line, number: number): number {
  let [first, last] = [0, runs.length - 1];
  while (first < last) {
    const middle = Math.ceil((first + last) / 2);
    if (present(itemAt(runs, middle)).number <= number) first = middle;
    else last = middle - 1;
  }
  return first;
}
