/**
 * A clock that stands still until it is told to step. A step takes it to the next timer that is due.
 *
 * @module
 */
import { Agenda } from "../agenda.ts";
import type { Clock } from "../ports.ts";

/** An armed timer. */
export interface Armed {
  readonly part: string;
  readonly timer: string;
  /** When it rings, in milliseconds. */
  readonly at: number;
  /** How many were armed before it. Of those that ring at the same time, the one that was armed first rings first. */
  readonly order: number;
  readonly ring: () => void;
}

/**
 * The timers of all nodes. Time passes only when the next timer is taken.
 *
 * @example
 * ```ts
 * import { InMemoryClock } from "quorate/in-memory";
 *
 * const clock = new InMemoryClock();
 * clock.arm("a", "suspect", 500, () => console.log("half a second is over"));
 * console.log(clock.timersOf("a"), clock.takeNext()?.at, clock.timersOf("a")); // [ 'suspect' ] 500 []
 * ```
 */
export class InMemoryClock implements Clock {
  readonly #armed = new Map<string, Map<string, Armed>>();
  /** Timers that were disarmed may still be in it. */
  readonly #agenda = new Agenda<Armed>();
  #size = 0;
  #order = 0;
  #now = 0;
  /**
   * Timers with this `order` or a higher one were armed after the last disturbance; `undefined` until time has passed.
   */
  #undisturbedFrom: number | undefined;
  /** How many of the armed timers these are. */
  #undisturbed = 0;

  /** Milliseconds since the clock was made. */
  get now(): number {
    return this.#now;
  }

  /** How many timers are armed. */
  get size(): number {
    return this.#size;
  }

  /**
   * Whether time has passed since the last change, and every armed timer has rung or was armed anew since then. If
   * nothing else has happened in that time, nothing else will ever happen.
   */
  get isAtRest(): boolean {
    return this.#undisturbed === this.#size;
  }

  /** Something has changed: every timer is to ring once more. */
  disturb(): void {
    this.#undisturbedFrom = undefined;
    this.#undisturbed = 0;
  }

  /** How many places the agenda has, those of disarmed timers included. */
  get places(): number {
    return this.#agenda.size;
  }

  arm(part: string, timer: string, milliseconds: number, ring: () => void): void {
    if (!(milliseconds >= 0 && milliseconds < Number.POSITIVE_INFINITY)) {
      throw new Error(`in-memory clock: ${part} cannot arm ${timer} for ${milliseconds} milliseconds`);
    }
    this.disarm(part, timer);
    const armed = { part, timer, at: this.#now + milliseconds, order: this.#order++, ring };
    const timers = this.#armed.get(part);
    if (timers === undefined) this.#armed.set(part, new Map([[timer, armed]]));
    else timers.set(timer, armed);
    this.#size++;
    if (this.#isUndisturbed(armed)) this.#undisturbed++;
    this.#agenda.add(armed);
  }

  disarm(part: string, timer: string): void {
    const armed = this.#armed.get(part)?.get(timer);
    if (armed === undefined) return;
    this.#armed.get(part)?.delete(timer);
    this.#size--;
    if (this.#isUndisturbed(armed)) this.#undisturbed--;
    // Most timers are armed anew long before they ring, so most places may be those of disarmed ones.
    if (this.#agenda.size > 2 * this.#size + 64) this.#agenda.replace(this.all());
  }

  /** The names of the timers of the part, sorted. */
  timersOf(part: string): readonly string[] {
    return [...(this.#armed.get(part)?.keys() ?? [])].sort();
  }

  all(): readonly Armed[] {
    return [...this.#armed.values()].flatMap((timers) => [...timers.values()]);
  }

  /** Takes the timer, which is about to ring. Nothing happens if it is not armed. */
  take(part: string, timer: string): Armed | undefined {
    const armed = this.#armed.get(part)?.get(timer);
    if (armed !== undefined) this.disarm(part, timer);
    return armed;
  }

  /** Steps to the time of the next timer and takes it; `undefined` if none is armed. */
  takeNext(): Armed | undefined {
    this.#undisturbedFrom ??= this.#order;
    for (let next = this.#agenda.take(); next !== undefined; next = this.#agenda.take()) {
      const { part, timer, at } = next;
      if (this.#armed.get(part)?.get(timer) !== next) continue;
      this.#now = at;
      return this.take(part, timer);
    }
    return undefined;
  }

  #isUndisturbed({ order }: Armed): boolean {
    return this.#undisturbedFrom !== undefined && order >= this.#undisturbedFrom;
  }
}
