/**
 * Random numbers that can be repeated: from 0 up to, but not including, 1, evenly spread, and the same ones for the
 * same seed (the generator of Park and Miller, with the multiplier 48,271).
 *
 * @param seed - any whole number
 * @throws Error if it is not a whole number.
 * @example
 * ```ts
 * import { seeded } from "quorate/in-memory";
 *
 * const [one, other] = [seeded(7), seeded(7)];
 * console.log(one() === other(), one() === one()); // true false
 * ```
 */
export function seeded(seed: number): () => number {
  if (!Number.isSafeInteger(seed)) throw new Error(`seeded: the seed is a whole number, and ${seed} is none`);
  const modulus = 2 ** 31 - 1;
  // From 1 up to, but not including, the modulus: after 0 every number would be 0.
  let state = 1 + (((seed % (modulus - 1)) + modulus - 1) % (modulus - 1));
  return () => {
    state = (state * 48_271) % modulus;
    return (state - 1) / (modulus - 1);
  };
}
