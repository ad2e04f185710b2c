/**
 * A node of sequenced broadcast: it takes a number for each request from a sequencer, sends the number and the request
 * to all nodes, and delivers requests in the order of their numbers.
 *
 * Specification: `SequencedBroadcast`. The durable part is the list of requests that it was asked to broadcast. The
 * sequencer, and the cells where they are used, are objects: any implementation will do that keeps the contract of
 * {@link sharedSequencer} and {@link sharedCells}.
 *
 * @module
 */
import {
  type EffectOf,
  type EventOf,
  impossible,
  next,
  type Outcome,
  type ResultOf,
  untimely,
} from "../../core/description.ts";
import { type Dictionary, emptyDictionary, lookUp, withValue } from "../../core/dictionary.ts";
import type { NodeId } from "../../core/node-id.ts";
import { isSameData, textOfData } from "../../core/plain-data.ts";
import { type Role, roleOf } from "../../core/role.ts";
import { append, sequenceOf } from "../../core/sequence.ts";
import type { Heard } from "../../core/system.ts";
import { countIn, described } from "../../core/taking-in.ts";
import type { Cell } from "../../environment/shared-cells.ts";
import type { NumberTaken } from "../../environment/shared-sequencer.ts";
import { clusterOf } from "../../epochs/cluster.ts";
import type { BroadcastRequest } from "../epoch-broadcast/log-entry.ts";
import { type LimitOptions, limitsOf } from "./limits.ts";
import {
  type Content,
  type Message,
  type Missing,
  messages,
  missing,
  type Places,
  places,
  requestIn,
} from "./message.ts";
import { isRecord, isSameRecord, type NodeRecord, noRecord, recordParts, requestsIn } from "./record.ts";
import {
  begun,
  contentAt,
  contentsFrom,
  due,
  type Gaps,
  type Invoked,
  learning,
  type NodeState,
  type NodeTimer,
  nextNumber,
  type Place,
  seesGap,
  timersOf,
  toCell,
  toldOf,
} from "./state.ts";

/** Who takes part, and how. All nodes must be given the same options, except `self`. */
export interface NodeOptions extends LimitOptions {
  /** The node's own name. */
  readonly self: NodeId;
  /** All nodes, this one among them. */
  readonly nodes: readonly NodeId[];
  /** A name that no other broadcast of these nodes has; none unless given. */
  readonly cluster?: string;
  /** How gaps are closed: it is assumed that senders come back, unless given. */
  readonly gaps?: Gaps;
}

/** A client asks that its request be delivered everywhere. */
export interface Broadcast {
  readonly kind: "broadcast";
  readonly request: BroadcastRequest;
}

/** The types of a node. */
export interface NodeTypes {
  readonly options: NodeOptions;
  readonly state: NodeState;
  readonly record: NodeRecord;
  readonly received: Message;
  readonly sent: Message;
  readonly request: Broadcast;
  /** The content of each number; `null` is nothing, of which no user is told. */
  readonly told: Content;
  readonly timer: NodeTimer;
  readonly invoked: Invoked;
  readonly heard: Heard<"sequencer", NumberTaken<BroadcastRequest>> | Heard<"cells", Cell<Content>>;
  readonly status: "broadcasting";
}

/** What a node can be given. */
export type NodeEvent = EventOf<NodeTypes>;

/** What a node can ask for. */
export type NodeEffect = EffectOf<NodeTypes>;

/** The result of a step. */
export type NodeResult = ResultOf<NodeTypes>;

type Then = Outcome<NodeTypes>;

const protocol = "sequenced broadcast";

/**
 * The node as a description.
 *
 * @see [Sequenced broadcast](page:docs/total-order-broadcast/sequenced-broadcast.md)
 * @see [SequencedBroadcast](page:spec/total-order-broadcast/SequencedBroadcast.tla)
 * @example
 * ```ts
 * import { broadcastOf, node } from "quorate/sequenced-broadcast";
 *
 * const { state } = node.start({ self: "a", nodes: ["a", "b"] });
 * const request = { client: "till", number: 1, value: "bread" };
 * const asked = node.step(state, broadcastOf(request));
 * const stored = node.step(asked.state, { kind: "persisted", record: { own: asked.state.own } });
 * console.log(stored.effects.map(({ kind }) => kind)); // [ 'invoke', 'setTimer' ]
 * const heard = node.step(stored.state, { kind: "heard", object: "sequencer", outcome: { request, number: 1 } });
 * console.log(heard.effects.map(({ kind }) => kind)); // [ 'deliver', 'send', 'cancelTimer' ]
 * ```
 */
