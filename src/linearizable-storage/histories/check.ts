/**
 * Whether a history is linearizable: whether each operation can have taken effect at one instant between its invocation
 * and its answer, so that all answers are those that the object gives when it is used by one client after the other.
 *
 * @module
 */
import { judgeLimits } from "../../core/limits.ts";
import type { PlainData } from "../../core/plain-data.ts";
import { present } from "../../core/present.ts";
import { type AnsweredCall, type Call, type History, judgeTimes } from "./history.ts";
import { type NotOrdered, search } from "./search.ts";
import type { SequentialObject } from "./sequential-object.ts";
import { cutBehind, type Timeline, timelineOf } from "./timeline.ts";

/** What is known of a history. */
export type Verdict<Operation = unknown, Outcome = unknown> =
  | Linearizable<Operation, Outcome>
  | NotLinearizable<Operation, Outcome>
  /** It may be either: for some key there was more to look at than the limit allows, and no other key is at fault. */
  | { readonly kind: "gaveUp"; readonly looked: number };

/** There is an order, and this is one. */
export interface Linearizable<Operation = unknown, Outcome = unknown> {
  readonly kind: "linearizable";
  /** All that was answered, and of the open operations those that must have taken effect. */
  readonly order: readonly Effective<Operation, Outcome>[];
  readonly looked: number;
}

/** There is no order, since one answer fits nowhere. */
export interface NotLinearizable<Operation = unknown, Outcome = unknown> {
  readonly kind: "notLinearizable";
  /** The object at fault. Of several it is one that is found soon. */
  readonly key: string;
  /**
   * An order of all its operations that were answered before the misfit was, in which the misfit stands, too. Whatever was
   * answered later may have another outcome here.
   */
  readonly order: readonly Effective<Operation, Outcome>[];
  /** The first answer that no order explains. */
  readonly misfit: AnsweredCall<Operation, Outcome>;
  /** What the object answers to it in this order. */
  readonly instead: Outcome;
  readonly looked: number;
}

/** An operation, and an instant at which it can have taken effect. Of one instant, the first in the list came first. */
export interface Effective<Operation = unknown, Outcome = unknown> {
  readonly call: Call<Operation, Outcome>;
  readonly at: number;
  /** What the object answers there. */
  readonly outcome: Outcome;
}

export interface CheckOptions {
  /**
   * At how many states of an object to look, each together with a set of operations that have taken effect; 1,000,000
   * unless given. The memory that a check needs grows with it.
   */
  readonly maxStates?: number;
}

/**
 * Judges a history. Time and memory hang on how many operations are under way at once: the problem is NP-complete.
 *
 * @throws Error if a time of the history is none, or the limit is none.
 * @see [Histories](page:docs/linearizable-storage/histories.md)
 * @example
 * ```ts
 * import { checkHistory, explain, registerObject } from "quorate/histories";
 *
 * const history = [
 *   { client: "Ada", operation: { kind: "write", value: 1 }, invoked: 0, returned: { at: 30, outcome: null } },
 *   { client: "Bob", operation: { kind: "read" }, invoked: 5, returned: { at: 10, outcome: 1 } },
 *   { client: "Cy", operation: { kind: "read" }, invoked: 15, returned: { at: 20, outcome: null } },
 * ] as const;
 * const verdict = checkHistory(history, registerObject);
 * console.log(verdict.kind); // notLinearizable
 * console.log(explain(history, verdict, registerObject)[0]); // Cy's read, invoked at 15, was answered null at 20: no order explains that.
 * console.log(checkHistory(history.slice(0, 2), registerObject).kind); // linearizable
 * ```
 */
export function checkHistory<State extends PlainData, Operation, Outcome>(
  history: History<NoInfer<Operation>, NoInfer<Outcome>>,
  object: SequentialObject<State, Operation, Outcome>,
  { maxStates = 1_000_000 }: CheckOptions = {},
): Verdict<Operation, Outcome> {
  judgeLimits("checkHistory", { maxStates });
  judgeTimes(history);
  const orders: (readonly Effective<Operation, Outcome>[])[] = [];
  let looked = 0;
  let unknown = byKey(history, object);
  for (const limit of maxStates > fewStates ? [fewStates, maxStates] : [maxStates]) {
    const faults: NotLinearizable<Operation, Outcome>[] = [];
    const still: typeof unknown = new Map();
    for (const [key, calls] of unknown) {
      const timeline = timelineOf(calls);
      const found = search(timeline, object, limit);
      looked += found.looked;
      if (found.kind === "ordered") orders.push(effectsOf(callsOf(timeline, found.order), object));
      else if (found.kind === "notOrdered") faults.push(faultIn(key, timeline, object, found, limit));
      else still.set(key, calls);
    }
    const [fault] = faults.sort((one, other) => one.misfit.returned.at - other.misfit.returned.at);
    if (fault !== undefined) return { ...fault, looked };
    unknown = still;
  }
  if (unknown.size > 0) return { kind: "gaveUp", looked };
  // Each is in order, and stays so.
  return { kind: "linearizable", order: orders.flat().sort((one, other) => one.at - other.at), looked };
}

