/**
 * A function of two small numbers, remembered in a flat array: the innermost look-up of the explorer, which therefore
 * reads the array itself and asks here only for what it does not hold yet.
 *
 * @module
 */
export class PairMemo {
  /** At `(one << shift) | other` the result + 1; 0 is not yet known. */
  results: Uint32Array = new Uint32Array(1 << 8);
  shift = 4;
  readonly #compute: (one: number, other: number) => number;

  constructor(compute: (one: number, other: number) => number) {
    this.#compute = compute;
  }

  get(one: number, other: number): number {
    const known = other >> this.shift === 0 ? this.results[(one << this.shift) | other] : undefined;
    return known !== undefined && known !== 0 ? known - 1 : this.#remember(one, other);
  }

  #remember(one: number, other: number): number {
    const result = this.#compute(one, other);
    while (other >> this.shift !== 0) this.#widen();
    const at = (one << this.shift) | other;
    if (at >= this.results.length) {
      const longer = new Uint32Array(2 ** Math.ceil(Math.log2(at + 1)));
      longer.set(this.results);
      this.results = longer;
    }
    this.results[at] = result + 1;
    return result;
  }

  #widen(): void {
    const wider = new Uint32Array(this.results.length * 2);
    const row = 1 << this.shift;
    for (let from = 0, to = 0; from < this.results.length; from += row, to += 2 * row) {
      wider.set(this.results.subarray(from, from + row), to);
    }
    this.results = wider;
    this.shift++;
  }
}
