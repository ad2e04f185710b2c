/**
 * A node of a log that is made of decisions: for each place of the log there is a consensus of its own, and the node
 * delivers what is decided at the places in turn.
 *
 * Specification: `DecisionLog`. There is no durable part: after a crash the node is told all decisions once more. What
 * decides does not matter, as long as it keeps the contract of {@link SharedDecisions}: a sequence of epoch consensus does.
 * It is asked and it tells as a node of epoch broadcast does, so that it can take the place of a log.
 *
 * @module
 */

import {
  type EffectOf,
  type EventOf,
  impossible,
  invoking,
  type Next,
  next,
  type Outcome,
  untimely,
} from "../../core/description.ts";
import { type Dictionary, emptyDictionary, lookUp, withoutValue, withValue } from "../../core/dictionary.ts";
import type { Invoke } from "../../core/effect.ts";
import { judgeLimits } from "../../core/limits.ts";
import { noRecord } from "../../core/no-record.ts";
import type { NodeId } from "../../core/node-id.ts";
import type { PlainData } from "../../core/plain-data.ts";
import { type Role, roleOf } from "../../core/role.ts";
import { append, emptySequence, itemAt, type Sequence } from "../../core/sequence.ts";
import type { Heard } from "../../core/system.ts";
import { countIn, itemsIn } from "../../core/taking-in.ts";
import type { Decided } from "../../environment/shared-decisions.ts";
import { namedIn, namedOf } from "./request.ts";

/** Which node it is, and how much it takes. */
export interface DecisionLogOptions {
  readonly self: NodeId;
  /** How many requests may wait at the node; 1,000 unless given. */
  readonly maxPending?: number;
  /** How large a request may be, in UTF-16 code units of its text; 1,048,576 unless given. */
  readonly maxSize?: number;
}

/** What a node keeps. Requests are known by their texts, which are proposed and decided. */
export interface DecisionLogState {
  readonly self: NodeId;
  readonly maxPending: number;
  readonly maxSize: number;
  /** The requests of its clients that are not delivered yet, in the order in which it was asked. */
  readonly pending: readonly string[];
  /** What is decided, place by place, as far as it knows every decision. */
  readonly decided: Sequence<string>;
  /** What is decided further on, by place. */
  readonly ahead: Dictionary<string>;
  /** What is delivered, in order, and the texts of all of it. */
  readonly delivered: Sequence<PlainData>;
  readonly known: Dictionary<true>;
}

/** A client asks that its requests be delivered everywhere. */
export interface BroadcastAll {
  readonly kind: "broadcast";
  readonly requests: readonly PlainData[];
}

/** The types of a node. */
export interface DecisionLogTypes {
  readonly options: DecisionLogOptions;
  readonly state: DecisionLogState;
  readonly record: null;
  readonly received: never;
  readonly sent: never;
  readonly request: BroadcastAll;
  /** A request. */
  readonly told: PlainData;
  readonly timer: "askAgain";
  readonly invoked: Invoke<"decisions", Decided<string>>;
  readonly heard: Heard<"decisions", Decided<string>>;
  readonly status: "delivering";
}

/** What a node can be given. */
export type DecisionLogEvent = EventOf<DecisionLogTypes>;

/** What a node can ask for. */
export type DecisionLogEffect = EffectOf<DecisionLogTypes>;

type Then = Outcome<DecisionLogTypes>;

const name = "a log of decisions";

/**
 * The node as a description.
 *
 * @see [The circle](page:docs/equivalence/circle.md)
 * @see [DecisionLog](page:spec/equivalence/DecisionLog.tla)
 * @example
 * ```ts
 * import { decisionLogNode } from "quorate/equivalence";
 *
 * const { state } = decisionLogNode.start({ self: "a" });
 * const asked = decisionLogNode.step(state, { kind: "broadcast", requests: ["tea"] });
 * console.log(asked.effects.map(({ kind }) => kind)); // [ 'invoke', 'setTimer' ]
 * const lost = { kind: "heard", object: "decisions", outcome: { place: 1, value: '"coffee"' } } as const;
 * const heard = decisionLogNode.step(asked.state, lost);
 * console.log(heard.effects.map(({ kind }) => kind)); // [ 'deliver', 'invoke' ]
 * console.log(decisionLogNode.recover({ self: "a" }, null).state.pending); // []
 * ```
 */
