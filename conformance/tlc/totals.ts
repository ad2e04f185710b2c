/** The lines in which TLC says how many states it has seen. It writes numbers with commas. */

export type Totals = { readonly generated: number; readonly distinct: number; readonly left: number };

export type Progress = { readonly generated: number; readonly distinct: number };

/** `13 states generated, 8 distinct states found, 0 states left on queue.` */
export function parseTotals(text: string): Totals | undefined {
  const match = /^([\d,]+) states generated, ([\d,]+) distinct states found, ([\d,]+) states left/.exec(text);
  if (match?.[1] === undefined || match[2] === undefined || match[3] === undefined) return undefined;
  return { generated: parseCount(match[1]), distinct: parseCount(match[2]), left: parseCount(match[3]) };
}

/**
 * `Progress(6) at 2026-11-23 04:31:33: 13 states generated (809 s/min), 8 distinct states found (498 ds/min), …`
 *
 * The rates are not read: the first is wrong, since TLC divides by a whole minute that has not passed. A simulation
 * counts -1 distinct states, since it does not know.
 */
export function parseProgress(text: string): Progress | undefined {
  const match = /: ([\d,]+) states generated(?: \([^)]*\))?, (-?[\d,]+) distinct states found/.exec(text);
  if (match?.[1] === undefined || match[2] === undefined) return undefined;
  return { generated: parseCount(match[1]), distinct: Math.max(0, parseCount(match[2])) };
}

/** The first number in a sentence, such as the depth or the number of initial states. */
export function firstNumber(text: string): number | undefined {
  const match = /[\d,]*\d/.exec(text);
  return match === null ? undefined : parseCount(match[0]);
}

function parseCount(text: string): number {
  return Number(text.replaceAll(",", ""));
}
