/**
 * Things of which one is taken next: the oldest, or any other. To add and to take cost the same however many there are.
 *
 * @module
 */

/** How many places in front may be empty before they are given up. */
const kept = 1024;

export class Pool<Thing> {
  /** The first ones are gone, and leave empty places. */
  #things: (Thing | undefined)[] = [];
  #gone = 0;

  get size(): number {
    return this.#things.length - this.#gone;
  }

  add(thing: Thing): void {
    this.#things.push(thing);
  }

  /** Takes the oldest, or one of the others, whose place the oldest then has. */
  take(index = 0): Thing | undefined {
    if (!(index >= 0 && index < this.size)) return undefined;
    const at = this.#gone + index;
    const taken = this.#things[at];
    this.#things[at] = this.#things[this.#gone];
    this.#things[this.#gone] = undefined;
    this.#gone++;
    if (this.#gone >= kept && this.#gone * 2 > this.#things.length) {
      this.#things = this.#things.slice(this.#gone);
      this.#gone = 0;
    }
    return taken;
  }

  /** Takes away all but these. */
  keep(isKept: (thing: Thing) => boolean): void {
    this.#things = this.#things.slice(this.#gone).filter((thing) => thing !== undefined && isKept(thing));
    this.#gone = 0;
  }
}
