/**
 * A set of tuples of small whole numbers, each with the number of its arrival: open addressing over typed arrays, so
 * that millions of tuples cost little more than their components.
 *
 * @module
 */
import { hashOf } from "./tuple-hash.ts";

const EMPTY = 0;

/** Tuples of one width, numbered from 0 in the order in which they were first seen. */
export class TupleTable {
  readonly width: number;
  /** How many tuples there are. */
  size = 0;
  #components: Uint16Array | Uint32Array;
  /** Slot -> number of the tuple + 1. */
  #slots = new Uint32Array(1 << 10);
  #mask = this.#slots.length - 1;

  constructor(width: number) {
    this.width = width;
    this.#components = new Uint16Array(width << 9);
  }

  /**
   * The number of the tuple, which becomes a member if it was none. New is a number that equals the size before.
   *
   * @param hash - the tuple's own, where it is known already
   */
  intern(tuple: ArrayLike<number>, hash: number = hashOf(tuple)): number {
    let slot = place(hash) & this.#mask;
    for (let held = this.#slots[slot] ?? EMPTY; held !== EMPTY; held = this.#slots[slot] ?? EMPTY) {
      if (this.#holds(held - 1, tuple)) return held - 1;
      slot = (slot + 1) & this.#mask;
    }
    const number = this.size++;
    this.#append(number, tuple);
    this.#slots[slot] = number + 1;
    if (this.size * 2 > this.#slots.length) this.#rehash();
    return number;
  }

  /** The number of the tuple, or -1 if it is no member. */
  find(tuple: ArrayLike<number>): number {
    let slot = place(hashOf(tuple)) & this.#mask;
    for (let held = this.#slots[slot] ?? EMPTY; held !== EMPTY; held = this.#slots[slot] ?? EMPTY) {
      if (this.#holds(held - 1, tuple)) return held - 1;
      slot = (slot + 1) & this.#mask;
    }
    return -1;
  }

  /** Copies the tuple of that number into `into`. */
  read(number: number, into: Uint32Array): void {
    const at = number * this.width;
    for (let i = 0; i < this.width; i++) into[i] = this.#components[at + i] ?? 0;
  }

  #holds(number: number, tuple: ArrayLike<number>): boolean {
    const components = this.#components;
    const at = number * this.width;
    for (let i = 0; i < this.width; i++) if (components[at + i] !== tuple[i]) return false;
    return true;
  }

  #append(number: number, tuple: ArrayLike<number>): void {
    const at = number * this.width;
    if (at + this.width > this.#components.length) this.#grow();
    for (let i = 0; i < this.width; i++) {
      const component = tuple[i] ?? 0;
      // Two bytes are nearly always enough; the first component that needs more widens the table once.
      if (component > 0xffff && this.#components instanceof Uint16Array) {
        this.#components = Uint32Array.from(this.#components);
      }
      this.#components[at + i] = component;
    }
  }

  #grow(): void {
    const length = this.#components.length * 2;
    const grown = this.#components instanceof Uint16Array ? new Uint16Array(length) : new Uint32Array(length);
    grown.set(this.#components);
    this.#components = grown;
  }

  #rehash(): void {
    const slots = new Uint32Array(this.#slots.length * 2);
    const mask = slots.length - 1;
    const tuple = new Uint32Array(this.width);
    for (let number = 0; number < this.size; number++) {
      this.read(number, tuple);
      let slot = place(hashOf(tuple)) & mask;
      while (slots[slot] !== EMPTY) slot = (slot + 1) & mask;
      slots[slot] = number + 1;
    }
    this.#slots = slots;
    this.#mask = mask;
  }
}

/** A sum of terms is well mixed but in its lowest bits, which choose the slot. */
function place(hash: number): number {
  return hash ^ (hash >>> 16);
}
