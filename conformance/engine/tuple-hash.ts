/**
 * A hash of a tuple that can be carried along: it is a sum over the components, so a tuple that differs in a few of them
 * has a hash that differs by a few terms. A step changes two or three of twenty components.
 *
 * @module
 */

/** What one component adds to the hash of its tuple. Sums are taken modulo 2^32. */
export function term(position: number, component: number): number {
  let mixed = Math.imul(component + Math.imul(position + 1, 0x9e3779b1), 0x85ebca6b);
  mixed ^= mixed >>> 15;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return mixed ^ (mixed >>> 13);
}

/** The hash of a whole tuple. */
export function hashOf(tuple: ArrayLike<number>): number {
  let hash = 0;
  for (let i = 0; i < tuple.length; i++) hash = (hash + term(i, tuple[i] ?? 0)) | 0;
  return hash;
}
