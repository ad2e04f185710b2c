/**
 * The answered calls that have not taken effect, as a list of their invocations and answers in order of time. A call that
 * takes effect is lifted out of it, and put back in its place if that leads nowhere: the list of Wing and Gong, as Horn and
 * Kroening have it.
 *
 * @module
 */
import { present } from "../../core/present.ts";
import type { Timeline } from "./timeline.ts";

/** An entry is twice the number of its call if it is an invocation, and 1 more if it is an answer. */
export type Entry = number;

export interface Unordered {
  /** The entry behind all others. */
  readonly end: Entry;
  first(): Entry;
  after(entry: Entry): Entry;
  /** The call whose answer comes first: whatever takes effect next was invoked before it. There must be one. */
  nextAnswered(): number;
  lift(call: number): void;
  /** Calls are put back in the reverse order. */
  unlift(call: number): void;
}

export function allUnordered({ answered, invokedAt, returnedAt }: Timeline<unknown, unknown>): Unordered {
  const end = 2 * answered.length;
  const entries = answered.flatMap((_, call) => [
    { entry: 2 * call, at: present(invokedAt[call]) },
    { entry: 2 * call + 1, at: present(returnedAt[call]) },
  ]);
  const next = new Int32Array(end + 1);
  const previous = new Int32Array(end + 1);
  let last = end;
  for (const { entry } of entries.sort((one, other) => one.at - other.at)) {
    next[last] = entry;
    previous[entry] = last;
    last = entry;
  }
  next[last] = end;
  previous[end] = last;

  const take = (entry: Entry): void => {
    const [before, behind] = [present(previous[entry]), present(next[entry])];
    next[before] = behind;
    previous[behind] = before;
  };
  const putBack = (entry: Entry): void => {
    next[present(previous[entry])] = entry;
    previous[present(next[entry])] = entry;
  };
  const after = (entry: Entry): Entry => present(next[entry]);
  return {
    end,
    after,
    first: () => after(end),
    nextAnswered: () => {
      let entry = after(end);
      while (entry % 2 === 0) entry = after(entry);
      return entry >> 1;
    },
    lift: (call) => {
      take(2 * call);
      take(2 * call + 1);
    },
    unlift: (call) => {
      putBack(2 * call + 1);
      putBack(2 * call);
    },
  };
}
