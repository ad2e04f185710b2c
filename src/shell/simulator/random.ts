/**
 * Random numbers that can be repeated. Each name has a stream of its own, and numbers taken from one stream do not
 * change those of another. So if one fault is removed, the run is the same up to that fault, and often after it as
 * well.
 *
 * @module
 */

/** Numbers from 0 up to, but not including, 1, evenly spread. */
export type Random = () => number;

/**
 * The stream with these names, of this seed: the same numbers each time (the generator sfc32 of PractRand).
 *
 * @example
 * ```ts
 * import { below, randomOf } from "quorate/simulator";
 *
 * const [one, same, other] = [randomOf(7, "load"), randomOf(7, "load"), randomOf(7, "faults")];
 * console.log(below(one, 1000), below(same, 1000), below(other, 1000)); // 899 899 36
 * ```
 */
export function randomOf(seed: number, ...names: readonly string[]): Random {
  let [a, b, c] = [hashOf(`${seed}`, 1), hashOf(names.join("/"), 2), hashOf(names.join("/"), seed | 0)];
  let counter = 1;
  const next = (): number => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return (sum >>> 0) / 2 ** 32;
  };
  // Similar names must not give similar first numbers.
  for (let i = 0; i < 12; i++) next();
  return next;
}

/** The streams of one seed. Each goes on where it was left. */
export class Streams {
  readonly #seed: number;
  readonly #known = new Map<string, Random>();

  constructor(seed: number) {
    this.#seed = seed;
  }

  of(...names: readonly string[]): Random {
    const name = names.join("/");
    const known = this.#known.get(name) ?? randomOf(this.#seed, ...names);
    this.#known.set(name, known);
    return known;
  }
}

/**
 * A whole number from 0 up to, but not including, `count`.
 *
 * @example
 * ```ts
 * import { below } from "quorate/simulator";
 *
 * console.log(below(() => 0.99, 10)); // 9
 * ```
 */
export function below(random: Random, count: number): number {
  return Math.floor(random() * count);
}

/**
 * A number from `least` up to `most`.
 *
 * @example
 * ```ts
 * import { between } from "quorate/simulator";
 *
 * console.log(between(() => 0.5, 100, 200)); // 150
 * ```
 */
export function between(random: Random, least: number, most: number): number {
  return least + random() * (most - least);
}

/**
 * One of the things, each as likely as the others.
 *
 * @example
 * ```ts
 * import { oneOf } from "quorate/simulator";
 *
 * console.log(oneOf(() => 0.5, ["read", "write", "increment"])); // write
 * ```
 */
export function oneOf<Thing>(random: Random, things: readonly Thing[]): Thing {
  const thing = things[below(random, things.length)];
  if (thing === undefined) throw new Error("one of none was asked for");
  return thing;
}

/**
 * How long something takes that is mostly short and sometimes long (exponentially distributed); on average `mean`.
 *
 * @example
 * ```ts
 * import { randomOf, waiting } from "quorate/simulator";
 *
 * const random = randomOf(7, "load");
 * console.log([1, 2, 3, 4].map(() => Math.round(waiting(random, 100)))); // [ 230, 57, 40, 53 ]
 * ```
 */
export function waiting(random: Random, mean: number): number {
  return mean === 0 ? 0 : -mean * Math.log(1 - random());
}

/** The hash FNV-1a, with another initial value for each `from`. */
function hashOf(text: string, from: number): number {
  let hash = (0x811c9dc5 ^ Math.imul(from, 0x9e3779b1)) | 0;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash;
}