export const decisionLogNode: Role<DecisionLogTypes> = roleOf<DecisionLogTypes>({
  name,
  specification: "DecisionLog",
  begin,
  recover: begin,
  status: () => "delivering",
  addressing: { self: ({ self }) => self, peers: () => [], instance: { field: "log", of: () => "log" } },
  record: noRecord,
  told: (before, { delivered }) =>
    before === undefined || before.delivered.length === delivered.length
      ? []
      : [{ kind: "deliver", first: before.delivered.length + 1, values: delivered }],
  timers: ({ pending }) => (pending.length > 0 ? ["askAgain"] : []),
  messages: {},
  requests: {
    broadcast: ({ requests }, { maxSize, maxPending }) => {
      const takeIn = (request: unknown, path: string): PlainData => namedIn(request, path, maxSize).request;
      return { kind: "broadcast", requests: itemsIn(requests, "requests", maxPending, takeIn) };
    },
  },
  objects: {
    decisions: ({ place, value }, { maxSize }) => ({
      place: countIn(place, "outcome.place"),
      value: namedOf(value, "outcome.value", maxSize).text,
    }),
  },
  actions: {
    Broadcast: { request: "broadcast", step: broadcast },
    AskAgain: { timer: "askAgain", step: askAgain },
    Hear: { object: "decisions", step: hear },
  },
});

/**
 * A node that knows nothing yet. After a crash it is the same.
 *
 * @throws Error if a limit is none.
 * @spec DecisionLog!Begun
 * @spec DecisionLog!Recovered
 */
function begin({ self, maxPending = 1_000, maxSize = 1_048_576 }: DecisionLogOptions): DecisionLogState {
  judgeLimits(name, { maxPending, maxSize });
  const nothing = { decided: emptySequence, ahead: emptyDictionary, delivered: emptySequence, known: emptyDictionary };
  return { self, maxPending, maxSize, pending: [], ...nothing };
}

/** Several requests are as if one came after the other. @spec DecisionLog!Broadcast */
function broadcast(state: DecisionLogState, { requests }: BroadcastAll): Then {
  const { known, maxPending, maxSize } = state;
  const pending = new Set(state.pending);
  for (const request of requests) {
    const { text } = namedIn(request, "request", maxSize);
    if (lookUp(known, text) === undefined) pending.add(text);
  }
  if (pending.size === state.pending.length) return next(state);
  if (pending.size > maxPending) return untimely(`${maxPending} requests are waiting at most`);
  const after = { ...state, pending: [...pending] };
  return state.pending.length === 0 ? proposing(after) : next(after);
}

/** @spec DecisionLog!AskAgain */
function askAgain(state: DecisionLogState): Then {
  return proposing(state);
}

/** What is in turn is delivered, and what has lost is proposed for the next place. @spec DecisionLog!Hear */
function hear(state: DecisionLogState, { place, value }: Decided<string>): Then {
  const before = place <= state.decided.length ? itemAt(state.decided, place - 1) : lookUp(state.ahead, String(place));
  if (before !== undefined) return before === value ? next(state) : impossible(`place ${place} was decided otherwise`);
  const after = inTurn({ ...state, ahead: withValue(state.ahead, String(place), value) });
  return after.decided.length === state.decided.length ? next(after) : proposing(withoutDelivered(after));
}

/**
 * Everything that is in turn now.
 *
 * @spec DecisionLog!DeliversUpTo
 * @spec DecisionLog!Delivering
 */
function inTurn(state: DecisionLogState): DecisionLogState {
  let { decided, ahead, delivered, known } = state;
  for (;;) {
    const place = String(decided.length + 1);
    const text = lookUp(ahead, place);
    if (text === undefined) return { ...state, decided, ahead, delivered, known };
    ahead = withoutValue(ahead, place);
    decided = append(decided, text);
    if (lookUp(known, text) !== undefined) continue;
    known = withValue(known, text, true);
    delivered = append(delivered, namedOf(text, "decision", state.maxSize).request);
  }
}

/** @spec DecisionLog!StillPending */
function withoutDelivered(state: DecisionLogState): DecisionLogState {
  const pending = state.pending.filter((text) => lookUp(state.known, text) === undefined);
  return pending.length === state.pending.length ? state : { ...state, pending };
}

/** Whatever waits longest is proposed for the next place. @spec DecisionLog!ProposalFor */
function proposing(state: DecisionLogState): Next<DecisionLogState, never, never, never, DecisionLogTypes["invoked"]> {
  const [value] = state.pending;
  if (value === undefined) return next(state);
  return invoking(state, {
    kind: "invoke",
    object: "decisions",
    operation: { place: state.decided.length + 1, value },
  });
}