export const node: Role<NodeTypes> = roleOf<NodeTypes>({
  name: protocol,
  specification: "SequencedBroadcast",
  begin: (options) => recovered(options, noRecord),
  recover: recovered,
  status: () => "broadcasting",
  addressing: {
    self: ({ cluster }) => cluster.self,
    peers: ({ cluster }) => cluster.others,
    instance: { field: "cluster", of: ({ cluster }) => cluster.identity },
  },
  record: {
    none: noRecord,
    parts: recordParts,
    of: ({ own }) => ({ own }),
    is: isRecord,
    isSame: isSameRecord,
    stays: (before, after) => before.own === after.own,
  },
  writing: {
    is: ({ own, stored }) => stored < own.length,
    mark: (state, isWriting) => (isWriting ? state : storedUpTo(state, state.own.length)),
    reached: (state, { own }) => storedUpTo(state, own.length),
  },
  told: toldOf,
  timers: timersOf,
  messages,
  requests: {
    broadcast: ({ request }, { limits }) => ({
      kind: "broadcast",
      request: requestIn(request, "request", limits.value),
    }),
  },
  objects: {
    sequencer: ({ request, number }, { limits }) => ({
      request: requestIn(request, "outcome.request", limits.value),
      number: countIn(number, "outcome.number"),
    }),
    cells: ({ cell, value }, { limits }) => ({
      cell: countIn(cell, "outcome.cell"),
      value: value === null ? null : requestIn(value, "outcome.value", limits.value),
    }),
  },
  actions: {
    Broadcast: { request: "broadcast", step: broadcast },
    Stored: { durable: "broadcasting", step: stored },
    AskAgain: { timer: "askAgain", step: askAgain },
    HearNumber: { object: "sequencer", step: hearNumber },
    HearCell: { object: "cells", step: hearCell },
    FillGap: { timer: "fillGap", step: fillGap },
    ReceivePlaces: { message: "places", step: receivePlaces },
    AskForMissing: { timer: "askForMissing", step: askForMissing },
    ReceiveMissing: { message: "missing", step: receiveMissing },
  },
});

/**
 * A node that starts with this record. It asks again for the numbers of all its requests, and is given the same ones.
 *
 * @throws Error if the node is not one of the nodes, if two nodes have one name, if a limit is no whole number from 1 on, or
 * if no node could have written this record: a damaged disk must not be taken for an empty one.
 * @spec SequencedBroadcast!Init
 */
function recovered(options: NodeOptions, record: NodeRecord): NodeState {
  const { gaps = "senderComesBack" } = options;
  if (gaps !== "senderComesBack" && gaps !== "cells")
    throw new Error(`${protocol}: gaps is ${described(gaps)}, which is neither "senderComesBack" nor "cells"`);
  const limits = limitsOf(options, protocol);
  const { self, nodes, cluster = "" } = options;
  const own = requestsIn(record, limits.value);
  if (typeof own === "string") throw new Error(`${protocol}: no record of this node: ${own}`);
  let owned: Dictionary<true> = emptyDictionary;
  for (const request of own) owned = withValue(owned, textOfData(request), true);
  if (owned.size < own.length) throw new Error(`${protocol}: no record of this node: it has a request twice`);
  return begun(clusterOf({ self, nodes, cluster }, protocol), limits, gaps, sequenceOf(own), owned);
}

/** An answer about more than was ever written is ignored. @spec SequencedBroadcast!StoredUpTo */
function storedUpTo(state: NodeState, length: number): NodeState {
  return length > state.stored && length <= state.own.length ? { ...state, stored: length } : state;
}

/**
 * The end of each step. If the node has something to ask of an object that it had not to ask before, it asks. If it
 * waits for another number than before, its timer starts anew.
 *
 * @spec SequencedBroadcast!Become
 */
function become(before: NodeState, after: NodeState, sent: readonly Message[] = []): Then {
  const asked = due(after);
  const isNew = asked !== undefined && !isSameData(asked, due(before));
  const waitsAnew = after.order !== before.order && after.gaps === "cells" && seesGap(after);
  return {
    state: after,
    sent,
    rearmed: [...(isNew ? (["askAgain"] as const) : []), ...(waitsAnew ? (["fillGap"] as const) : [])],
    invoked: isNew ? [asked] : [],
  };
}

