/**
 * One job after the other: a job that comes while another one is being done waits its turn.
 *
 * @module
 */
export class Turns {
  #waiting: (() => void)[] = [];
  #isBusy = false;
  #isOver = false;

  /**
   * Does the job at once or, if another one is being done, when its turn comes.
   *
   * @throws whatever one of these jobs throws: this one, or one that came meanwhile. Those that still wait are dropped.
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

  /** From now on no job is done; those that wait are dropped. */
  end(): void {
    this.#isOver = true;
  }

  #doWaiting(): void {
    const now = this.#waiting;
    this.#waiting = [];
    for (const next of now) if (!this.#isOver) next();
  }
}
