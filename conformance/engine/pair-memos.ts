/**
 * Many functions of two small numbers, remembered in one flat array: the innermost look-up of the explorer, done once
 * for every part and every link of every state. Each function has a rectangle of its own in the array, which grows to
 * what it was asked for; one that would become too large is remembered in a map instead.
 *
 * @module
 */

/** Computes what is not yet remembered: the function, its two numbers, and a result of 0 or more. */
export type Compute = (which: number, one: number, other: number) => number;

const largestRectangle = 2 ** 22;

export class PairMemos {
  readonly #compute: Compute;
  /** By function: where its rectangle begins, how many rows it has, and the bits of its columns. */
  readonly #starts: Uint32Array;
  readonly #rows: Uint32Array;
  readonly #bits: Uint8Array;
  /** Result + 1; 0 is not yet known. */
  #results: Uint32Array = new Uint32Array(1 << 10);
  #end = 0;
  readonly #tooLarge: Map<number, number>[];

  constructor(count: number, compute: Compute) {
    this.#compute = compute;
    this.#rows = new Uint32Array(count).fill(4);
    this.#bits = new Uint8Array(count).fill(2);
    this.#starts = Uint32Array.from({ length: count }, () => this.#reserve(4 << 2));
    this.#tooLarge = Array.from({ length: count }, () => new Map());
  }

  get(which: number, one: number, other: number): number {
    const bits = this.#bits[which] ?? 0;
    if (other >>> bits === 0 && one < (this.#rows[which] ?? 0)) {
      const known = this.#results[(this.#starts[which] ?? 0) + (one << bits) + other] ?? 0;
      if (known !== 0) return known - 1;
    }
    return this.#remember(which, one, other);
  }

  #remember(which: number, one: number, other: number): number {
    const apart = this.#tooLarge[which];
    const key = one * 2 ** 26 + other;
    const known = apart?.get(key);
    if (known !== undefined) return known;
    const result = this.#compute(which, one, other);
    if (!this.#makeRoom(which, one, other)) {
      apart?.set(key, result);
      return result;
    }
    this.#results[(this.#starts[which] ?? 0) + (one << (this.#bits[which] ?? 0)) + other] = result + 1;
    return result;
  }

  /** Grows the rectangle of a function until it holds both numbers; says whether it may become so large. */
  #makeRoom(which: number, one: number, other: number): boolean {
    const old = { start: this.#starts[which] ?? 0, rows: this.#rows[which] ?? 0, bits: this.#bits[which] ?? 0 };
    let { rows, bits } = old;
    while (one >= rows) rows *= 2;
    while (other >>> bits !== 0) bits++;
    if (rows === old.rows && bits === old.bits) return true;
    if (rows * 2 ** bits > largestRectangle) return false;
    const start = this.#reserve(rows << bits);
    for (let row = 0; row < old.rows; row++) {
      const from = old.start + (row << old.bits);
      this.#results.copyWithin(start + (row << bits), from, from + (1 << old.bits));
    }
    this.#starts[which] = start;
    this.#rows[which] = rows;
    this.#bits[which] = bits;
    return true;
  }

  /**
   * Where so many results can be put. What a rectangle that grew leaves behind is not used again: the sizes double, so
   * it is less than what is in use.
   */
  #reserve(length: number): number {
    const start = this.#end;
    this.#end += length;
    if (this.#end > this.#results.length) {
      const longer = new Uint32Array(Math.max(this.#end, this.#results.length * 2));
      longer.set(this.#results);
      this.#results = longer;
    }
    return start;
  }
}
