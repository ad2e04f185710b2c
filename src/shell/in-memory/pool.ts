/**
 * A collection from which the oldest thing is taken, or any other. To add or to take one costs the same however many
 * there are.
 *
 * @module
 */

/** How many places at the front may be empty before they are removed. */
const kept = 1024;

export class Pool<Thing> {
  /** Things at the front that were taken leave empty places. */
  #things: (Thing | undefined)[] = [];
  #gone = 0;

  get size(): number {
    return this.#things.length - this.#gone;
  }

  add(thing: Thing): void {
    this.#things.push(thing);
  }

  /** Takes the oldest, or the one with this index. In the latter case the oldest moves to its place. */
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

  /** Removes all but these. */
  keep(isKept: (thing: Thing) => boolean): void {
    this.#things = this.#things.slice(this.#gone).filter((thing) => thing !== undefined && isKept(thing));
    this.#gone = 0;
  }
}
