/**
 * One thing after the other: if something is asked for while something else is done, it waits its turn.
 *
 * @module
 */
export class Turns {
  #waiting: (() => void)[] = [];
  #isBusy = false;
  #isOver = false;

  /**
   * Does it now, or, while something is done, when its turn comes.
   *
   * @throws what one of those throws that are done until nothing waits any more. The others are not done then.
   */
  take(job: () => void): void {
    if (this.#isOver) return;
    if (this.#isBusy) {
      this.#waiting.push(job);
      return;
    }
    this.#isBusy = true;
    try {
      job();
      while (this.#waiting.length > 0) this.#doWaiting();
    } finally {
      this.#waiting = [];
      this.#isBusy = false;
    }
  }

  /** From now on nothing is done, not even what waits. */
  end(): void {
    this.#isOver = true;
  }

  #doWaiting(): void {
    const now = this.#waiting;
    this.#waiting = [];
    for (const next of now) if (!this.#isOver) next();
  }
}
