/**
 * Timers of the real time, and how long each is to take.
 *
 * @module
 */
import type { Chance, Clock } from "quorate/host";

/** A clock for one host. */
export function realClock(): Clock {
  const armed = new Map<string, NodeJS.Timeout>();
  return {
    arm(part, timer, milliseconds, ring) {
      this.disarm(part, timer);
      armed.set(nameOf(part, timer), setTimeout(ring, milliseconds));
    },
    disarm(part, timer) {
      const name = nameOf(part, timer);
      clearTimeout(armed.get(name));
      armed.delete(name);
    },
  };
}

/** No two timers of different parts have one name. */
function nameOf(part: string, timer: string): string {
  return JSON.stringify([part, timer]);
}

/**
 * The times for nodes of epoch broadcast on one machine. No two are to suspect together, so that is drawn; and nobody
 * while a leader is heard, so it takes several times as long as a leader is silent.
 */
export const timesOfLog: Chance = {
  timeOf: (_, timer) => (timer === "suspect" || timer === "checkQuorum" ? 250 + 250 * Math.random() : 50),
};

/** The times for two-phase commit: all of its timers send again what may have been lost. */
export const timesOfTransactions: Chance = { timeOf: () => 100 };
