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
  #results: Uint32Array;
  readonly #tooLarge: Map<number, number>[];

  constructor(count: number, compute: Compute) {
    this.#compute = compute;
    this.#starts = new Uint32Array(count);
    this.#rows = new Uint32Array(count).fill(4);
    this.#bits = new Uint8Array(count).fill(2);
    this.#tooLarge = Array.from({ length: count }, () => new Map());
    this.#results = this.#arrange();
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
    let rows = this.#rows[which] ?? 0;
    let bits = this.#bits[which] ?? 0;
    while (one >= rows) rows *= 2;
    while (other >>> bits !== 0) bits++;
    if (rows === this.#rows[which] && bits === this.#bits[which]) return true;
    if (rows * 2 ** bits > largestRectangle) return false;
    const old = {
      starts: this.#starts.slice(),
      rows: this.#rows.slice(),
      bits: this.#bits.slice(),
      results: this.#results,
    };
    this.#rows[which] = rows;
    this.#bits[which] = bits;
    this.#results = this.#arrange();
    for (let i = 0; i < this.#starts.length; i++) {
      const columns = 1 << (old.bits[i] ?? 0);
      for (let row = 0; row < (old.rows[i] ?? 0); row++) {
        const from = (old.starts[i] ?? 0) + row * columns;
        this.#results.set(
          old.results.subarray(from, from + columns),
          (this.#starts[i] ?? 0) + (row << (this.#bits[i] ?? 0)),
        );
      }
    }
    return true;
  }

  /** Lays the rectangles out one after the other. */
  #arrange(): Uint32Array {
    let end = 0;
    for (let i = 0; i < this.#starts.length; i++) {
      this.#starts[i] = end;
      end += (this.#rows[i] ?? 0) << (this.#bits[i] ?? 0);
    }
    return new Uint32Array(end);
  }
}
