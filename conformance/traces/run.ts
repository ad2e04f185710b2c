/**
 * A run of the step functions under a schedule: which of the possible steps is taken, and where faults strike.
 *
 * A schedule is plain numbers with a total interpretation: a number chooses among the steps that are possible, whatever
 * their count, and a fault that is not possible is no step. So every schedule is a run, and a smaller schedule is a
 * simpler run, which is what lets fast-check shrink.
 *
 * @module
 */
import fc from "fast-check";
import type { PathStep } from "../engine/protocol.ts";
import type { Walker } from "../engine/walker.ts";

export interface Schedule {
  /** For each step, which of the possible ones. */
  readonly picks: readonly number[];
  /** Before which step a fault strikes, and which of the possible ones. */
  readonly faults: readonly Fault[];
}

interface Fault {
  readonly before: number;
  readonly pick: number;
}

/** Schedules of up to `steps` steps. */
export function schedules(steps: number): fc.Arbitrary<Schedule> {
  return fc.record({
    picks: fc.array(fc.nat(1 << 16), { minLength: steps, maxLength: steps, size: "max" }),
    faults: fc.array(fc.record({ before: fc.nat(steps - 1), pick: fc.nat(1 << 16) }), { maxLength: 8, size: "max" }),
  });
}

/**
 * Runs until the schedule ends, or until no step changes anything.
 *
 * @param faults - actions that are taken where the schedule says so
 * @param lastResorts - those of them that are also taken when nothing else is possible
 */
export function runOf(
  walker: Walker,
  schedule: Schedule,
  faults: readonly string[],
  lastResorts: readonly string[] = [],
): readonly PathStep[] {
  const run: PathStep[] = [];
  let state = walker.initial();
  const take = (possible: readonly PathStep[], pick: number): boolean => {
    const step = possible[pick % Math.max(1, possible.length)];
    if (step === undefined) return false;
    run.push(step);
    state = step.state;
    return true;
  };
  const among = (wanted: (action: string) => boolean): readonly PathStep[] =>
    stepsFrom(walker, state).filter(({ action }) => wanted(action));
  const isFault = (action: string): boolean => faults.includes(action);
  const strike = (pick: number): void => {
    const possible = among(isFault);
    // Which fault, and then where it strikes: the loss of one of many messages is no likelier than a crash.
    const names = [...new Set(possible.map(({ action }) => action))];
    const name = names[pick % Math.max(1, names.length)];
    take(
      possible.filter(({ action }) => action === name),
      Math.floor(pick / Math.max(1, names.length)),
    );
  };
  for (const [i, pick] of schedule.picks.entries()) {
    for (const fault of schedule.faults) if (fault.before === i) strike(fault.pick);
    const isTaken =
      take(
        among((action) => !isFault(action)),
        pick,
      ) ||
      take(
        among((action) => lastResorts.includes(action)),
        pick,
      );
    if (!isTaken) break;
  }
  return run;
}

/** The possible steps that change something. */
function stepsFrom(walker: Walker, state: Uint32Array): readonly PathStep[] {
  const steps: PathStep[] = [];
  walker.expand(state, (action, after) => {
    steps.push({ action: walker.actions.value(action), state: after.slice() });
  });
  return steps;
}