/** A fault is mostly found soon: so a little of each key is looked at before much of any. */
const fewStates = 20_000;

function callsOf<Operation, Outcome>(
  { calls }: Timeline<Operation, Outcome>,
  numbers: readonly number[],
): readonly Call<Operation, Outcome>[] {
  return numbers.map((number) => present(calls[number]));
}

function byKey<Operation, Outcome>(
  history: History<Operation, Outcome>,
  object: Pick<SequentialObject<PlainData, Operation>, "keyOf">,
): Map<string, Call<Operation, Outcome>[]> {
  const calls = new Map<string, Call<Operation, Outcome>[]>();
  for (const call of history) {
    const key = object.keyOf?.(call.operation) ?? "";
    const known = calls.get(key);
    if (known === undefined) calls.set(key, [call]);
    else known.push(call);
  }
  return calls;
}

/**
 * Each as early as can be: when it was invoked, or with the one before it. So orders of several objects agree with each
 * other on what came first.
 */
function effectsOf<State extends PlainData, Operation, Outcome>(
  calls: readonly Call<Operation, Outcome>[],
  object: SequentialObject<State, Operation, Outcome>,
): readonly Effective<Operation, Outcome>[] {
  let at = Number.NEGATIVE_INFINITY;
  let held = object.initial;
  return calls.map((call) => {
    const { state, outcome } = object.apply(held, call.operation);
    at = Math.max(at, call.invoked);
    held = state;
    return { call, at, outcome };
  });
}

function faultIn<State extends PlainData, Operation, Outcome>(
  key: string,
  timeline: Timeline<Operation, Outcome>,
  object: SequentialObject<State, Operation, Outcome>,
  found: NotOrdered,
  most: number,
): NotLinearizable<Operation, Outcome> {
  const { order: before, misfit } = firstMisfit(timeline, object, found, most);
  const order = effectsOf(before.includes(misfit) ? before : [...before, misfit], object);
  const { outcome: instead } = present(order.find(({ call }) => call === misfit));
  return { kind: "notLinearizable", key, order, misfit, instead, looked: 0 };
}

/** An order of what was answered before the misfit. */
interface Fault<Operation, Outcome> {
  readonly order: readonly Call<Operation, Outcome>[];
  readonly misfit: AnsweredCall<Operation, Outcome>;
}

/**
 * Where the history first cannot be explained. What was answered later is not to be held against what was answered before:
 * so the history is cut off behind an answer, what is then open may have come to anything, and the shortest is looked for
 * that has no order. If that is too much to look at, it is where the search of the whole got stuck.
 */
function firstMisfit<State extends PlainData, Operation, Outcome>(
  timeline: Timeline<Operation, Outcome>,
  object: SequentialObject<State, Operation, Outcome>,
  { stuckAt, order }: NotOrdered,
  most: number,
): Fault<Operation, Outcome> {
  const { answered, byAnswer } = timeline;
  const ofTheWhole = { order: callsOf(timeline, order), misfit: present(answered[stuckAt]) };
  let fault = ofTheWhole;
  let [least, highest] = [byAnswer.indexOf(stuckAt), byAnswer.length - 1];
  // Mostly it is there, or not far behind.
  for (let stride = 0; least < highest; stride = 2 * stride + 1) {
    const middle = Math.min(least + stride, (least + highest) >> 1);
    const cut = cutBehind(timeline, middle);
    const found = search(cut, object, most);
    if (found.kind === "gaveUp") return ofTheWhole;
    if (found.kind === "notOrdered") highest = middle;
    else {
      least = middle + 1;
      fault = { order: callsOf(cut, found.order), misfit: present(answered[present(byAnswer[least])]) };
    }
  }
  return fault;
}