/** @spec SequencedBroadcast!Broadcast */
function broadcast(state: NodeState, { request }: Broadcast): Then {
  const { own, owned, placedOwn, limits } = state;
  const name = textOfData(request);
  if (lookUp(owned, name) !== undefined) return next(state);
  if (own.length - placedOwn >= limits.maxWaiting) return untimely(`${limits.maxWaiting} requests are waiting`);
  // A request that has a place already is skipped when it is its turn.
  return next(learning({ ...state, own: append(own, request), owned: withValue(owned, name, true) }, []));
}

/** @spec SequencedBroadcast!Stored */
function stored(state: NodeState): Then {
  const asked = due(state);
  return { ...next(state), invoked: asked === undefined ? [] : [asked] };
}

/** @spec SequencedBroadcast!AskAgain */
function askAgain(state: NodeState): Then {
  return stored(state);
}

/** The sequencer must not forget: it would give a request two numbers, and one of them would be a gap. @spec SequencedBroadcast!HearNumber */
function hearNumber(state: NodeState, { request, number }: NumberTaken<BroadcastRequest>): Then {
  const { owned, placed, gaps } = state;
  const name = textOfData(request);
  if (lookUp(owned, name) === undefined) return impossible(`number ${number} is for what nobody has asked here`);
  const known = lookUp(placed, name);
  if (known !== undefined && known < number)
    return impossible(`number ${number} is for what has number ${known} already`);
  // An answer about an earlier number comes late.
  if (known !== undefined) return next(state);
  if (gaps === "senderComesBack") return learnAndTell(state, { number, content: request });
  return become(state, { ...state, taken: { number, request } });
}

/** @spec SequencedBroadcast!HearCell */
function hearCell(state: NodeState, { cell, value }: Cell<Content>): Then {
  if (state.gaps !== "cells") return impossible("there are no cells");
  return learnAndTell(state, { number: cell, content: value });
}

/** A node that learns the content of a number tells all others, if it did not know it before. @spec SequencedBroadcast!LearnAndTell */
function learnAndTell(state: NodeState, place: Place): Then {
  const contradiction = contradictionTo(state, place);
  if (contradiction !== undefined) return impossible(contradiction);
  const { number, content } = place;
  if (contentAt(state, number) !== undefined) return next(state);
  const { others } = state.cluster;
  return become(
    state,
    learning(state, [place]),
    others.map((to) => places(state, to, number, [content])),
  );
}

/** No number has two contents, and no request two numbers. */
function contradictionTo(state: NodeState, { number, content }: Place): string | undefined {
  const known = contentAt(state, number);
  if (known !== undefined && !isSameData(known, content)) return `number ${number} is known to have another content`;
  const other = content === null ? undefined : lookUp(state.placed, textOfData(content));
  return other === undefined || other === number
    ? undefined
    : `what has number ${number} is known to have number ${other}`;
}

/** @spec SequencedBroadcast!FillGap */
function fillGap(state: NodeState): Then {
  return { ...next(state), invoked: [toCell(nextNumber(state), null)] };
}

/** @spec SequencedBroadcast!ReceivePlaces */
function receivePlaces(state: NodeState, { first, contents }: Places): Then {
  const all = contents.map((content, i): Place => ({ number: first + i, content }));
  const contradiction = all.map((place) => contradictionTo(state, place)).find((found) => found !== undefined);
  if (contradiction !== undefined) return impossible(contradiction);
  return become(
    state,
    learning(
      state,
      all.filter(({ number }) => isNear(state, number)),
    ),
  );
}

/** @spec SequencedBroadcast!IsNear */
function isNear(state: NodeState, number: number): boolean {
  return number < nextNumber(state) + state.limits.window;
}

/** @spec SequencedBroadcast!AskForMissing */
function askForMissing(state: NodeState): Then {
  return next(
    state,
    state.cluster.others.map((to) => missing(state, to, nextNumber(state))),
  );
}

/** @spec SequencedBroadcast!ReceiveMissing */
function receiveMissing(state: NodeState, { number, from }: Missing): Then {
  const contents = contentsFrom(state, number);
  return next(state, contents.length === 0 ? [] : [places(state, from, number, contents)]);
}
