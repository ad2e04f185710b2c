/**
 * A set of tuples of small whole numbers, each with the number of its arrival: open addressing over typed arrays, the
 * components packed into few words, so that millions of tuples cost little more than their bits.
 *
 * @module
 */
import { bitsFor, layoutOf, type TupleLayout } from "./tuple-layout.ts";

const EMPTY = 0;
const NONE = -1;

/** How many bits of a hash say where a tuple is remembered as recent: the memory of these stays in the cache. */
const recentBits = 15;

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
  /**
   * Pairs: the number of a tuple + 1, and its hash. Few tuples of another hash are looked at, and the table grows
   * without them.
   */
  #slots: Uint32Array = new Uint32Array(1 << 11);
  #mask: number = this.#slots.length - 2;
  /**
   * By the first bits of its hash, the tuple last asked for, + 1. In a breadth-first search most states are found again
   * soon or never, so most look-ups end here, and touch nothing of the large arrays but their end.
   */
  readonly #recent: Uint32Array = new Uint32Array(1 << recentBits);

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

  /** The number of the tuple, or -1 if it is no member. */
  find(tuple: ArrayLike<number>): number {
    return this.#pack(tuple) ? this.#findPacked(hashOf(this.#scratch)) : NONE;
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

  #internPacked(): number {
    const hash = hashOf(this.#scratch);
    const at = hash >>> (32 - recentBits);
    const recent = this.#recent[at] ?? EMPTY;
    if (recent !== EMPTY && this.#holds(recent - 1)) return recent - 1;
    const known = this.#findPacked(hash);
    const number = known === NONE ? this.#append(hash) : known;
    this.#recent[at] = number + 1;
    return number;
  }

  #findPacked(hash: number): number {
    const slots = this.#slots;
    const mask = this.#mask;
    let slot = (hash << 1) & mask;
    for (let held = slots[slot] ?? EMPTY; held !== EMPTY; held = slots[slot] ?? EMPTY) {
      if (slots[slot + 1] === hash && this.#holds(held - 1)) return held - 1;
      slot = (slot + 2) & mask;
    }
    return NONE;
  }

  #holds(number: number): boolean {
    const scratch = this.#scratch;
    const at = number * scratch.length;
    for (let w = 0; w < scratch.length; w++) if (this.#packed[at + w] !== scratch[w]) return false;
    return true;
  }

  #append(hash: number): number {
    const number = this.size++;
    const scratch = this.#scratch;
    const at = number * scratch.length;
    if (at + scratch.length > this.#packed.length) {
      const longer = new Uint32Array(this.#packed.length * 2);
      longer.set(this.#packed);
      this.#packed = longer;
    }
    for (let w = 0; w < scratch.length; w++) this.#packed[at + w] = scratch[w] ?? 0;
    this.#place(number, hash);
    // Three quarters of the slots, of two numbers each.
    if (this.size * 8 > this.#slots.length * 3) this.#grow();
    return number;
  }

  #place(number: number, hash: number): void {
    let slot = (hash << 1) & this.#mask;
    while (this.#slots[slot] !== EMPTY) slot = (slot + 2) & this.#mask;
    this.#slots[slot] = number + 1;
    this.#slots[slot + 1] = hash;
  }

  #grow(): void {
    const slots = this.#slots;
    this.#slots = new Uint32Array(slots.length * 2);
    this.#mask = this.#slots.length - 2;
    for (let slot = 0; slot < slots.length; slot += 2) {
      const held = slots[slot] ?? EMPTY;
      if (held !== EMPTY) this.#place(held - 1, slots[slot + 1] ?? 0);
    }
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
    this.#slots.fill(EMPTY);
    const unpacked = new Uint32Array(this.width);
    for (let number = 0; number < this.size; number++) {
      unpack(narrow.layout, narrow.packed, number, unpacked);
      this.#pack(unpacked);
      this.#packed.set(this.#scratch, number * words);
      this.#place(number, hashOf(this.#scratch));
    }
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
function hashOf(words: Uint32Array): number {
  let hash = 0;
  for (let i = 0; i < words.length; i++) hash = Math.imul(hash ^ (words[i] ?? 0), 0x9e3779b1) ^ (hash >>> 15);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
}
