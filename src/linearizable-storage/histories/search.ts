/**
 * The search for an order in which the calls of one object can have taken effect: each between its invocation and its
 * answer, and each with the outcome that was answered.
 *
 * It is the search of Wing and Gong (1993) with Lowe's memory (2017), on the list of Horn and Kroening (2015): the next call
 * takes effect as soon as one can, and the search goes back where none can. Three things are our own:
 *
 * - A read that fits where the search stands takes effect there: if there is an order from here on, there is one that begins
 *   with it. So nothing else is tried in its place.
 * - An open call is tried after those that were answered, and only where it changes something: as it need not take effect
 *   at all, it is as well left out there.
 * - Of open calls that ask for the same the one that was invoked first is taken first.
 *
 * @module
 */
import { isSameData, type PlainData } from "../../core/plain-data.ts";
import { present } from "../../core/present.ts";
import { noneSeen, noOperations, toggle } from "./seen.ts";
import type { SequentialObject } from "./sequential-object.ts";
import { numberedStates, textOf } from "./states.ts";
import type { Timeline } from "./timeline.ts";
import { allUnordered, type Entry } from "./unordered.ts";

/** What a search has come to. Calls are numbers of the timeline. */
export type Found = Ordered | NotOrdered | { readonly kind: "gaveUp"; readonly looked: number };

/** All answered calls, and the open ones that had to take effect. */
interface Ordered {
  readonly kind: "ordered";
  readonly order: readonly number[];
  /** At how many states, each with the calls that had taken effect, it has looked. */
  readonly looked: number;
}

export interface NotOrdered {
  readonly kind: "notOrdered";
  /** The furthest that it came: an order of everything that was answered before this call, and perhaps of more. */
  readonly stuckAt: number;
  readonly order: readonly number[];
  readonly looked: number;
}

/** A call that has taken effect, and what was there before. */
interface Taken {
  readonly call: number;
  readonly state: number;
  readonly highest: number;
}

/** The next call to try: an entry of the list, and behind the answered ones, the number of an open one. */
interface Cursor {
  entry: Entry;
  open: number;
}

/** @param most - at how many states it looks, each with the calls that have taken effect */
export function search<State extends PlainData, Operation, Outcome>(
  timeline: Timeline<Operation, Outcome>,
  object: SequentialObject<State, Operation, Outcome>,
  most: number,
): Found {
  const { calls, answered, invokedAt, returnedAt } = timeline;
  const alike = olderAlike(timeline);
  const isRead = answered.map(({ operation }) => object.isRead?.(operation) === true);
  const list = allUnordered(timeline);
  const states = numberedStates<State>();
  const seen = noneSeen();
  const effective = noOperations(answered.length, calls.length - answered.length);
  const isEffective = new Uint8Array(calls.length);
  const taken: Taken[] = [];
  let [left, state, highest] = [answered.length, states.numberOf(object.initial), -1];
  let [stuckAt, place, furthest] = [-1, -1, taken.slice()];

  const put = (call: number): void => {
    toggle(effective, call, answered.length);
    isEffective[call] = 1 - present(isEffective[call]);
  };
  const isNew = (after: number): boolean => left === 0 || seen.add(effective, list.first() >> 1, highest, after);
  const take = (call: number, after: number): boolean => {
    const before: Taken = { call, state, highest };
    put(call);
    if (call < answered.length) {
      list.lift(call);
      left--;
      highest = Math.max(highest, call);
    }
    taken.push(before);
    if (isNew(after)) {
      state = after;
      return true;
    }
    giveBack();
    return false;
  };
  const giveBack = (): number => {
    const before = present(taken.pop());
    ({ state, highest } = before);
    put(before.call);
    if (before.call < answered.length) {
      list.unlift(before.call);
      left++;
    }
    return before.call;
  };
  const tryAnswered = (call: number): boolean => {
    const { operation, returned } = present(answered[call]);
    const after = object.apply(states.at(state), operation);
    return isSameData(after.outcome, returned.outcome) && take(call, states.numberOf(after.state));
  };
  /** Takes a read that fits, if there is one. @returns whether it leads to something new; undefined if there is none */
  const tryRead = (): boolean | undefined => {
    for (let entry = list.first(); entry % 2 === 0; entry = list.after(entry)) {
      const { operation, returned } = present(answered[entry >> 1]);
      if (!isRead[entry >> 1]) continue;
      if (isSameData(object.apply(states.at(state), operation).outcome, returned.outcome))
        return take(entry >> 1, state);
    }
    return undefined;
  };
  const tryOpen = (call: number): boolean => {
    const older = present(alike[call - answered.length]);
    if (isEffective[call] === 1 || (older >= 0 && isEffective[older] === 0)) return false;
    const after = states.numberOf(object.apply(states.at(state), present(calls[call]).operation).state);
    return after !== state && take(call, after);
  };
  /** Lets the next call that can take effect do so. @returns whether there is one */
  const goOn = (cursor: Cursor): boolean => {
    const hasRead = cursor.entry === list.first() ? tryRead() : undefined;
    if (hasRead !== undefined) return hasRead;
    for (; cursor.entry % 2 === 0 && cursor.entry !== list.end; cursor.entry = list.after(cursor.entry)) {
      if (!isRead[cursor.entry >> 1] && tryAnswered(cursor.entry >> 1)) return true;
    }
    const first = list.nextAnswered();
    noteStuck(first);
    for (; cursor.open < calls.length; cursor.open++) {
      if (present(invokedAt[cursor.open]) > present(returnedAt[first])) break;
      if (tryOpen(cursor.open)) return true;
    }
    return false;
  };
  const behind = (call: number): Cursor => {
    if (call >= answered.length) return { entry: list.end, open: call + 1 };
    return isRead[call] === true
      ? { entry: list.end, open: calls.length }
      : { entry: list.after(2 * call), open: answered.length };
  };
  const noteStuck = (first: number): void => {
    const reached = present(returnedAt[first]);
    if (reached > place) [stuckAt, place, furthest] = [first, reached, taken.slice()];
  };

  let cursor: Cursor = { entry: list.first(), open: answered.length };
  while (left > 0) {
    if (goOn(cursor)) cursor = { entry: list.first(), open: answered.length };
    else if (taken.length === 0) {
      return { kind: "notOrdered", stuckAt, order: furthest.map(({ call }) => call), looked: seen.size };
    } else {
      cursor = behind(giveBack());
    }
    if (seen.size > most) return { kind: "gaveUp", looked: seen.size };
  }
  return { kind: "ordered", order: taken.map(({ call }) => call), looked: seen.size };
}

/** For each open call the last one before it that asks for the same; -1 if there is none. */
function olderAlike({ calls, answered }: Timeline<unknown, unknown>): readonly number[] {
  const last = new Map<string, number>();
  return calls.slice(answered.length).map(({ operation }, i) => {
    const text = textOf(operation);
    const older = last.get(text) ?? -1;
    last.set(text, answered.length + i);
    return older;
  });
}
