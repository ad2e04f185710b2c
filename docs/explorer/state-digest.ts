/**
 * A short number for a state of a specification, so that a graph need not name its states in full: 53 bits, as many as a
 * number holds. Whoever writes a graph makes sure that its states differ in it.
 *
 * @module
 */

/** @param text - as `canonicalText` makes it */
export function stateDigest(text: string): number {
  let [low, high] = [0x811c9dc5, 0x9e3779b9];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    low = Math.imul(low ^ code, 0x01000193);
    high = Math.imul(high ^ code, 0x85ebca6b) ^ (high >>> 13);
  }
  return (high & 0x1fffff) * 2 ** 32 + (low >>> 0);
}
