/**
 * Things that are due at a time: the next one first, and of two at one time the one with the lower number. A heap: to add
 * and to take cost a few comparisons however many there are.
 *
 * @module
 */

/** When, and, among things of the same time, in which order. No two have both alike. */
export interface Dated {
  readonly at: number;
  readonly order: number;
}

export class Agenda<Thing extends Dated> {
  #heap: Thing[] = [];

  get size(): number {
    return this.#heap.length;
  }

  add(thing: Thing): void {
    const heap = this.#heap;
    let at = heap.length;
    for (let above = (at - 1) >> 1; at > 0; above = (at - 1) >> 1) {
      const other = heap[above];
      if (other === undefined || !isBefore(thing, other)) break;
      heap[at] = other;
      at = above;
    }
    heap[at] = thing;
  }

  /** The next one, which stays; `undefined` if there is none. */
  get next(): Thing | undefined {
    return this.#heap[0];
  }

  /** Takes the next one; `undefined` if there is none. */
  take(): Thing | undefined {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return first;
    let at = 0;
    for (;;) {
      const [left, right] = [heap[2 * at + 1], heap[2 * at + 2]];
      const isRight = left !== undefined && right !== undefined && isBefore(right, left);
      const below = isRight ? right : left;
      if (below === undefined || !isBefore(below, last)) break;
      heap[at] = below;
      at = 2 * at + (isRight ? 2 : 1);
    }
    heap[at] = last;
    return first;
  }

  /** From now on these, and no others. */
  replace(things: readonly Thing[]): void {
    this.#heap = things.toSorted((one, other) => (isBefore(one, other) ? -1 : 1));
  }
}

function isBefore(one: Dated, other: Dated): boolean {
  return one.at === other.at ? one.order < other.order : one.at < other.at;
}
