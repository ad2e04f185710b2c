/**
 * What a search has looked at: which operations had taken effect, and what the object held then. Two ways to the same need
 * not both be gone on with.
 *
 * A set of operations is mostly a beginning, and a few behind it. So it is kept as the first that is not in it, and the
 * words of bits from there on, in one array of whole numbers. It is looked up by a hash and compared in full: a pair that
 * is taken for another one would make a verdict wrong.
 *
 * @module
 */
import { present } from "../../core/present.ts";

/** Operations that have taken effect: bits by number, words of 32. */
export interface OperationSet {
  /** Those that were answered, in the order in which they were invoked. */
  readonly answered: Int32Array;
  /** Those that are open. */
  readonly open: Int32Array;
  /** A hash of all of it. */
  hash: number;
}

export interface Seen {
  readonly size: number;
  /**
   * @param first - the first of the answered operations that has not taken effect
   * @param last - none behind it has
   * @param state - the number of what the object holds
   * @returns whether it is new
   */
  add(operations: OperationSet, first: number, last: number, state: number): boolean;
}

const bitsOfAWord = 5;

export function noneSeen(): Seen {
  let size = 0;
  /** The pairs: state, first, last, the words. */
  let kept = new Int32Array(1 << 10);
  let end = 0;
  /** By hash: where a pair stands, and 1 more; 0 is nothing. And the hashes. */
  let slots = new Int32Array(1 << 8);
  let hashes = new Int32Array(slots.length);

  const put = (value: number): void => {
    if (end === kept.length) kept = doubled(kept);
    kept[end++] = value;
  };
  /** Writes it behind the end, where it stays if it is new. */
  const write = ({ answered, open }: OperationSet, first: number, last: number, state: number): void => {
    put(state);
    put(first);
    put(last);
    for (let word = first >> bitsOfAWord; word <= last >> bitsOfAWord; word++) put(present(answered[word]));
    for (const word of open) put(word);
  };
  const isAt = (place: number, from: number): boolean => {
    for (let i = from; i < end; i++) if (kept[place + i - from] !== kept[i]) return false;
    return true;
  };
  const slotOf = (hash: number, from: number): number => {
    const mask = slots.length - 1;
    let slot = hash & mask;
    for (;;) {
      const place = present(slots[slot]);
      if (place === 0 || (hashes[slot] === hash && isAt(place - 1, from))) return slot;
      slot = (slot + 1) & mask;
    }
  };
  const grow = (): void => {
    const [before, hashesBefore] = [slots, hashes];
    slots = new Int32Array(2 * before.length);
    hashes = new Int32Array(slots.length);
    const mask = slots.length - 1;
    for (const [i, place] of before.entries()) {
      if (place === 0) continue;
      let slot = present(hashesBefore[i]) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = place;
      hashes[slot] = present(hashesBefore[i]);
    }
  };

  return {
    get size() {
      return size;
    },
    add(operations, first, last, state) {
      const hash = operations.hash ^ mixed(~state);
      const from = end;
      write(operations, first, last, state);
      const slot = slotOf(hash, from);
      if (slots[slot] !== 0) {
        end = from;
        return false;
      }
      slots[slot] = from + 1;
      hashes[slot] = hash;
      size++;
      if (2 * size > slots.length) grow();
      return true;
    },
  };
}

function doubled(array: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(2 * array.length);
  larger.set(array);
  return larger;
}

/** A number from which one sees little of where it came from: the end of MurmurHash3. */
export function mixed(number: number): number {
  let hash = Math.imul(number ^ (number >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

/** No operation has taken effect, of so many. */
export function noOperations(answered: number, open: number): OperationSet {
  return { answered: new Int32Array(wordsFor(answered)), open: new Int32Array(wordsFor(open)), hash: 0 };
}

function wordsFor(bits: number): number {
  return (bits + 31) >> bitsOfAWord;
}

/** Puts the operation in, or takes it out: of the answered ones, and from `answered` on of the open ones. */
export function toggle(operations: OperationSet, operation: number, answered: number): void {
  operations.hash ^= mixed(operation + 1);
  const [words, bit] =
    operation < answered ? [operations.answered, operation] : [operations.open, operation - answered];
  const word = bit >> bitsOfAWord;
  words[word] = present(words[word]) ^ (1 << (bit & 31));
}
