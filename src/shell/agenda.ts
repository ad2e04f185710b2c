/**
 * Things that are due at a time. The next one comes first; of two that are due at the same time, the one with the lower
 * number. It is a heap: to add or to take one costs a few comparisons, however many there are.
 *
 * @module
 */

/** When it is due, and its number among the things of that time. No two things have the same time and number. */
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

  /** Replaces everything in the agenda by these things. */
  replace(things: readonly Thing[]): void {
    this.#heap = things.toSorted((one, other) => (isBefore(one, other) ? -1 : 1));
  }
}

function isBefore(one: Dated, other: Dated): boolean {
  return one.at === other.at ? one.order < other.order : one.at < other.at;
}
