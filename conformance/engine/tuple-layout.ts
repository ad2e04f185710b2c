/**
 * How the components of a tuple share 32-bit words: each has as many bits as the largest value seen for it needs, and
 * no component lies across two words. So a system state of twenty small numbers is two or three words.
 *
 * @module
 */
export interface TupleLayout {
  /** Words of one tuple. */
  readonly words: number;
  /** By component: its word, its lowest bit there, and its largest value. */
  readonly word: Uint8Array;
  readonly shift: Uint8Array;
  readonly largest: Uint32Array;
}

/** Bits that every component has, and bits that one which needs more is given beyond its need: layouts change seldom. */
const fewest = 4;
const spare = 2;
const wordBits = 32;

/** The layout for components of up to so many bits. */
export function layoutOf(bits: ArrayLike<number>): TupleLayout {
  const word = new Uint8Array(bits.length);
  const shift = new Uint8Array(bits.length);
  const largest = new Uint32Array(bits.length);
  let used = 0;
  let words = 1;
  for (let i = 0; i < bits.length; i++) {
    const wanted = bits[i] ?? 0;
    if (used + wanted > wordBits) {
      words++;
      used = 0;
    }
    word[i] = words - 1;
    shift[i] = used;
    largest[i] = 2 ** wanted - 1;
    used += wanted;
  }
  return { words, word, shift, largest };
}

/** The bits to give to a component of that value. */
export function bitsFor(value: number): number {
  return Math.max(fewest, Math.min(wordBits, wordBits - Math.clz32(value) + spare));
}
