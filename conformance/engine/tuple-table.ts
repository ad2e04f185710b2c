/**
 * A set of tuples of small whole numbers, each with the number of its arrival: open addressing over typed arrays, the
 * components packed into few words, so that millions of tuples cost little more than their bits.
 *
 * @module
 */
import { bitsFor, layoutOf, type TupleLayout } from "./tuple-layout.ts";

const EMPTY = 0;

/** Tuples of one width, numbered from 0 in the order in which they were first seen. Components are below 2^32. */
export class TupleTable {
  readonly width: number;
  /** How many tuples there are. */
  size = 0;
  /** By component: how many bits it has in the layout. */
  readonly #bits: Uint8Array;
  #layout: TupleLayout;
  /** The tuples, packed, one after the other. */
  #packed: Uint32Array;
  #lastRead = 0;
  /** One packed tuple. */
  #scratch: Uint32Array;
  /** Slot -> number of the tuple + 1. */
  #slots: Uint32Array = new Uint32Array(1 << 10);
  #mask: number = this.#slots.length - 1;

  constructor(width: number) {
    this.width = width;
    this.#bits = new Uint8Array(width).fill(bitsFor(0));
    this.#layout = layoutOf(this.#bits);
    this.#packed = new Uint32Array(this.#layout.words << 9);
    this.#scratch = new Uint32Array(this.#layout.words);
  }

  /** The number of the tuple, which becomes a member if it was none. New is a number that equals the size before. */
  intern(tuple: ArrayLike<number>): number {
    if (!this.#pack(tuple)) {
      this.#widen(tuple);
      this.#pack(tuple);
    }
    return this.#internPacked();
  }

  /** The same for a tuple that differs from the one last read in `count` components, which `changed` lists. */
  internNear(tuple: ArrayLike<number>, changed: ArrayLike<number>, count: number): number {
    return this.#patch(tuple, changed, count) ? this.#internPacked() : this.intern(tuple);
  }

  #internPacked(): number {
    let slot = hashOf(this.#scratch, 0, this.#scratch.length) & this.#mask;
    for (let held = this.#slots[slot] ?? EMPTY; held !== EMPTY; held = this.#slots[slot] ?? EMPTY) {
      if (this.#holds(held - 1)) return held - 1;
      slot = (slot + 1) & this.#mask;
    }
    this.#slots[slot] = this.size + 1;
    return this.#append();
  }

  /** The number of the tuple, or -1 if it is no member. */
  find(tuple: ArrayLike<number>): number {
    if (!this.#pack(tuple)) return -1;
    let slot = hashOf(this.#scratch, 0, this.#scratch.length) & this.#mask;
    for (let held = this.#slots[slot] ?? EMPTY; held !== EMPTY; held = this.#slots[slot] ?? EMPTY) {
      if (this.#holds(held - 1)) return held - 1;
      slot = (slot + 1) & this.#mask;
    }
    return -1;
  }

  /** Copies the tuple of that number into `into`. */
  read(number: number, into: Uint32Array): void {
    this.#lastRead = number;
    unpack(this.#layout, this.#packed, number, into);
  }

  /** Packs by changing what was read last; says whether every component fits. */
  #patch(tuple: ArrayLike<number>, changed: ArrayLike<number>, count: number): boolean {
    const { words, word, shift, largest } = this.#layout;
    const scratch = this.#scratch;
    const at = this.#lastRead * words;
    for (let w = 0; w < words; w++) scratch[w] = this.#packed[at + w] ?? 0;
    for (let c = 0; c < count; c++) {
      const i = changed[c] ?? 0;
      const component = tuple[i] ?? 0;
      const limit = largest[i] ?? 0;
      if (component > limit) return false;
      const w = word[i] ?? 0;
      const by = shift[i] ?? 0;
      scratch[w] = ((scratch[w] ?? 0) & ~(limit << by)) | (component << by);
    }
    return true;
  }

  /** Packs into the scratch words; says whether every component fits. */
  #pack(tuple: ArrayLike<number>): boolean {
    const { word, shift, largest } = this.#layout;
    const scratch = this.#scratch;
    for (let w = 0; w < scratch.length; w++) scratch[w] = 0;
    for (let i = 0; i < this.width; i++) {
      const component = tuple[i] ?? 0;
      if (component > (largest[i] ?? 0)) return false;
      const w = word[i] ?? 0;
      scratch[w] = (scratch[w] ?? 0) | (component << (shift[i] ?? 0));
    }
    return true;
  }

  #holds(number: number): boolean {
    const scratch = this.#scratch;
    const at = number * scratch.length;
    for (let w = 0; w < scratch.length; w++) if (this.#packed[at + w] !== scratch[w]) return false;
    return true;
  }

  #append(): number {
    const number = this.size++;
    const { words } = this.#layout;
    const at = number * words;
    if (at + words > this.#packed.length) {
      const longer = new Uint32Array(this.#packed.length * 2);
      longer.set(this.#packed);
      this.#packed = longer;
    }
    this.#packed.set(this.#scratch, at);
    if (this.size * 2 > this.#slots.length) this.#rehash(this.#slots.length * 2);
    return number;
  }

  /** Gives more bits to the components that need them, and packs every tuple anew. */
  #widen(tuple: ArrayLike<number>): void {
    for (let i = 0; i < this.width; i++) {
      const component = tuple[i] ?? 0;
      if (component > (this.#layout.largest[i] ?? 0)) this.#bits[i] = bitsFor(component);
    }
    const narrow = { layout: this.#layout, packed: this.#packed };
    this.#layout = layoutOf(this.#bits);
    const { words } = this.#layout;
    this.#scratch = new Uint32Array(words);
    this.#packed = new Uint32Array(Math.max(this.size * 2, 1 << 9) * words);
    const unpacked = new Uint32Array(this.width);
    for (let number = 0; number < this.size; number++) {
      unpack(narrow.layout, narrow.packed, number, unpacked);
      this.#pack(unpacked);
      this.#packed.set(this.#scratch, number * words);
    }
    this.#rehash(this.#slots.length);
  }

  #rehash(length: number): void {
    const slots = new Uint32Array(length);
    const mask = length - 1;
    const { words } = this.#layout;
    for (let number = 0; number < this.size; number++) {
      let slot = hashOf(this.#packed, number * words, words) & mask;
      while (slots[slot] !== EMPTY) slot = (slot + 1) & mask;
      slots[slot] = number + 1;
    }
    this.#slots = slots;
    this.#mask = mask;
  }
}

function unpack(
  { words, word, shift, largest }: TupleLayout,
  packed: Uint32Array,
  number: number,
  into: Uint32Array,
): void {
  const at = number * words;
  for (let i = 0; i < into.length; i++) {
    into[i] = ((packed[at + (word[i] ?? 0)] ?? 0) >>> (shift[i] ?? 0)) & (largest[i] ?? 0);
  }
}

/** Multiplicative hashing, with a last mix so that the low bits depend on every word. */
function hashOf(words: Uint32Array, from: number, count: number): number {
  let hash = 0;
  for (let i = from; i < from + count; i++) hash = Math.imul(hash ^ (words[i] ?? 0), 0x9e3779b1) ^ (hash >>> 15);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return hash ^ (hash >>> 13);
}
