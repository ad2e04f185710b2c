/**
 * Which graphs notice most: the fewest that together notice every mutant that any of them does.
 *
 * @module
 */

export interface Seeing {
  readonly model: string;
  /** How many mutants its graph notices. */
  readonly notices: number;
  /** How many of them no graph before it in the list does. */
  readonly more: number;
}

/**
 * The graph that notices most comes first, then always the one that notices most of what is left; of two that notice as
 * many, the earlier.
 *
 * @param noticed - for each mutant the models that notice it
 * @param models - the smallest first
 */
export function whatSeesMost(noticed: Iterable<readonly string[]>, models: readonly string[]): readonly Seeing[] {
  let left = [...noticed].filter((by) => by.length > 0);
  const all = left;
  const seeing: Seeing[] = [];
  while (left.length > 0) {
    const counts = models.map((model) => left.filter((by) => by.includes(model)).length);
    const most = Math.max(...counts);
    const model = models[counts.indexOf(most)];
    // What only a model notices that is not asked for is not to be had.
    if (most === 0 || model === undefined) break;
    seeing.push({ model, notices: all.filter((by) => by.includes(model)).length, more: most });
    left = left.filter((by) => !by.includes(model));
  }
  return seeing;
}
