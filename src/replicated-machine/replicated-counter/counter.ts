/**
 * A node of a replicated counter: it counts what a log tells it, in the order of the log, so that all nodes count
 * alike.
 *
 * Specification: `ReplicatedCounter`. There is no durable part: after a crash the log tells everything once more. What
 * the log is does not matter, as long as it keeps the contract of {@link SharedLog}: epoch broadcast does.
 *
 * @module
 */
import {
  type EffectOf,
  type EventOf,
  impossible,
  invoking,
  next,
  type Outcome,
  replying,
  untimely,
} from "../../core/description.ts";
import { type Dictionary, emptyDictionary, lookUp, rowsOf, withoutValue, withValue } from "../../core/dictionary.ts";
import type { Invoke, Reply } from "../../core/effect.ts";
import { judgeLimits } from "../../core/limits.ts";
import { noRecord } from "../../core/no-record.ts";
import type { NodeId } from "../../core/node-id.ts";
import { present } from "../../core/present.ts";
import { identityIn, nameOfIdentity } from "../../core/request-identity.ts";
import { type Role, roleOf } from "../../core/role.ts";
import type { Heard } from "../../core/system.ts";
import { countIn, fieldsIn, greatestNumber, itemsIn } from "../../core/taking-in.ts";
import type { LogOperation, LogOutcome } from "../../environment/shared-log.ts";
import type { CountAnswer, CountRequest } from "./request.ts";

/** Which node it is, and how much it takes. */
export interface CounterOptions {
  readonly self: NodeId;
  /** How many requests may wait at the node; 1,000 unless given. */
  readonly maxWaiting?: number;
}

/** What a node keeps. */
export interface CounterState {
  readonly self: NodeId;
  readonly maxWaiting: number;
  /** The answer to each request that was counted, by its name. The last one counted has the number `counted.size`. */
  readonly counted: Dictionary<CountAnswer>;
  /** The requests that clients wait for, by their names. */
  readonly waiting: Dictionary<CountRequest>;
}

/** A client asks that its request be counted. It is told the number by a reply. */
export interface Count {
  readonly kind: "count";
  readonly request: CountRequest;
}

/** The types of a node. */
export interface CounterTypes {
  readonly options: CounterOptions;
  readonly state: CounterState;
  readonly record: null;
  readonly received: never;
  readonly sent: never;
  readonly request: Count;
  readonly told: CountAnswer;
  readonly timer: "askAgain";
  readonly invoked: Invoke<"log", LogOperation<CountRequest>>;
  readonly heard: Heard<"log", LogOutcome<CountRequest>>;
  readonly status: "counting";
}

/** What a node can be given. */
export type CounterEvent = EventOf<CounterTypes>;

/** What a node can ask for. */
export type CounterEffect = EffectOf<CounterTypes>;

type Then = Outcome<CounterTypes>;

/**
 * The node as a description.
 *
 * @see [A replicated counter](page:docs/replicated-machine/replicated-counter.md)
 * @see [ReplicatedCounter](page:spec/replicated-machine/ReplicatedCounter.tla)
 * @example
 * ```ts
 * import { counter, countOf } from "quorate/replicated-counter";
 *
 * const { state } = counter.start({ self: "a" });
 * const request = { client: "Ada", number: 1 };
 * const asked = counter.step(state, countOf(request));
 * console.log(asked.effects.map(({ kind }) => kind)); // [ 'invoke', 'setTimer' ]
 * const heard = counter.step(asked.state, { kind: "heard", object: "log", outcome: { first: 1, values: [request] } });
 * console.log(heard.effects.map(({ kind }) => kind)); // [ 'reply', 'cancelTimer' ]
 * console.log(counter.recover({ self: "a" }, null).state.counted.size); // 0
 * ```
 */
export const counter: Role<CounterTypes> = roleOf<CounterTypes>({
  name: "a replicated counter",
  specification: "ReplicatedCounter",
  begin,
  recover: begin,
  status: () => "counting",
  addressing: { self: ({ self }) => self, peers: () => [], instance: { field: "counter", of: () => "counter" } },
  record: noRecord,
  told: answered,
  timers: ({ waiting }) => (waiting.size > 0 ? ["askAgain"] : []),
  messages: {},
  requests: {
    count: ({ request }) => ({ kind: "count", request: identityIn(fieldsIn(request, "request"), "request") }),
  },
  objects: {
    log: ({ first, values }) => ({
      first: countIn(first, "outcome.first"),
      values: itemsIn(values, "outcome.values", greatestNumber, (request, path) =>
        identityIn(fieldsIn(request, path), path),
      ),
    }),
  },
  actions: {
    Ask: { request: "count", step: ask },
    AskAgain: { timer: "askAgain", step: askAgain },
    Hear: { object: "log", step: hear },
  },
});

/**
 * A node that knows nothing yet. After a crash it is the same.
 *
 * @throws Error if the limit is none.
 * @spec ReplicatedCounter!Begun
 * @spec ReplicatedCounter!Recovered
 */
function begin({ self, maxWaiting = 1_000 }: CounterOptions): CounterState {
  judgeLimits("a replicated counter", { maxWaiting });
  return { self, maxWaiting, counted: emptyDictionary, waiting: emptyDictionary };
}

/** @spec ReplicatedCounter!Ask */
function ask(state: CounterState, { request }: Count): Then {
  const { counted, waiting, maxWaiting } = state;
  const name = nameOfIdentity(request);
  const answer = lookUp(counted, name);
  if (answer !== undefined) return replying(state, [], answer);
  const isWaiting = lookUp(waiting, name) !== undefined;
  if (!isWaiting && waiting.size >= maxWaiting) return untimely(`${maxWaiting} requests are waiting`);
  return invoking(
    isWaiting ? state : { ...state, waiting: withValue(waiting, name, request) },
    broadcasting([request]),
  );
}

/** @spec ReplicatedCounter!AskAgain */
function askAgain(state: CounterState): Then {
  return invoking(state, broadcasting(rowsOf(state.waiting).map(({ value }) => value)));
}

/** @spec ReplicatedCounter!Hear */
function hear(state: CounterState, { first, values }: LogOutcome<CountRequest>): Then {
  let { counted, waiting } = state;
  if (first !== counted.size + 1) return impossible(`the log goes on at ${first}, and ${counted.size} were counted`);
  for (const request of values) {
    const name = nameOfIdentity(request);
    const { size } = counted;
    counted = withValue(counted, name, { request, number: size + 1 });
    if (counted.size === size) return impossible(`the log tells ${name} twice`);
    waiting = withoutValue(waiting, name);
  }
  return next(counted === state.counted ? state : { ...state, counted, waiting });
}

/** The clients that do not wait any more are told their numbers. @spec ReplicatedCounter!Number */
function answered(before: CounterState | undefined, { counted, waiting }: CounterState): readonly Reply<CountAnswer>[] {
  if (before === undefined || before.counted === counted) return [];
  return rowsOf(before.waiting)
    .filter(({ name }) => lookUp(waiting, name) === undefined)
    .map(({ name }) => present(lookUp(counted, name)))
    .sort((one, other) => one.number - other.number)
    .map((value) => ({ kind: "reply", value }));
}

function broadcasting(broadcast: readonly CountRequest[]): CounterTypes["invoked"] {
  return { kind: "invoke", object: "log", operation: { broadcast } };
}
