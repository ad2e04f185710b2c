/**
 * Shows what is going on while several things run at the same time.
 *
 * On a terminal the things that run have a line each at the bottom, and below them stands how many are done; these lines
 * are written again several times a second, and are gone at the end: what was found is in the tables that follow, and is
 * printed once. In a pipe, where somebody reads a log, there are plain lines: one when a thing of several is finished,
 * which says how many are done, and one now and then for a thing that runs long.
 */

import type { Output } from "./paint.ts";
import { formatSeconds } from "./table.ts";

export type LiveProgress = {
  readonly start: (name: string) => void;
  /** Says something new about a thing that runs, for example "12,345 states". */
  readonly update: (name: string, about: string) => void;
  /** Takes the thing off; in a pipe `line` says how it ended. */
  readonly finish: (name: string, line: string) => void;
  /** Shows what is going on now: for work that keeps the process too busy for its timer. */
  readonly refresh: () => void;
  readonly close: () => void;
};

const millisecondsBetweenFrames = 200;
const secondsBetweenPlainLines = 20;

type Running = { readonly since: number; readonly about: string; readonly toldAt: number };

/**
 * @param all - how many things there are
 * @param things - what they are called
 */
export function createLiveProgress(
  output: Output,
  all: number,
  things = "models",
  now: () => number = () => performance.now() / 1000,
): LiveProgress {
  const running = new Map<string, Running>();
  const startedAt = now();
  let done = 0;
  const isTerminal = output.isTTY === true;
  let linesDrawn = 0;

  function clear(): void {
    if (linesDrawn > 0) output.write(`\u001b[${linesDrawn}A\u001b[0J`);
    linesDrawn = 0;
  }

  function draw(): void {
    clear();
    // A pseudo-terminal that does not know its size says 0.
    const width = output.columns !== undefined && output.columns > 20 ? output.columns - 1 : 79;
    const lines = [...running].map(
      ([name, { since, about }]) => `  ${name}  ${about}  ${formatSeconds(now() - since)}`,
    );
    if (done < all) lines.push(`  ${done} of ${all} ${things} done  ${formatSeconds(now() - startedAt)}`);
    for (const line of lines) output.write(`${line.slice(0, width)}\n`);
    linesDrawn = lines.length;
  }

  function tellLongOnes(): void {
    for (const [name, entry] of running) {
      if (now() - entry.toldAt < secondsBetweenPlainLines) continue;
      running.set(name, { ...entry, toldAt: now() });
      output.write(`${name}: ${entry.about}, ${formatSeconds(now() - entry.since)} so far\n`);
    }
  }

  const timer = setInterval(isTerminal ? draw : tellLongOnes, millisecondsBetweenFrames);
  // A forgotten close() must not keep the process alive.
  timer.unref();

  return {
    start: (name) => {
      running.set(name, { since: now(), about: "running", toldAt: now() });
    },
    update: (name, about) => {
      const entry = running.get(name);
      if (entry !== undefined) running.set(name, { ...entry, about });
    },
    finish: (name, line) => {
      running.delete(name);
      done += 1;
      if (isTerminal) draw();
      else if (all > 1) output.write(`${line} (${done} of ${all})\n`);
    },
    refresh: () => (isTerminal ? draw() : tellLongOnes()),
    close: () => {
      clearInterval(timer);
      clear();
    },
  };
}
