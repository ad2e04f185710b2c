/**
 * Limits, as options name them.
 *
 * @module
 */
import { described, isNumber } from "./taking-in.ts";

/**
 * Judges limits by their names.
 *
 * @param whose - whose they are, as errors name it
 * @throws Error if one is no whole number from 1 on
 */
export function judgeLimits(whose: string, limits: Readonly<Record<string, unknown>>): void {
  for (const [name, limit] of Object.entries(limits)) {
    if (isNumber(limit) && limit > 0) continue;
    throw new Error(`${whose}: ${name} is ${described(limit)}, which is no whole number from 1 on`);
  }
}
