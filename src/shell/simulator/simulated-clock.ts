/**
 * The timers of all nodes in virtual time, each by the clock of its own node.
 *
 * @module
 */
import type { Clock } from "../ports.ts";

interface Armed {
  isArmed: boolean;
}

/** What a clock needs from its surroundings. */
export interface ClockSurroundings {
  /** Does the job so many milliseconds later. */
  readonly after: (milliseconds: number, job: () => void) => void;
  /** How many milliseconds pass while the clock of the part's node counts one. */
  readonly slowness: (part: string) => number;
  /** To be called when a timer of the part rings. */
  readonly ringing: (part: string, ring: () => void) => void;
}

export class SimulatedClock implements Clock {
  readonly #around: ClockSurroundings;
  readonly #armed = new Map<string, Map<string, Armed>>();

  constructor(around: ClockSurroundings) {
    this.#around = around;
  }

  arm(part: string, timer: string, milliseconds: number, ring: () => void): void {
    this.disarm(part, timer);
    const { after, slowness, ringing } = this.#around;
    const armed = { isArmed: true };
    after(milliseconds * slowness(part), () => {
      if (!armed.isArmed) return;
      this.disarm(part, timer);
      ringing(part, ring);
    });
    const timers = this.#armed.get(part);
    if (timers === undefined) this.#armed.set(part, new Map([[timer, armed]]));
    else timers.set(timer, armed);
  }

  disarm(part: string, timer: string): void {
    const timers = this.#armed.get(part);
    const armed = timers?.get(timer);
    if (armed === undefined) return;
    armed.isArmed = false;
    timers?.delete(timer);
  }

  /** The names of the timers of the part, sorted. */
  timersOf(part: string): readonly string[] {
    return [...(this.#armed.get(part)?.keys() ?? [])].sort();
  }

  /** Does nothing: in virtual time nobody asks whether all is at rest. */
  disturb(): void {}
}
